using Overtone.Attacks;
using Overtone.Robustness;

namespace Overtone.Catalog.Audit.Attacks;

/// <summary>Attacks a model with one of the attacks that need its gradient, and measures the spectrum of what they change.</summary>
public sealed record AttackTrial : SubjectTrial
{
    /// <summary>The attack's name in tables: <c>fgsm</c> or <c>pgd</c>.</summary>
    public required string Attack { get; init; }

    /// <summary>What is bounded, and by how much.</summary>
    public required NormBall Ball { get; init; }

    /// <summary>What is raised.</summary>
    public required AttackLoss Loss { get; init; }

    /// <summary>Gradient steps; 1 for the fast gradient method.</summary>
    public required int Steps { get; init; }

    /// <summary>How many of the sample's images are attacked, the first ones.</summary>
    public required int Count { get; init; }

    /// <summary>The attack in tables and figures, for example <c>pgd linf margin</c>.</summary>
    public string Name => $"{Attack} {StudyText.Kebab(Ball.Norm)} {StudyText.Kebab(Loss)}";

    /// <inheritdoc/>
    public override string Label => $"attack {Name}";
}

/// <summary>Measures the spectra of the model's raw gradients, of their signs, and of noise: what attacks are compared with.</summary>
public sealed record AttackControlsTrial : SubjectTrial
{
    /// <summary>How many images.</summary>
    public required int Count { get; init; }

    /// <inheritdoc/>
    public override string Label => "spectra of gradients and noise";
}

/// <summary>The black-box attack with Fourier basis images.</summary>
public sealed record FourierAttackTrial : SubjectTrial
{
    /// <summary>How images are perturbed; the norm is the trial's own.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The norms, rising.</summary>
    public required double[] Norms { get; init; }

    /// <summary>The frequencies among which the most harmful are sought, as vertical and horizontal frequency.</summary>
    public required int[][] Candidates { get; init; }

    /// <summary>How many of them each image is attacked with.</summary>
    public required int Frequencies { get; init; }

    /// <summary>How many images the frequencies are chosen on; the others are attacked.</summary>
    public required int Chosen { get; init; }

    /// <inheritdoc/>
    public override string Label => "black-box attack with Fourier basis images";
}
