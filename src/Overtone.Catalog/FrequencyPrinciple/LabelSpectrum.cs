using System.Numerics;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// The spectrum of an image problem's labels along the first principal direction of its inputs, and the frequencies worth watching.
/// Coordinates are centred and divided by their standard deviation, so that frequencies of different data sets compare: neither
/// changes a relative error.
/// </summary>
internal static class LabelSpectrum
{
    /// <summary>The artefact with the direction.</summary>
    public const string DirectionArtefact = "direction.dat";

    private const int GridSize = 241;
    private const int MostFrequencies = 12;
    // Labels without any structure would reach the floor itself half of the time.
    private const double FloorFactor = 1.5;

    public static void Measure(LabelSpectrumTrial trial, TrialContext context, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, context.Environment.DataRoots, trial.Images, device);
        context.Report(0.1, "first principal direction");
        Tensor inputs = problem.Images.flatten(1);
        Tensor direction = PrincipalDirection.Of(inputs);
        (Tensor coordinates, double deviation) = Coordinates(inputs, direction);
        context.Report(0.8, "spectrum of the labels");
        double[] grid = [.. Enumerable.Range(0, GridSize).Select(n => trial.HighestFrequency * n / (GridSize - 1))];
        using var transform = new NonuniformFourierTransform(coordinates, grid);
        Tensor labels = OutputsOf(problem.OneHot, trial.Output);
        double[] amplitudes = AmplitudesOf(transform.Transform(labels));
        double floor = FloorOf(labels);
        IReadOnlyList<int> watched = SpectralPeaks.Select(amplitudes, floor, trial.Frequencies, MostFrequencies);

        context.WriteArtefact(DirectionArtefact, stream => stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(direction.cpu().data<double>().ToArray())));
        var spectrum = new TableBuilder(
            "label_spectrum",
            Column.Number("frequency", "cycles per standard deviation"), Column.Number("amplitude"), Column.Number("floor"), Column.Integer("watched"));
        for (int k = 0; k < grid.Length; k++)
            spectrum.Add(grid[k], amplitudes[k], floor, watched.Contains(k) ? 1 : 0);
        context.Write(spectrum.Build());
        double total = inputs.to_type(ScalarType.Float64).var([0], unbiased: false).sum().item<double>();
        context.Write(new TableBuilder(
            "projection", Column.Integer("images"), Column.Number("standard_deviation", "input units"), Column.Number("explained_variance"))
            .Add(inputs.shape[0], deviation, deviation * deviation / total).Build());
    }

    /// <summary>The inputs' coordinates along a direction, centred and scaled to standard deviation 1, float64; and what they were divided by.</summary>
    public static (Tensor Coordinates, double Deviation) Coordinates(Tensor inputs, Tensor direction)
    {
        Tensor projected = inputs.mv(direction.to_type(inputs.dtype)).to_type(ScalarType.Float64);
        Tensor centred = projected - projected.mean();
        double deviation = centred.square().mean().sqrt().item<double>();
        return (centred / deviation, deviation);
    }

    /// <summary>One output's column, or all columns for -1.</summary>
    /// <exception cref="InvalidOptionException">There is no such output.</exception>
    public static Tensor OutputsOf(Tensor values, int output) => output switch
    {
        < 0 => values,
        _ when output < values.shape[1] => values.narrow(1, output, 1),
        _ => throw new InvalidOptionException("--output", $"{output}", $"-1 or a class index from 0 to {values.shape[1] - 1}"),
    };

    /// <summary>What amplitudes must exceed to be more than the noise of sampled values, [n, outputs].</summary>
    public static double FloorOf(Tensor values) =>
        FloorFactor * Math.Sqrt(values.to_type(ScalarType.Float64).var([0], unbiased: false).sum().item<double>() / values.shape[0]);

    /// <summary>The amplitude of all outputs together at each frequency: the ℓ2 norm of the coefficients.</summary>
    public static double[] AmplitudesOf(Complex[,] coefficients) =>
        [.. Enumerable.Range(0, coefficients.GetLength(0)).Select(k =>
            Math.Sqrt(Enumerable.Range(0, coefficients.GetLength(1)).Sum(c => Math.Pow(coefficients[k, c].Magnitude, 2))))];
}
