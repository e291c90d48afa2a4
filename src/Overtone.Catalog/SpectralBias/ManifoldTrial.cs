using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What is done on the curves.</summary>
public enum ManifoldTask
{
    /// <summary>Sums of sines along the curve are fitted (experiment 5, Fig. 8).</summary>
    Sines,

    /// <summary>The same at points that lie on no curve: a negative control.</summary>
    Scattered,

    /// <summary>The sign of one sine along the curve is told, for every curve and frequency (experiment 6, Fig. 9).</summary>
    Signs,

    /// <summary>Two networks tell the same sign, and are compared on the curve and off it (Fig. 7).</summary>
    Pair,

    /// <summary>Plane waves on the curves, without networks (eq. 12).</summary>
    Waves,
}

/// <summary>What a trial of <see cref="SpectralBiasManifold"/> reads.</summary>
public sealed record ManifoldTrial : TrialParameters
{
    /// <summary>What is done.</summary>
    public required ManifoldTask Task { get; init; }

    /// <summary>Samples along a curve.</summary>
    public required int Samples { get; init; }

    /// <summary>Petals of the curves; one number where there is one curve.</summary>
    public required int[] Petals { get; init; }

    /// <summary>Frequencies in cycles a turn; of plane waves, in radians per unit.</summary>
    public required int[] Frequencies { get; init; }

    /// <summary>Layer widths from the plane to one output.</summary>
    public required int[] Widths { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The seeds of the block.</summary>
    public required long[] Seeds { get; init; }

    /// <summary>Whether the two networks of the first seed are drawn.</summary>
    public bool Pictures { get; init; }

    /// <inheritdoc/>
    public override string Label =>
        $"{StudyText.Kebab(Task)}, {string.Join(',', Petals)} petals, {StudyText.Seeds(Seeds)}";
}
