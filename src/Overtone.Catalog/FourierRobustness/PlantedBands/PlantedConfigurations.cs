using Overtone.Data.Planted;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.PlantedBands;

/// <summary>The sets of images in which instruments look for a band, drawn from a seed.</summary>
internal static class PlantedConfigurations
{
    private const int Size = 32;
    private const double Width = 1.5, LeastRadius = 4, LargestRadius = 10, LeastStrength = 0.05, LargestStrength = 0.06, Background = 0.1;

    // A second band, an octave away, which is a fifth as strong: the networks hardly need it, and instruments should not name it.
    private const double DecoyShare = 0.2, DecoyOctave = 2;

    // Of controls, about half an octave from each other. Networks lean on low frequencies where all are equally strong.
    private static readonly double[] Spread = [4, 6, 9, 13];
    private static readonly double[] ControlStrengths = [0.04, 0.045, 0.06, 0.075];
    private const double LeastRedundancy = 0.35, LargestRedundancy = 0.65;

    /// <summary>A set whose class is in one band, with a faint decoy in every other set.</summary>
    /// <param name="index">Which of them.</param>
    /// <param name="count">Of how many: their radii are spread evenly, in octaves, over the range.</param>
    /// <param name="seed">What they are drawn from.</param>
    public static PlantedImages OneBand(int index, int count, long seed)
    {
        double[] draws = Draws("planted-bands", seed, index);
        double radius = Round(LeastRadius * Math.Pow(LargestRadius / LeastRadius, (index + draws[0]) / count));
        double strength = Round(LeastStrength + (draws[1] * (LargestStrength - LeastStrength)));
        double decoy = Round(radius * DecoyOctave < Size / 2 - Width ? radius * DecoyOctave : radius / DecoyOctave);
        PlantedBand[] bands = index % 2 == 0
            ? [new PlantedBand(radius, Width, strength)]
            : [new PlantedBand(radius, Width, strength), new PlantedBand(decoy, Width, strength * DecoyShare)];
        return new PlantedImages { Size = Size, Background = Background, Bands = bands, Seed = SeedOf(seed, index) };
    }

    /// <summary>A control: the class is in four bands from 4 to 13 cycles per image, of strengths with which removing any of
    /// them costs about as much: no band is the one.</summary>
    /// <param name="index">Which of them.</param>
    /// <param name="count">Of how many: how much the bands repeat each other is spread evenly.</param>
    /// <param name="seed">What they are drawn from.</param>
    public static PlantedImages Control(int index, int count, long seed)
    {
        double draw = Draws("planted-controls", seed, index)[0];
        return new PlantedImages
        {
            Size = Size,
            Background = Background,
            Bands = [.. Spread.Zip(ControlStrengths, (radius, strength) => new PlantedBand(radius, Width, strength))],
            Redundancy = Round(LeastRedundancy + ((index + draw) / count * (LargestRedundancy - LeastRedundancy))),
            Seed = SeedOf(seed, index),
        };
    }

    private static double[] Draws(string name, long seed, int index)
    {
        using Generator generator = RandomStreams.Create(seed, name, index);
        using Tensor draws = empty(2, ScalarType.Float64).uniform_(0, 1, generator);
        return draws.data<double>().ToArray();
    }

    private static double Round(double number) => Math.Round(number, 3);

    private static long SeedOf(long seed, int index) => (seed * 1000) + index;
}
