using Overtone.Studies;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>What a trial of <see cref="ContinuousViewpointStudy"/> reads: the kernels of one width, or one simulation.</summary>
public sealed record ContinuousViewpointTrial : TrialParameters
{
    /// <summary>The features' width h.</summary>
    public required double Width { get; init; }

    /// <summary>The highest frequency followed.</summary>
    public required int Highest { get; init; }

    /// <summary>Particles; 0 for the kernels.</summary>
    public required int Particles { get; init; }

    /// <summary>The step of Euler's method.</summary>
    public required double TimeStep { get; init; }

    /// <summary>The seed of the target's phases.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => Particles == 0 ? $"kernels, h = {Width}" : $"particles, seed {Seed}";
}
