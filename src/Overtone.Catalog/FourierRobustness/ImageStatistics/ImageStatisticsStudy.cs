using Overtone.Catalog.Audit;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.ImageStatistics;

internal sealed record ImageStatisticsOptions : StudyOptions, IPresets<ImageStatisticsOptions>
{
    public static ImageStatisticsOptions Smoke =>
        new() { Data = "planted:size=8,train=300,test=100", TestImages = 100, Replicates = 1 };

    public static ImageStatisticsOptions Thorough => new() { Data = "tiny-imagenet-10", TestImages = 1000 };

    public static ImageStatisticsOptions Paper => new() { Data = "cifar10", TestImages = 10_000 };

    [Option("Data set: planted, tiny-imagenet-10, cifar10, or a folder", Reduced = Reduced.WhenOther)]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = RobustnessOptions.PlantedData;

    [Option("Number of test images, a class-balanced subset", Minimum = 10, Reduced = Reduced.WhenLess)]
    public int TestImages { get; init; } = 600;

    [Option("Severity of the corruptions", Minimum = 1, Maximum = Corruption.Severities, Reduced = Reduced.WhenOther)]
    public int Severity { get; init; } = 3;

    [Option("Which frequencies count as high: nyquist-square, outside-square, outside-disc", Reduced = Reduced.WhenOther)]
    public HighFrequencyMask Mask { get; init; } = HighFrequencyMask.NyquistSquare;

