using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierFeatures;

internal sealed record FourierFeaturesOptions : StudyOptions, IPresets<FourierFeaturesOptions>
{
    public static FourierFeaturesOptions Smoke => new() { Size = 24, Features = 16, Widths = [24, 24], Steps = 20, Replicates = 1 };

    public static FourierFeaturesOptions Thorough => new() { Replicates = 12 };

    public static FourierFeaturesOptions Paper => new()
    {
        // The papers fit photographs of 512 x 512.
        Data = "tiny-imagenet-10",
        Size = 128,
        Features = 256,
        Widths = [256, 256, 256],
        Steps = 2000,
        Replicates = 16,
        LearningRate = 1e-3,
        SineLearningRate = 1e-4,
    };

    [Option("Images: digits, planted, mnist, cifar10, cifar100, tiny-imagenet-10, or a folder; small ones are enlarged by repeating "
        + "pixels")]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = "digits";

    [Option("Side of the grey image that is fitted, in pixels", Minimum = 16, Reduced = Reduced.WhenLess)]
    public int Size { get; init; } = 40;

    [Option(
        "Standard deviations σ of the random frequencies, in shares of the image's Nyquist frequency, from too small to too large (at "
        + "least four)",
        Above = 0, Reduced = Reduced.WhenMissing)]
    public double[] Deviations { get; init; } = [0.01, 0.04, 0.15, 0.5, 2];

    [Option("Number of random frequencies, with a sine and a cosine each", Minimum = 1)]
    public int Features { get; init; } = 64;

    [Option(
        "Hidden widths; the multi-scale network divides them by the square root of the number of scales, so that it has as many "
        + "weights",
        Minimum = 1)]
    public int[] Widths { get; init; } = [96, 96];

    [Option("Scales 1, 2, 4, ... of the multi-scale network", Minimum = 1, Maximum = 12)]
    public int Scales { get; init; } = 6;

    [Option("Frequency of the sine network's layers", Above = 0)]
    public double SineFrequency { get; init; } = 30;

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 2e-3;

    [Option("Learning rate of Adam for the sine network", Above = 0)]
    public double SineLearningRate { get; init; } = 5e-4;

