using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.RbfEigenvectors;

internal sealed record RbfEigenvectorsOptions : StudyOptions, IPresets<RbfEigenvectorsOptions>
{
    public static RbfEigenvectorsOptions Smoke => new() { Points = 24, Replicates = 2, DrawnWidth = 0.2 };

    public static RbfEigenvectorsOptions Thorough => new() { Replicates = 20 };

    [Option("Number of equally spaced points on the unit interval, ends included", Minimum = 8, Reduced = Reduced.WhenLess)]
    public int Points { get; init; } = 50;

    [Option("Widths σ of the kernel exp(−|x − y|²/2σ²), in units of the interval", Above = 0, Reduced = Reduced.WhenMissing)]
    public double[] Widths { get; init; } = [0.02, 0.05, 0.1, 0.2, 1.25];

    [Option(
        "Uniform random draws of equally many points from the interval, each with its own seed",
        Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 20;

    [Option(
        "Width σ of the kernel on drawn points; where points are further apart than a few σ, components are rounding errors and have "
            + "no sign",
        Above = 0)]
    public double DrawnWidth { get; init; } = 0.1;
}

/// <summary>One kernel, on points that are drawn from a seed; without one, on points at equal distances.</summary>
internal sealed record RbfEigenvectorsTrial(int Points, double Width, long? Seed) : TrialParameters
{
    public override string Label => FormattableString.Invariant($"σ = {Width}, {(Seed is null ? "equal distances" : $"draw {Seed}")}");
}

/// <summary>
/// The eigenvectors of a Gaussian kernel on a line are a Fourier basis in all but name: the nth oscillates n − 1 times.
/// Source: 1806.08734, Fig. 6 and 12.
/// </summary>
internal sealed class RbfEigenvectorsStudy() : TensorStudy<RbfEigenvectorsOptions, RbfEigenvectorsTrial>(
    "rbf-eigenvectors", "Eigenvectors of a Gaussian kernel are ordered by frequency", "Rahaman et al. 2019 (1806.08734), Fig. 6 and 12",
    version: 2)
{
    public override string Summary =>
        "A Gaussian kernel matrix on points of the unit interval, equally spaced or drawn at random, is diagonalised for several "
        + "widths. Claims that the nth eigenvector changes sign n − 1 times and that its discrete Fourier transform peaks at a "
        + "frequency that rises with n, as long as its eigenvalue is more than rounding. Eigenvectors whose eigenvalues are rounding "
        + "errors are the negative control.";

    public override IndependentScript? Independent => RbfEigenvectorsIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run rbf-eigenvectors", "run rbf-eigenvectors --points 100 --widths 0.01,0.03"];

    protected override IEnumerable<RbfEigenvectorsTrial> Plan(RbfEigenvectorsOptions options) =>
    [
        .. options.Widths.Distinct().Select(width => new RbfEigenvectorsTrial(options.Points, width, Seed: null)),
        .. Enumerable.Range(0, options.Replicates)
            .Select(draw => new RbfEigenvectorsTrial(options.Points, options.DrawnWidth, options.Seed + draw)),
    ];

    protected override void Measure(RbfEigenvectorsTrial trial, Recorder to, Device device)
    {
        Tensor points = trial.Seed is { } seed
            ? RandomStreams.SortedUniform(seed, "points", trial.Points, 0, 1)
            : linspace(0, 1, trial.Points, dtype: float64);
        double[] positions = points.data<double>().ToArray();
        using KernelEigenbasis basis = KernelEigenbasis.Of(points.unsqueeze(1), trial.Width);
        for (int mode = 1; mode <= basis.Count; mode++)
        {
            double[] vector = basis.Vector(mode - 1);
            double eigenvalue = basis.Eigenvalues[mode - 1];
            int changes = vector.Zip(vector.Skip(1)).Count(pair => Math.Sign(pair.First) != Math.Sign(pair.Second));
            to.Add(new KernelMode(trial.Width, trial.Seed, mode, eigenvalue, eigenvalue > basis.Resolution, changes));
            if (trial.Seed is not null)
                continue;
            to.Add(vector.Select((value, n) => new Component(trial.Width, mode, positions[n], value)));
            double[] amplitudes = fft.rfft(tensor(vector)).abs().data<double>().ToArray();
            to.Add(amplitudes.Select((amplitude, frequency) => new Coefficient(trial.Width, mode, frequency, amplitude)));
        }
    }

    protected override void Conclude(RbfEigenvectorsOptions options, Conclusion to) => new RbfEigenvectorsFindings(to).Conclude();

    [Table("modes")]
    internal sealed record KernelMode(double Width, long? Seed, int Mode, double Eigenvalue, bool Known, int SignChanges);

    [Table("vectors")]
    internal sealed record Component(double Width, int Mode, double X, double Value);

    [Table("spectra")]
    internal sealed record Coefficient(double Width, int Mode, [Unit("cycles per interval")] int Frequency, double Amplitude);
}
