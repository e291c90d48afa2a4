using System.Globalization;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="RbfEigenvectors"/>.</summary>
public sealed record RbfEigenvectorsOptions : StudyOptions
{
    /// <summary>Points on the unit interval.</summary>
    [Option("Points at equal distances on the unit interval, ends included", Minimum = 8)]
    public int Points { get; init; } = 50;

    /// <summary>Widths of the kernel.</summary>
    [Option("Widths σ of the kernel exp(−|x − y|²/2σ²), in units of the interval", Minimum = 1e-6)]
    public double[] Widths { get; init; } = [0.02, 0.05, 0.1, 0.2, 1.25];

    /// <summary>Draws of other points.</summary>
    [Option("Draws of as many points uniformly from the interval, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 20;

    /// <summary>The kernel's width on drawn points.</summary>
    [Option("Width σ of the kernel on drawn points; where points are further apart than a few σ, components are rounding and have no sign", Minimum = 1e-6)]
    public double DrawnWidth { get; init; } = 0.1;
}

/// <summary>What a trial of <see cref="RbfEigenvectors"/> reads: one kernel.</summary>
public sealed record RbfEigenvectorsTrial : TrialParameters
{
    /// <summary>Points on the unit interval.</summary>
    public required int Points { get; init; }

    /// <summary>The kernel's width.</summary>
    public required double Width { get; init; }

    /// <summary>The seed that points are drawn from; 0 for points at equal distances.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => string.Create(CultureInfo.InvariantCulture, $"σ = {Width}, {(Seed == 0 ? "equal distances" : $"draw {Seed}")}");
}