    [Option("Training steps, each on all training pixels", Minimum = 10, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 300;

    [Option(
        "Number of images, each with its own networks and its own half of the "
            + "pixels", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;
}

/// <summary>One network on one image; image, half of the pixels and weights follow from the seed.</summary>
internal sealed record FourierFeaturesTrial(
    string Data, int Size, CoordinateNetwork Network, TrainingPixels Pixels, int Features, int[] Widths, int Scales, double SineFrequency,
    double LearningRate, long Steps, bool KeepImage, long Seed) : TrialParameters
{
    public override string Label => $"{Network.Name}, {StudyText.Kebab(Pixels)}, seed {Seed}";
}

/// <summary>
/// Four ways round spectral bias, on the task they were made for: an image from the coordinates of its pixels.
/// Source: Tancik et al. 2020 (2006.10739); Sitzmann et al. 2020 (2006.09661); Liu, Cai, Xu 2020 (2007.11207).
/// </summary>
internal sealed class FourierFeaturesStudy() : TensorStudy<FourierFeaturesOptions, FourierFeaturesTrial>(
    "fourier-features", "An image from its coordinates: plain, Fourier features, sines, several scales",
    "Tancik et al. 2020 (2006.10739); Sitzmann et al. 2020 (2006.09661); Liu, Cai, Xu 2020 (2007.11207)", version: 2)
{
    /// <summary>The parts of an image.</summary>
    public const string Trained = "training pixels", HeldOut = "held-out pixels";

    private const int FewestDeviations = 4, Records = 14;

    public override string Summary =>
        "Networks learn the grey value of a pixel from its coordinates: a plain perceptron, one on random Fourier features of "
        + "several widths σ, a sine network and one with inputs at several scales. Claims that the plain one lacks high frequencies "
        + "after the same number of steps and the others have them, and that σ is a trade-off: too small underfits, too large "
        + "overfits.";

    public override IndependentScript? Independent => FourierFeaturesIndependent.Script;

    public override IReadOnlyList<string> Examples =>
    [
        "run fourier-features", "run fourier-features --preset smoke --deviations 0.05,0.2,0.5,1.5", "run fourier-features --data mnist "
            + "--size 56",
    ];

    protected override IEnumerable<FourierFeaturesTrial> Plan(FourierFeaturesOptions options)
    {
        int deviations = options.Deviations.Distinct().Count();
        if (deviations < FewestDeviations)
            throw new InvalidOptionException(
                "--deviations", $"{deviations} values", $"at least {FewestDeviations}: one too small, one too large and some between");
        FittedNetworks networks = FittedNetworks.Of(options);
        return Enumerable.Range(0, options.Replicates).SelectMany(n => networks.Fits.Select(fit => new FourierFeaturesTrial(
            options.Data, options.Size, fit.Network, fit.Pixels, options.Features, options.Widths, options.Scales, options.SineFrequency,
            fit.Network.Input == CoordinateInput.Sine ? options.SineLearningRate : options.LearningRate, options.Steps,
            KeepImage: n == 0 && fit.Pixels != TrainingPixels.HalfOfShuffled, options.Seed + n)));
    }

    protected override IReadOnlyList<string> DataFiles(FourierFeaturesTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    protected override void Measure(FourierFeaturesTrial trial, Recorder to, Device device)
    {
        Tensor image = ImageOf(trial, to.Environment.DataRoots, device), values = image.flatten().unsqueeze(1);
        Tensor inputs = trial.Network.Encode(GreyImage.Coordinates(trial.Size, device), trial.Features, trial.Seed);
        Tensor order = Order(trial, "half of the pixels", device);
        long half = order.shape[0] / 2;
        Tensor seen = trial.Pixels == TrainingPixels.All ? order : order.narrow(0, 0, half);
        Tensor unseen = order.narrow(0, half, order.shape[0] - half);
        using nn.Module<Tensor, Tensor> network = trial.Network.Create(
            (int)inputs.shape[1], trial.Widths, trial.Scales, trial.SineFrequency, trial.Seed, device);
        using var trainer = new Trainer(
            network, new TrainingData(inputs.index_select(0, seen), values.index_select(0, seen)),
            new TrainingOptions(Optimiser.Adam, trial.LearningRate, Loss.MeanSquared));
        to.Train(trainer, RecordedSteps.Logarithmic(trial.Steps, Records), step =>
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            Tensor error = (network.call(inputs) - values).to_type(ScalarType.Float64);
            AddFit(Trained, seen);
            if (trial.Pixels != TrainingPixels.All)
                AddFit(HeldOut, unseen);
            to.Add(RadialProfile.RelativeErrors(error.reshape(image.shape), image).Select((ring, k) =>
                new Ring(trial.Network.Name, trial.Pixels, trial.Seed, step, k, ring)));

            void AddFit(string part, Tensor pixels) => to.Add(new Fit(
                trial.Network.Name, trial.Pixels, trial.Seed, step, part, GreyImage.PeakSignalToNoise(error.index_select(0, pixels))));
        });
        if (trial.Network.Input == CoordinateInput.Plain && trial.Pixels == TrainingPixels.All)
        {
            using Tensor noise = RandomStreams.Normal(trial.Seed, "white-noise", 0, image.shape);
            to.Add(RadialProfile.RelativeErrors(noise.to_type(ScalarType.Float64).to(device), image)
                .Select((ring, k) => new WhiteRing(trial.Seed, k, ring)));
        }

        if (trial.KeepImage)
            AddImages(trial, network, inputs, image, to);
    }

    protected override void Conclude(FourierFeaturesOptions options, Conclusion to) => new FourierFeaturesFindings(options, to).Conclude();

    private static Tensor ImageOf(FourierFeaturesTrial trial, IReadOnlyList<string> roots, Device device)
    {
        using var scope = NewDisposeScope();
        Dataset data = ImageProblem.Open(trial.Data, roots).Train;
        Tensor image = GreyImage.Of(
            data.Images([(int)(RandomStreams.SeedOf(trial.Seed, "image") % (ulong)data.Count)]), trial.Size, device);
        if (trial.Pixels == TrainingPixels.HalfOfShuffled)
            image = image.flatten().index_select(0, Order(trial, "shuffled image", device)).reshape(trial.Size, trial.Size);
        return image.MoveToOuterDisposeScope();
    }

    // Pixels in random order.
    private static Tensor Order(FourierFeaturesTrial trial, string name, Device device) =>
        RandomStreams.Permutation(trial.Seed, name, (long)trial.Size * trial.Size).to(device);

    private static void AddImages(FourierFeaturesTrial trial, nn.Module<Tensor, Tensor> network, Tensor inputs, Tensor image, Recorder to)
    {
        using var noGradient = no_grad();
        if (trial.Network.Input == CoordinateInput.Plain)
            Add("image", image);
        Add(trial.Network.Name, network.call(inputs));

        void Add(string name, Tensor values) => to.Add(values.cpu().data<float>().ToArray()
            .Select((value, index) => new Pixel(name, trial.Pixels, index / trial.Size, index % trial.Size, value)));
    }

    [Table("psnr")]
    internal sealed record Fit(string Network, TrainingPixels Pixels, long Seed, long Step, string Part, [Unit("dB")] double Psnr);

    [Table("rings")]
    internal sealed record Ring(
        string Network, TrainingPixels Pixels, long Seed, long Step, [Unit("cycles per image side")] long Frequency, double Error);

    /// <summary>White noise, relative to the image, as errors are.</summary>
    [Table("white_noise")]
    internal sealed record WhiteRing(long Seed, [Unit("cycles per image side")] long Frequency, double Error);

    [Table("images")]
    internal sealed record Pixel(string Network, TrainingPixels Pixels, long Row, long Column, double Value);
}
