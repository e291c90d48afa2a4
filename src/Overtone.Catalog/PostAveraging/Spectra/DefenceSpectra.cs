using Overtone.Catalog.TrainedNetworks;
using Overtone.Defenses;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Spectra;

internal sealed record DefenceSpectraOptions : AveragingOptions, IPresets<DefenceSpectraOptions>
{
    public static DefenceSpectraOptions Smoke =>
        SmokeOf<DefenceSpectraOptions>() with { Lines = 2, Draws = 2, HeatMapImages = 5, HeatMapStride = 2 };

    public static DefenceSpectraOptions Thorough => ThoroughOf<DefenceSpectraOptions>() with
    {
        Lines = 6,
        Draws = 3,
        HeatMapImages = 20,
        HeatMapStride = 4,
    };

    public static DefenceSpectraOptions Paper => PaperOf<DefenceSpectraOptions>() with { Lines = 50, HeatMapStride = 1 };

    [Option("Lines through image space in random directions, and as many along gradients, each through another test image", Minimum = 1,
        Reduced = Reduced.WhenLess)]
    public int Lines { get; init; } = 12;

    [Option("Half the length of a line, in units of R", Minimum = 2, Maximum = 100, Reduced = Reduced.WhenOther)]
    public double LineLength { get; init; } = 6;

    [Option("Samples of a line; half of them are frequencies, which must reach 24/R", Minimum = 32, Reduced = Reduced.WhenLess)]
    public int Samples { get; init; } = 128;

