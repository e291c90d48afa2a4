using Overtone.Catalog.FourierRobustness.HeatMaps;
using Overtone.Catalog.Independent;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness;

/// <summary>What the studies of several regimes measure, computed once more.</summary>
internal static class RegimeIndependent
{
    private const int Side = 8, Bandwidth = 5;
    private const double Limit = 0.3, Norm = 2;

    // Eight images of three channels.
    private static readonly double[][] Images = GivenNumbers.Normal("images", 8 * 3, Side * Side),
        Errors = GivenNumbers.Normal("errors", Side, Side);

    /// <summary>The region of small error.</summary>
    public static IndependentScript Regions => Script(new IndependentComputation(
        "cells of the region of small error", "SciPy's connected components", "low_error_area",
        new { errors = Errors, limit = Limit }, GivenNumbers.Of(() => [Region()]), 12));

    /// <summary>Filters, and the energy that they leave.</summary>
    public static IndependentScript Filters => Script(new IndependentComputation(
        "share of energy behind square filters", "NumPy's transform, shifted and cut out", "energy_shares",
        new { images = Images, side = Side, bandwidth = Bandwidth },
        GivenNumbers.Of(() => [EnergyShare(BandShape.SquareLowPass), EnergyShare(BandShape.SquareHighPass)]), 6));

    /// <summary>Noise limited to a band.</summary>
    public static IndependentScript Noise => Script(new IndependentComputation(
        "norm of each channel of band-limited noise, and its share inside the band", "NumPy, from the noise itself", "noise_norms",
        new { noise = Drawn(), side = Side, bandwidth = Bandwidth },
        () => [.. Enumerable.Range(0, Images.Length).SelectMany(_ => new[] { Norm, 1.0 })], 6));

    /// <summary>Spectra of changes.</summary>
    public static IndependentScript Spectra => Script(new IndependentComputation(
        "share of high frequencies and mean frequency of changes", "NumPy", "change_spectrum",
        new { changes = Images, side = Side }, GivenNumbers.Of(Changes), 10));

    private static Tensor Pixels => GivenNumbers.Matrix(Images).reshape(-1, 3, Side, Side);

    private static IndependentScript Script(IndependentComputation computation) =>
        IndependentScript.Beside(typeof(RegimeIndependent), computation);

    private static double Region()
    {
        int[] frequencies = [.. Enumerable.Range(-Side / 2, Side)];
        var cells = frequencies.Index().SelectMany(row => frequencies.Index().Select(column => (
            Cell: new SpatialFrequency(row.Item, column.Item), Error: Errors[row.Index][column.Index])));
        return LowErrorArea.Of(cells.ToDictionary(cell => cell.Cell, cell => cell.Error), Limit);
    }

    private static double EnergyShare(BandShape shape) =>
        FilteredTraining.FilteredTraining.EnergyShare(new BandFilter(shape, Bandwidth), Pixels.to_type(ScalarType.Float32));

    private static double[][] Drawn()
    {
        using var scope = NewDisposeScope();
        var noise = new BandLimitedNoise(new BandFilter(BandShape.SquareLowPass, Bandwidth), Norm, NormMode.PerChannel, Seed: 1);
        return [.. GivenNumbers.All(noise.Of(0, Images.Length / 3, 3, Side, Side)).Chunk(Side * Side)];
    }

    private static double[] Changes()
    {
        using var spectrum = new DifferenceSpectrum(Side, Side);
        spectrum.AddChange(Pixels);
        return [spectrum.Fraction(HighFrequencyMask.NyquistSquare), AttackSpectra.RegimeAttackSpectra.Centroid(spectrum, Side, Side)];
    }
}