    [Option("Disjoint parts of the test images, each corrupted with a seed of its own", Minimum = 1, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;
}

/// <summary>The statistics of one of several disjoint parts of the test images.</summary>
internal sealed record ImageStatisticsTrial(
    string Data, int Images, int Part, int Parts, int Severity, HighFrequencyMask Mask, long Seed) : TrialParameters
{
    public override string Label => $"part {Part + 1} of {Parts}";
}

/// <summary>
/// The mean magnitude of the spectra of images, and of what corruptions change in them.
/// Source: 1906.08988, Fig. 2.
/// </summary>
internal sealed class ImageStatisticsStudy() : TensorStudy<ImageStatisticsOptions, ImageStatisticsTrial>(
    "image-statistics", "Images concentrate at low frequencies; noise changes high ones, fog and contrast low ones",
    "Yin et al. 2019 (1906.08988), Fig. 2")
{
    /// <summary>The name under which the images themselves stand among the corruptions.</summary>
    public const string Images = "images";

    // Frequencies up to this share of the side are low: up to a quarter of the highest one along an axis.
    public const double LowShareOfSide = 1 / 8.0;

    private const long SubsetSeed = 0;
    private const int BatchSize = 256;

    public override string Summary =>
        "Measures the mean magnitude of the spectrum of images, and of what each corruption of the benchmark changes in them, and the "
        + "share of the change's energy at high frequencies. Trains nothing. Claims that images concentrate at low frequencies, as "
        + "contrast and fog do, and that noise does not.";

    public override IReadOnlyList<string> Examples =>
        ["run image-statistics", "run image-statistics --data cifar10 --severity 5", "run image-statistics --mask outside-square"];

    public override IndependentScript? Independent => ImageStatisticsIndependent.Script;

    protected override IEnumerable<ImageStatisticsTrial> Plan(
        ImageStatisticsOptions options, TrialPlanning<ImageStatisticsTrial> planning) =>
        Enumerable.Range(0, options.Replicates).Select(part => new ImageStatisticsTrial(
            options.Data, options.TestImages, part, options.Replicates, options.Severity, options.Mask, options.Seed + part));

    protected override IReadOnlyList<string> DataFiles(ImageStatisticsTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Evaluation.Files;

    protected override void Measure(ImageStatisticsTrial trial, Recorder to, Device device)
    {
        Dataset test = ImageProblem.Open(trial.Data, to.Environment.DataRoots).Evaluation;
        Dataset images = trial.Images < test.Count ? test.Subset(trial.Images, SubsetSeed) : test;
        int[] part = PartOf(images, trial);
        to.Add(MaskRow.Of(trial.Mask, images.Shape));
        MeasureImages(images, part, trial, to);
        Corruption[] corruptions = [.. CorruptionCatalog.For(images.Shape).Where(corruption => corruption.IsBenchmark)];
        var corrupted = new CorruptedImages(images, new CorruptionSettings { Seed = trial.Seed }) { Threads = to.Environment.Threads };
        foreach ((int n, Corruption corruption) in corruptions.Index())
        {
            MeasureChange(corrupted, new CorruptionLevel(corruption, trial.Severity), part, images.Shape, trial, to);
            to.Report((n + 1.0) / corruptions.Length, corruption.Name);
        }
    }

    protected override void Conclude(ImageStatisticsOptions options, Conclusion to) => new ImageStatisticsFindings(options, to).Conclude();

    // The images of a class go to the parts in turn.
    private static int[] PartOf(Dataset images, ImageStatisticsTrial trial)
    {
        int[] labels = images.Labels.ToArray();
        return [.. Enumerable.Range(0, images.Count).GroupBy(image => labels[image])
            .SelectMany(one => one.Where((_, rank) => rank % trial.Parts == trial.Part)).Order()];
    }

    private static void MeasureImages(Dataset images, int[] part, ImageStatisticsTrial trial, Recorder to)
    {
        (int height, int width) = (images.Shape.Height, images.Shape.Width);
        using var whole = new DifferenceSpectrum(height, width);
        using var withoutMean = new DifferenceSpectrum(height, width);
        Tensor low = FrequencyMask.RadialLowPass(height, width, LowShareOfSide * Math.Min(height, width));
        List<double> shares = [], shuffledShares = [];
        foreach ((int first, int[] batch) in part.Chunk(BatchSize).Select((batch, n) => (n * BatchSize, batch)))
        {
            using var scope = NewDisposeScope();
            Tensor pixels = images.Images(batch), varying = pixels.to_type(ScalarType.Float64);
            varying = varying - varying.mean([2, 3], keepdim: true);
            whole.AddChange(pixels);
            withoutMean.AddChange(varying);
            shares.AddRange(ShareUnder(low, varying));
            shuffledShares.AddRange(ShareUnder(low, Shuffled(varying, trial.Seed, first)));
        }

        to.Add(new ImagesRow(trial.Part, Mean(shares), Mean(shuffledShares), withoutMean.Fraction(trial.Mask)));
        AddMagnitude(whole, Images, trial, to);
    }

    private static void MeasureChange(
        CorruptedImages images, CorruptionLevel level, int[] part, ImageShape shape, ImageStatisticsTrial trial, Recorder to)
    {
        using var change = new DifferenceSpectrum(shape.Height, shape.Width);
        using var white = new DifferenceSpectrum(shape.Height, shape.Width);
        int first = 0;
        foreach (CorruptedBatch batch in images.Batches([level], BatchSize, part, to.Cancellation))
        {
            using (batch)
            using (NewDisposeScope())
            {
                Tensor difference = batch.Images - batch.Clean;
                change.AddChange(difference);
                white.AddChange(WhiteOfItsNorm(difference, trial.Seed, level.Corruption.Name, first));
                first += batch.Count;
            }
        }

        to.Add(new ChangeRow(
            trial.Part, level.Corruption.Name, change.Fraction(trial.Mask), white.Fraction(trial.Mask), change.MeanNorm, change.Changed,
            change.Unchanged));
        AddMagnitude(change, level.Corruption.Name, trial, to);
    }

    private static Tensor WhiteOfItsNorm(Tensor change, long seed, string corruption, int first)
    {
        Tensor white = RandomStreams.Normal(seed, $"white change, {corruption}", first, change.shape);
        return white * (change.square().sum([1, 2, 3], keepdim: true) / white.square().sum([1, 2, 3], keepdim: true)).sqrt();
    }

    // All channels of an image alike, each image in its own way.
    private static Tensor Shuffled(Tensor images, long seed, int first)
    {
        long pixels = images.shape[2] * images.shape[3];
        return stack([.. Enumerable.Range(0, (int)images.shape[0]).Select(n => images[n].flatten(1)
            .index_select(1, RandomStreams.Permutation(seed, $"pixels {first + n}", pixels)).reshape(images[n].shape))]);
    }

    // Of the energy of all channels together; images of one colour have none, and are left out.
    private static double[] ShareUnder(Tensor mask, Tensor images)
    {
        Tensor energy = fft.fft2(images).abs().square().sum([1]);
        Tensor whole = energy.sum([1, 2]), share = (energy * mask).sum([1, 2]) / whole;
        return [.. share[whole > 0].data<double>()];
    }

    private static double Mean(List<double> values) => values.Count > 0 ? values.Average() : double.NaN;

    private static void AddMagnitude(DifferenceSpectrum spectrum, string of, ImageStatisticsTrial trial, Recorder to)
    {
        using Tensor magnitude = spectrum.MeanMagnitude();
        to.Add(PlaneRows.Shown(magnitude).Select(r => new MagnitudeRow(of, trial.Part, r.Cell.Y, r.Cell.X, r.Value)));
    }

    [Table("images")]
    internal sealed record ImagesRow(int Part, double LowShare, double ShuffledLowShare, double HighShare);

    [Table("changes")]
    internal sealed record ChangeRow(
        int Part, string Corruption, double HighShare, double WhiteHighShare, double MeanNorm, [Unit("images")] int Changed,
        [Unit("images")] int Unchanged);

    [Table("magnitudes")]
    internal sealed record MagnitudeRow(
        string Of, int Part, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Magnitude);
}
