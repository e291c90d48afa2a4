using System.Numerics;
using MathNet.Numerics.Random;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Catalog.PiecewiseLinear;

internal sealed record ReluTransformOptions : StudyOptions, IPresets<ReluTransformOptions>
{
    public static ReluTransformOptions Smoke => new()
    {
        LineWidths = [8],
        PlaneWidths = [4],
        TaperedWidths = [16],
        Samples = 4096,
        Directions = 2,
        Replicates = 2,
    };

    public static ReluTransformOptions Thorough => new() { Replicates = 20 };

    // The theorem names no sizes.
    public static ReluTransformOptions Paper => new() { LineWidths = [64, 64], PlaneWidths = [16, 16], Directions = 16, Replicates = 30 };

    [Option("Hidden layer widths of the networks of one variable", Minimum = 1)]
    public int[] LineWidths { get; init; } = [32, 32];

    [Option(
        "Hidden layer widths of the networks of two variables; small, so that the range of k lies beyond the scale of their regions",
        Minimum = 1)]
    public int[] PlaneWidths { get; init; } = [8, 8];

    [Option("Inputs of the networks that are sampled along a tapered line", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Inputs { get; init; } = 20;

    [Option("Hidden layer widths of these networks", Minimum = 1)]
    public int[] TaperedWidths { get; init; } = [64, 64];

    [Option("Samples along the tapered line", Minimum = 4096, Maximum = 1 << 20, Reduced = Reduced.WhenLess)]
    public int Samples { get; init; } = 32_768;

    [Option(
        "Number of random directions of k, and of edge normals, along which the decay is fitted", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Directions { get; init; } = 8;

    [Option("Number of networks of each kind, each with its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 12;
}

/// <summary>One seed's networks; curves and pictures are stored for one seed only, whose are drawn.</summary>
internal sealed record ReluTransformTrial(
    int[] LineWidths, int[] PlaneWidths, int Inputs, int[] TaperedWidths, int Samples, int Directions, long Seed,
    bool Pictures) : TrialParameters
{
    public override string Label => $"seed {Seed}";
}

/// <summary>
/// The Fourier transform of a ReLU network in closed form, and how fast it falls in which direction.
/// Source: 1806.08734, Theorem 1 and Lemmas 1 and 2; 1905.12797 (decaying spectra of ReLU networks).
/// </summary>
internal sealed class ReluTransform() : TensorStudy<ReluTransformOptions, ReluTransformTrial>(
    "relu-transform", "The exact spectrum of a ReLU network, and its decay by direction",
    "Rahaman et al. 2019 (1806.08734), Theorem 1; Lin et al. 2019 (1905.12797)")
{
    /// <summary>Checks and spectra by name.</summary>
    public const string Line = "line",
        Plane = "plane",
        Lemma = "lemma",
        LemmaAsPrinted = "lemma as printed",
        Normal = "normal",
        Random = "random",
        TaperedRelu = "tapered relu",
        TaperedTanh = "tapered tanh";

    private const int ReachCount = 1500, PictureSide = 81;
    private const double LowestReach = 1e3, HighestReach = 3e4, HighestDrawn = 120;
    private static readonly double[] Frequencies = [0, 0.5, 3.7, 20, 75];
    private static readonly (double X, double Y)[] PlaneFrequencies = [(0, 0), (1.3, 0.4), (-3, 5), (12, 2)];

    public override string Summary =>
        "The transform of random ReLU networks is computed in closed form from breakpoints (one variable) and polygons (two "
        + "variables) and compared with quadrature. Claims that the spectrum falls with k⁻² in one variable, with k⁻³ in almost "
        + "every direction of the plane and with k⁻² along the normals of its edges. A smooth network is the negative control; so is "
        + "Lemma 1 with its printed sign.";

    public override IndependentScript? Independent => ReluTransformIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run relu-transform", "run relu-transform --preset smoke --plane-widths 6 "
        + "--directions 4"];

    protected override IEnumerable<ReluTransformTrial> Plan(ReluTransformOptions options) =>
        Enumerable.Range(0, options.Replicates).Select(n => new ReluTransformTrial(
            options.LineWidths, options.PlaneWidths, options.Inputs, options.TaperedWidths, options.Samples, options.Directions,
            options.Seed + n,
            Pictures: n == 0));

    protected override void Measure(ReluTransformTrial trial, Recorder to, Device device)
    {
        var random = new MersenneTwister((int)(RandomStreams.SeedOf(trial.Seed, "directions") >> 33));
        MeasureLine(trial, to);
        to.Report(0.2, "plane");
        MeasurePlane(trial, random, to);
        to.Report(0.8, "tapered slices");
        MeasureTapered(trial, random, to);
        to.Add<CurvePoint>();
    }

    protected override void Conclude(ReluTransformOptions options, Conclusion to) => new ReluTransformFindings(to).Conclude();

    private static void MeasureLine(ReluTransformTrial trial, Recorder to)
    {
        // Less its chord, the function is continuous on the whole line.
        PiecewiseLinearFunction function = PiecewiseLinearFunction
            .Of(DrawnNetwork.Relu(trial.Seed, [1, .. trial.LineWidths, 1]), AffineSlice.Whole(1), -1, 1).LessChord();
        double largest = Frequencies.Max(k => (function.Transform(k) - QuadratureTransform.Of(function, k)).Magnitude);
        to.Add(new Checked(trial.Seed, Line, largest / QuadratureTransform.Size(function)));
        AddDecay(trial, Line, 0, Line, function.Transform, to);
    }

    private static void MeasurePlane(ReluTransformTrial trial, MersenneTwister random, Recorder to)
    {
        PiecewiseLinearNetwork network = DrawnNetwork.Compact(trial.Seed, [2, .. trial.PlaneWidths, 1]);
        IReadOnlyList<LinearRegion> regions = PlaneRegions.Of(network, AffineSlice.Whole(2), PlaneWindow.Square(1), to.Cancellation);
        var transform = new PlaneTransform(regions);
        double size = transform.At(0, 0).Magnitude;
        double largest = PlaneFrequencies.Max(k => (transform.At(k.X, k.Y) - QuadratureTransform.Of(network, k.X, k.Y)).Magnitude);
        to.Add(new Checked(trial.Seed, Plane, largest / size));
        // Lemma 1 as it must read, and with the sign it is printed with.
        foreach ((string check, int sign) in new[] { (Lemma, 1), (LemmaAsPrinted, -1) })
            to.Add(new Checked(
                trial.Seed, check,
                PlaneFrequencies.Skip(1).Max(k => (transform.At(k.X, k.Y) - (sign * transform.FromGradients(k.X, k.Y))).Magnitude) / size));

        foreach ((int index, double angle) in RegionEdges.StrongestNormals(regions, trial.Directions).Index())
            AddDecay(trial, Normal, angle, index == 0 ? "normal of an edge" : "", Along(transform, angle), to);
        for (int direction = 0; direction < trial.Directions; direction++)
        {
            double angle = Math.PI * random.NextDouble();
            AddDecay(trial, Random, angle, direction == 0 ? "random direction" : "", Along(transform, angle), to);
        }

        if (!trial.Pictures)
            return;
        to.Add(RegionCorner.Of(regions, region => region.Value(region.Polygon.Centroid)));
        double[] drawn = [.. Enumerable.Range(0, PictureSide).Select(n => HighestDrawn * ((2.0 * n / (PictureSide - 1)) - 1))];
        to.Add(drawn.SelectMany(y => drawn.Select(x => new PlaneSpectrum(x, y, transform.At(x, y).Magnitude))));
    }

    private static void MeasureTapered(ReluTransformTrial trial, MersenneTwister random, Recorder to)
    {
        int[] widths = [trial.Inputs, .. trial.TaperedWidths, 1];
        double[] direction = [.. Enumerable.Range(0, trial.Inputs).Select(_ => (2 * random.NextDouble()) - 1)];
        double length = Math.Sqrt(direction.Sum(d => d * d)) / 3;
        PiecewiseLinearFunction relu = PiecewiseLinearFunction.Of(
            DrawnNetwork.Relu(trial.Seed, widths), AffineSlice.Line(new double[trial.Inputs], [.. direction.Select(d => d / length)]),
            -1, 1);
        var smooth = new SmoothNetwork(trial.Seed, widths);
        double Smooth(double x) => smooth.Evaluate([.. direction.Select(d => d / length * x)]);
        to.Add(new Decay(trial.Seed, TaperedRelu, 0, TaperedSlice.Decay(relu.Value, trial.Samples)));
        to.Add(new Decay(trial.Seed, TaperedTanh, 0, TaperedSlice.Decay(Smooth, trial.Samples)));
    }

    private static void AddDecay(
        ReluTransformTrial trial, string spectrum, double angle, string curve, Func<double, Complex> transform, Recorder to)
    {
        to.Add(new Decay(
            trial.Seed, spectrum, angle, DecayExponent.OfFunction(k => transform(k).Magnitude, LowestReach, HighestReach, ReachCount)));
        // Drawn from far below on; fitted only where all regions are many waves wide.
        if (trial.Pictures && curve.Length > 0)
            to.Add(Enumerable.Range(0, 600).Select(n => Math.Pow(HighestReach, n / 599.0))
                .Select(k => new CurvePoint(trial.Seed, curve, k, transform(k).Magnitude)));
    }

    private static Func<double, Complex> Along(PlaneTransform transform, double angle) =>
        k => transform.FromGradients(k * Math.Cos(angle), k * Math.Sin(angle));

    [Table("checks")]
    internal sealed record Checked(long Seed, string Check, double Difference);

    [Table("decays")]
    internal sealed record Decay(long Seed, string Spectrum, [Unit("radians")] double Angle, double Exponent);

    [Table("spectra")]
    internal sealed record CurvePoint(long Seed, string Spectrum, [Unit("radians per unit")] double Frequency, double Magnitude);

    [Table("plane")]
    internal sealed record PlaneSpectrum(
        [Unit("radians per unit")] double FrequencyX, [Unit("radians per unit")] double FrequencyY, double Magnitude);
}
