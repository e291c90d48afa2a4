using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Carlini and Wagner's attack in ℓ2: the squared distance plus c times what the margin lacks, lowered by Adam over w, where the image is
/// (tanh w + 1) / 2 and so never leaves [0, 1]; c is searched for each image. Every image has its own c, its own Adam and its own early
/// end, so that none depends on its neighbours. The ball, in ℓ2, says only how far an image counts as broken.
/// Source: Carlini and Wagner 2017, section V; search and defaults of the authors' program, with 1000 steps rather than 10000.
/// </summary>
public sealed record CarliniWagner : Attack, IAttackFamily<CarliniWagner>
{
    /// <summary>Values of c tried for each image, 1 or more.</summary>
    public int Searches { get; init; } = 9;

    /// <summary>Steps of Adam for each value, 1 or more.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>The step size of Adam, above 0.</summary>
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>The first c, above 0.</summary>
    public double FirstConstant { get; init; } = 1e-3;

    /// <summary>The margin κ by which an image is to be misclassified, 0 or more.</summary>
    public double Confidence { get; init; }

    /// <summary>Whether an image's steps for one c end when its loss has not fallen by 0.01 % within a tenth of them.</summary>
    public bool EndsEarly { get; init; } = true;

    /// <inheritdoc/>
    public static string Id => "cw";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool FindsNearest => true;

    /// <inheritdoc/>
    protected override string Variant => "";

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<CarliniWagner> Within(AttackBudget budget) => [new() { Ball = budget.L2 }];

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        RequireSettings();
        using var scope = NewDisposeScope();
        var constants = new ConstantSearch(images.Count, FirstConstant, Searches);
        var nearest = new NearestBroken(images.Pixels, Ball);
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device);
        for (int search = 0; search < Searches; search++)
        {
            using var inner = NewDisposeScope();
            Tensor c = tensor(constants.Next(search), device: images.Pixels.device);
            var descent = new TanhDescent(images.Pixels, labels, c, this);
            constants.Judge(descent.Run(classifier, nearest, cancellation));
        }

        return nearest.Images.MoveToOuterDisposeScope();
    }

    private void RequireSettings()
    {
        if (Ball.Norm != AttackNorm.L2)
            throw new ArgumentException($"The attack of Carlini and Wagner is in ℓ2; the ball is in {Ball.Norm}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Searches, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FirstConstant);
        ArgumentOutOfRangeException.ThrowIfNegative(Confidence);
    }
}