    [Option("Frozen draws of the averages along lines", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Draws { get; init; } = 4;

    [Option("Test images of the heat maps, the first of them", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int HeatMapImages { get; init; } = 50;

    [Option("Distance of the heat maps' frequencies, in cycles per image", Minimum = 1, Reduced = Reduced.WhenMore)]
    public int HeatMapStride { get; init; } = 1;

    [Option("ℓ2 norm of the heat maps' waves in each channel; auto: 4 on images of 32 pixels a side, and in proportion to the side on "
        + "others", Above = 0, Unset = "auto", Reduced = Reduced.WhenOther)]
    public double? Norm { get; init; }
}

/// <summary>
/// What post-averaging, its relatives and filters of the image do to a network's spectrum along lines, beside what theory says, and to its
/// Fourier heat map.
/// Source: 1905.12797, eqs. 5 to 8, whose story is that averaging takes a network's high frequencies.
/// </summary>
internal sealed class DefenceSpectra() : AveragingStudy<DefenceSpectraOptions, SpectraTrial>(
    "defence-spectra", "What defences do to a network's frequencies, and to those of its images", "eqs. 5-8")
{
    // Frequencies along lines, in units of 1/R: from the first on they are high, from the second on theory has reached its floor; between
    // the others it is on its way there.
    public const double High = 8, Floor = 16, MiddleFrom = 3, MiddleUntil = 12;

    private const double FarEnough = 24;

    public override string Summary =>
        "Takes spectra of networks along lines through image space and Fourier heat maps, behind post-averaging, the average over the "
        + "whole ball, Gaussian noise, and filters of the image. Beside what is measured stands what theory predicts. Claims that "
        + "averaging takes a network's high frequencies, as theory says, down to the floor that 6K + 1 points leave and not as far as the "
        + "ball's formula says; that it leaves the heat map as it is; and that a low-pass of the image does the opposite.";

    public override IndependentScript? Independent => DefenceSpectraIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run defence-spectra", "run defence-spectra --data mnist --epsilon 0.1 --replicates 2 --lines 6"];

    protected override void Require(DefenceSpectraOptions options)
    {
        double reached = Math.PI * options.Samples / (2 * options.LineLength);
        if (reached < FarEnough)
            throw new InvalidOptionException("--samples", $"{options.Samples}, which reach {reached:0.#}/R", $"enough for {FarEnough:0}/R");
    }

    protected override IEnumerable<SpectraTrial> Measurements(DefenceSpectraOptions options, int pixels, AveragedNetwork network) =>
    [
        new SpectraTrial(
            network, options.Data, options.TestImages, options.Epsilon, options.Directions, options.RadiusFor(pixels),
            new LineSampling(options.Lines, options.LineLength, options.Samples, options.Draws),
            new HeatMapSampling(options.HeatMapImages, options.HeatMapStride, options.Norm), options.Seed),
    ];

    protected override void Measure(SpectraTrial trial, OpenNetwork network, Recorder to)
    {
        var defences = new SpectraDefences(network.Classifier, trial.Directions, trial.Radius, trial.Network.Seed);
        foreach (SpectraDefence defence in SpectraDefences.OfImages)
            to.Add(Clean(trial, network, defences, defence, to));
        if (trial.Network.Kind == AveragedKind.Network)
            Lines(trial, network, defences, to);
        foreach ((int n, SpectraDefence defence) in SpectraDefences.OfImages.Index())
        {
            to.Add(HeatMap(trial, network, defences, defence, to));
            to.Report(0.6 + (0.4 * (n + 1) / SpectraDefences.OfImages.Count));
        }
    }

    protected override void Conclude(DefenceSpectraOptions options, Conclusion to) => new DefenceSpectraFindings(options, to).Conclude();

    private static CleanRow Clean(
        SpectraTrial trial, OpenNetwork network, SpectraDefences defences, SpectraDefence defence, Recorder to)
    {
        using IClassifier? around = defence == SpectraDefence.None ? null : defences.Around(defence, AveragedOutput.Softmax);
        double accuracy = AveragingTrial.Accuracy(
            around ?? network.Classifier, network.Images.Pixels, network.Images, to.Cancellation);
        Data.ImageShape shape = network.Data.Shape;
        return new CleanRow(
            trial.Network.Kind, trial.Network.Seed, defence, accuracy, network.Data.ClassNames.Count, shape.Channels, shape.Height,
            shape.Width, trial.Radius);
    }

    private static void Lines(SpectraTrial trial, OpenNetwork network, SpectraDefences defences, Recorder to)
    {
        long[] which = [.. Enumerable.Range(0, trial.Lines.Count).Select(line => (long)(line % network.Images.Count))];
        Tensor images = network.Images.Pixels.index_select(0, tensor(which, device: network.Images.Pixels.device));
        var measurement = new LineMeasurement(
            network.Classifier, images, defences, trial.Lines, trial.Radius, trial.Network.Seed);
        (LineDirection, SpectraOutput, bool)[] kinds =
        [
            (LineDirection.Random, SpectraOutput.Logits, true), (LineDirection.Gradient, SpectraOutput.Logits, true),
            (LineDirection.Random, SpectraOutput.Probabilities, false),
        ];
        foreach ((int n, (LineDirection direction, SpectraOutput output, bool isWhole)) in kinds.Index())
        {
            foreach (LinePowers powers in measurement.Measure(direction, output, isWhole, to.Cancellation))
            {
                to.Add(measurement.Bands.Select((band, place) => new LineRow(
                    trial.Network.Seed, direction, output, powers.Defence, band.Frequency, powers.Power(place), powers.Ratio(place),
                    powers.TotalRatio(place), powers.NoiseShare(place))));
                if (n == 0)
                {
                    to.Add(powers.FirstLine.Select((power, bin) => new BinRow(
                        trial.Network.Seed, powers.Defence, bin * Math.PI / (trial.Lines.HalfLength * trial.Radius), power)));
                }
            }

            to.Report(0.6 * (n + 1) / kinds.Length);
        }
    }

    private static IEnumerable<CellRow> HeatMap(
        SpectraTrial trial, OpenNetwork network, SpectraDefences defences, SpectraDefence defence, Recorder to)
    {
        Data.ImageShape shape = network.Data.Shape;
        var plane = new FrequencyPlane(shape.Height, shape.Width, stride: trial.Map.Stride);
        Data.LabelledImages images = network.Images.Some([.. Enumerable.Range(0, Math.Min(trial.Map.Images, network.Images.Count))]);
        using IClassifier? around = defence == SpectraDefence.None ? null : defences.Around(defence, AveragedOutput.Logits);
        IClassifier classifier = around ?? network.Classifier;
        // The same signs for every cell, network and defence.
        var perturbation = new FourierPerturbation
        {
            Norm = trial.Map.Norm ?? PublishedSize.Norm(4, Math.Min(shape.Height, shape.Width)),
            Seed = trial.Seed,
        };
        var map = new FourierHeatMap(classifier, images, perturbation);
        using Tensor clean = classifier.Logits(images.Pixels, to.Cancellation);
        var shifts = plane.Classes.ToDictionary(cell => cell, cell => map.Measure(cell, clean, to.Cancellation).LogitShift.Average());
        return plane.Cells.Select(cell => new CellRow(
            trial.Network.Kind, trial.Network.Seed, defence, cell.Y, cell.X, shifts[plane.Canonical(cell)]));
    }

    /// <summary>The share of the test images that a network answers correctly behind a defence, as deployed.</summary>
    [Table("clean")]
    internal sealed record CleanRow(
        AveragedKind Kind, long Seed, SpectraDefence Defence, double Accuracy, int Classes, int Channels, int Height, int Width,
        double Radius);

    /// <summary>
    /// A band of frequencies along lines: the power and its ratio to that without a defence, medians over lines; the same ratio of all
    /// lines together; and which share of the power without a defence is rounding, median over lines.
    /// </summary>
    [Table("lines")]
    internal sealed record LineRow(
        long Seed, LineDirection Direction, SpectraOutput Output, SpectraDefence Defence, [Unit("radians per unit")] double Frequency,
        double Power, double Ratio, double TotalRatio, double NoiseShare)
    {
        /// <summary>
        /// The share of the power that is left: of logits the median over lines; of probabilities that of all together, because along most
        /// lines a network is sure of its answer, and their power is nearly nothing.
        /// </summary>
        public double Left => Output == SpectraOutput.Logits ? Ratio : TotalRatio;
    }

    /// <summary>The spectrum of the logits along the first random line, bin by bin.</summary>
    [Table("first_line")]
    internal sealed record BinRow(
        long Seed, SpectraDefence Defence, [Unit("radians per unit")] double Frequency, double Power);

    /// <summary>The mean ℓ2 change of the logits under a wave of the image.</summary>
    [Table("heat_map")]
    internal sealed record CellRow(
        AveragedKind Kind, long Seed, SpectraDefence Defence, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X,
        double Shift);
}
