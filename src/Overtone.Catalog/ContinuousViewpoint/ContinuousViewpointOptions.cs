using Overtone.Studies;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>The options of <see cref="ContinuousViewpointStudy"/>.</summary>
public sealed record ContinuousViewpointOptions : StudyOptions
{
    /// <summary>Widths of the features.</summary>
    [Option("Widths h of the features, in radians, at most 0.9", Minimum = 0.02, Maximum = 0.9)]
    public double[] Widths { get; init; } = [0.5, 0.2, 0.1];

    /// <summary>The highest frequency followed.</summary>
    [Option("Highest frequency followed, in periods per circle", Minimum = 4, Maximum = 200)]
    public int Highest { get; init; } = 25;

    /// <summary>Particles of the simulation.</summary>
    [Option("Particles of the simulation, whose features have a width of 0.5", Minimum = 16)]
    public int Particles { get; init; } = 512;

    /// <summary>The step of Euler's method.</summary>
    [Option("Time step of the simulation", Minimum = 1e-4, Maximum = 0.5)]
    public double TimeStep { get; init; } = 0.05;

    /// <summary>Simulations.</summary>
    [Option("Simulations, each with phases of its own in the target", Minimum = 1)]
    public int Replicates { get; init; } = 8;
}
