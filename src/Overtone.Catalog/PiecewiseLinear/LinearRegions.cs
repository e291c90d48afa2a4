using MathNet.Numerics.Random;
using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.PiecewiseLinear;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.PiecewiseLinear;

internal sealed record LinearRegionsOptions : StudyOptions, IPresets<LinearRegionsOptions>
{
    public static LinearRegionsOptions Smoke => new()
    {
        Widths = [12, 8],
        Shallow = 12,
        DigitWidths = [12],
        Channels = 1,
        Steps = 40,
        Points = 200,
        Replicates = 2,
    };

    public static LinearRegionsOptions Thorough => new() { Replicates = 20 };

    // The figure names no sizes.
    public static LinearRegionsOptions Paper => new()
    {
        Shallow = 128,
        DigitWidths = [128, 128],
        Channels = 4,
        Steps = 5000,
        Points = 100_000,
        Replicates = 20,
    };

    [Option("Hidden layer widths of the networks of two variables", Minimum = 1)]
    public int[] Widths { get; init; } = [64, 64];

    [Option("Units of the networks with one hidden layer", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Shallow { get; init; } = 64;

    [Option("Hidden layer widths of the classifier of the built-in digits", Minimum = 1)]
    public int[] DigitWidths { get; init; } = [64, 64];

    [Option(
        "Channels of the first convolution of the convolutional classifier; the second has twice as many, the hidden layer four times",
        Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Channels { get; init; } = 2;

    [Option("Training steps of each network", Minimum = 0, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 1000;

    [Option("Sample points at which polygons and network are compared, on each plane", Minimum = 10, Reduced = Reduced.WhenLess)]
    public int Points { get; init; } = 10_000;

    [Option("Number of networks of each kind, each with its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 8;
}

/// <summary>
/// Whose regions are found: a deep network of two variables, before training and after fitting a checkerboard of sines; one hidden layer,
/// random; a classifier of the embedded digits on the plane through three of them, before training and after; a convolutional one with
/// maximum pooling, likewise.
/// </summary>
internal enum RegionSubject
{
    Deep,
    Shallow,
    Digits,
    Convolutional,
}

/// <summary>One network; of a convolutional one, the widths are the channels of its convolutions and its hidden units.</summary>
internal sealed record LinearRegionsTrial(RegionSubject Subject, int[] Widths, long Steps, int Points, long Seed, bool Pictures)
    : TrialParameters
{
    public override string Label => $"{StudyText.Kebab(Subject)}, seed {Seed}";
}

/// <summary>
/// The regions on which a ReLU network is affine, as exact polygons on a plane through its input space.
/// Source: 1905.12797, Fig. 1; 1806.08734, section 2.
/// </summary>
internal sealed class LinearRegions() : TensorStudy<LinearRegionsOptions, LinearRegionsTrial>(
    "linear-regions", "Linear regions of ReLU networks, exactly",
    "Lin et al. 2019 (1905.12797), Fig. 1; Rahaman et al. 2019 (1806.08734), section 2", version: 3)
{
    /// <summary>The stages.</summary>
    public const string Initial = "initial", Trained = "trained";

    private const double LearningRate = 3e-3;
    private const int Samples = 1024, Segments = 40, Bends = 400;

    public override string Summary =>
        "A plane through the input space of a ReLU network is cut into the polygons on which the network is affine: networks of two "
        + "variables, and two classifiers of digits, one of them with convolutions and maximum pooling, on the plane through three "
        + "digits, before and after training. Claims that the polygons tile the window, that the network is affine on each, that "
        + "dense sampling finds nothing else, and that one layer makes no more regions than theory allows.";

    public override IndependentScript? Independent => LinearRegionsIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run linear-regions", "run linear-regions --preset smoke --widths 12,12"];

    /// <summary>The table of a subject's drawn regions.</summary>
    public static string TableOf(RegionSubject subject, string stage) => $"{StudyText.Kebab(subject)}_{stage}";

    protected override IEnumerable<LinearRegionsTrial> Plan(LinearRegionsOptions options)
    {
        LinearRegionsTrial Trial(RegionSubject subject, int[] widths, int n) => new(
            subject, widths, subject == RegionSubject.Shallow ? 0 : options.Steps, options.Points, options.Seed + n, Pictures: n == 0);
        int[] channels = [options.Channels, 2 * options.Channels, 4 * options.Channels];
        return Enumerable.Range(0, options.Replicates).SelectMany(n => new[]
        {
            Trial(RegionSubject.Deep, options.Widths, n),
            Trial(RegionSubject.Shallow, [options.Shallow], n),
            Trial(RegionSubject.Digits, options.DigitWidths, n),
            Trial(RegionSubject.Convolutional, channels, n),
        });
    }

    protected override void Measure(LinearRegionsTrial trial, Recorder to, Device device)
    {
        bool isClassifier = trial.Subject is RegionSubject.Digits or RegionSubject.Convolutional;
        (TrainingData data, AffineSlice plane, PlaneWindow window, int outputs) =
            isClassifier ? Digits(trial, to, device) : Checkerboard(trial, device);
        using nn.Module<Tensor, Tensor> network = Network(trial, data.Inputs, outputs, device);
        Look(trial, Initial, network, plane, window, to);
        if (trial.Steps == 0)
            return;
        var training = new TrainingOptions(Optimiser.Adam, LearningRate, isClassifier ? Loss.CrossEntropy : Loss.MeanSquared);
        using var trainer = new Trainer(network, data, training);
        to.Train(trainer, [trial.Steps], _ => Look(trial, Trained, network, plane, window, to));
    }

    protected override void Conclude(LinearRegionsOptions options, Conclusion to) => new LinearRegionsFindings(to).Conclude();

    private static nn.Module<Tensor, Tensor> Network(LinearRegionsTrial trial, Tensor inputs, int outputs, Device device)
    {
        int[] size = [.. inputs.shape.Skip(1).Select(length => (int)length)];
        if (trial.Subject == RegionSubject.Convolutional)
        {
            var shape = new ConvolutionalShape(
                size[0], size[1], size[2], trial.Widths[0], trial.Widths[1], trial.Widths[2], outputs, Activation.Relu);
            var glorot = new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1);
            return new SmallConvolutionalNetwork(shape, glorot, trial.Seed, device);
        }

        int[] widths = [size.Aggregate(1, (product, length) => product * length), .. trial.Widths, outputs];
        var normal = new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, Math.Sqrt(2.0 / trial.Widths[0]));
        return new MultilayerPerceptron(new PerceptronShape(widths, Activation.Relu), normal, trial.Seed, device);
    }

    // Finds the regions and holds them against the network.
    private static void Look(
        LinearRegionsTrial trial, string stage, nn.Module<Tensor, Tensor> network, AffineSlice plane, PlaneWindow window, Recorder to)
    {
        var convolutional = network as SmallConvolutionalNetwork;
        PiecewiseLinearNetwork pieces = PiecewiseLinearNetwork.Of(
            network, convolutional is { Shape: var shape } ? new InputSize(shape.Channels, shape.Height, shape.Width) : null);
        IReadOnlyList<LinearRegion> regions = PlaneRegions.Of(pieces, plane, window, to.Cancellation);
        var random = new MersenneTwister((int)(RandomStreams.SeedOf(trial.Seed, "points") >> 33));
        var checks = new RegionChecks(pieces, plane, window, regions, random);
        using SmoothConvolutions? convolutions = convolutional is null ? null : new SmoothConvolutions(convolutional);
        Func<double[], double> smooth =
            convolutions is null ? new SmoothNetwork((MultilayerPerceptron)network).Evaluate : convolutions.Evaluate;
        long? bound = trial.Subject == RegionSubject.Shallow ? PlaneRegions.MostOfOneLayer(trial.Widths[0]) : null;
        to.Add(new Found(
            trial.Subject, stage, trial.Seed, regions.Count, bound, checks.TilingError, checks.LargestDifference(trial.Points),
            checks.AgreeingSegments(Segments), checks.Bend(input => pieces.Evaluate(input)[0], Bends), checks.Bend(smooth, Bends)));
        if (trial.Pictures && trial.Subject != RegionSubject.Shallow)
            to.AddTo(
                TableOf(trial.Subject, stage),
                RegionCorner.Of(regions, trial.Subject == RegionSubject.Deep ? region => region.Value(region.Polygon.Centroid) : Class));
    }

    // A target with hills and hollows: sin 3x · sin 3y on the square from −1 to 1.
    private static (TrainingData Data, AffineSlice Plane, PlaneWindow Window, int Outputs) Checkerboard(
        LinearRegionsTrial trial, Device device)
    {
        using Generator generator = RandomStreams.Create(trial.Seed, "samples");
        Tensor inputs = empty(Samples, 2).uniform_(-1, 1, generator).to(device);
        return (new TrainingData(inputs, (3 * inputs).sin().prod(1).unsqueeze(1)), AffineSlice.Whole(2), PlaneWindow.Square(1), 1);
    }

    // Three images of different digits at the corners of a triangle.
    private static (TrainingData Data, AffineSlice Plane, PlaneWindow Window, int Outputs) Digits(
        LinearRegionsTrial trial, Recorder to, Device device)
    {
        using ImageProblem problem = ImageProblem.Load("digits", to.Environment.DataRoots, count: null, device);
        Tensor inputs = problem.Images.clone();
        long[] labels = problem.Labels.cpu().data<long>().ToArray();
        double[][] corners = [.. Enumerable.Range(0, 3)
            .Select(digit => Array.IndexOf(labels, (trial.Seed + (3 * digit)) % problem.ClassCount))
            .Select(index => Pixels(inputs[index]))];
        return (
            new TrainingData(inputs, problem.Labels.clone()), AffineSlice.Through(corners[0], corners[1], corners[2]),
            new PlaneWindow(-0.5, 1.5, -0.5, 1.5), problem.ClassCount);
    }

    private static double[] Pixels(Tensor image) => image.flatten().to_type(ScalarType.Float64).cpu().data<double>().ToArray();

    private static double Class(LinearRegion region) =>
        Enumerable.Range(0, region.OutputCount).MaxBy(output => region.Value(region.Polygon.Centroid, output));

    [Table("regions")]
    internal sealed record Found(
        RegionSubject Subject, string Stage, long Seed, long Regions, long? Bound, double TilingError, double Difference,
        double AgreeingSegments,
        double Bend, double SmoothBend);
}
