using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Training;
using TorchSharp;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// Image classifiers learn the low frequencies of their labels first, along the first principal direction of the images.
/// Source: 1807.01251, Fig. 1; 1901.06523, Fig. 2 (the projection method).
/// </summary>
public sealed class FrequencyPrincipleImages : TableTensorStudy<FrequencyPrincipleImagesOptions, ImagesTrial>
{
    /// <inheritdoc/>
    public override string Id => "fprinciple-images";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Image classifiers: low frequencies first";

    /// <inheritdoc/>
    public override string Source => "Xu, Zhang, Xiao 2018 (1807.01251), Fig. 1; Xu et al. 2019 (1901.06523), Fig. 2";

    /// <inheritdoc/>
    public override string Summary =>
        "A fully connected and a convolutional network learn to classify images. Labels and outputs are Fourier transformed along the first "
        + "principal direction of the images, and the relative error of each frequency is followed over the epochs. Claims that frequencies "
        + "settle in rising order in both networks.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["run fprinciple-images", "run fprinciple-images --preset smoke --networks fully-connected", "run fprinciple-images --data mnist --images 2000"];

    /// <inheritdoc/>
    protected override FrequencyPrincipleImagesOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Images = 300, Epochs = 6, BatchSize = 50, Widths = [32], Convolution = [4, 4, 16], Replicates = 1 },
        Preset.Paper => new()
        {
            Images = 0,
            Epochs = 2000,
            BatchSize = 10_000,
            Convolution = [64, 128, 800],
            Replicates = 10,
        },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(FrequencyPrincipleImagesOptions options)
    {
        FrequencyPrincipleImagesOptions paper = Options(Preset.Paper);
        string images = options.Images > 0 ? $"{options.Images:N0} images" : "all images";
        return options.Data is "mnist" or "cifar10" && options.Images == 0 && options.Epochs >= paper.Epochs && options.Replicates >= paper.Replicates
            ? null
            : $"{options.Data}, {images}, {options.Epochs} epochs in batches of {options.BatchSize}, {options.Replicates} seeds; the papers: MNIST and CIFAR-10 whole, about 2,000 epochs";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<ImagesTrial> Plan(
        FrequencyPrincipleImagesOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<ImagesTrial>> finished)
    {
        if (options.Loss == Loss.MeanSquaredWithDerivative)
            throw new InvalidOptionException("--loss", "mean-squared-with-derivative", "cross-entropy or mean-squared: labels have no derivative");
        options.ValidateNetworks();
        var spectrum = new LabelSpectrumTrial
        {
            Data = options.Data,
            Images = options.Images,
            Output = options.Output,
            HighestFrequency = options.HighestFrequency,
            Frequencies = options.Frequencies,
        };
        if (finished.FirstOrDefault(t => t.Parameters is LabelSpectrumTrial) is not { } found)
            return [spectrum];
        double[] watched = [.. found.Tables["label_spectrum"].Rows.Where(r => r.Integer("watched") == 1).Select(r => r.Number("frequency"))];
        return [spectrum, .. options.Networks.SelectMany(kind => Enumerable.Range(0, options.Replicates).Select(n => new ImageTrainingTrial
        {
            Data = options.Data,
            Images = options.Images,
            Output = options.Output,
            Spectrum = found.Key,
            Network = NetworkOf(kind, options),
            Epochs = options.Epochs,
            Watched = watched,
            Seed = options.Seed + n,
        }))];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DataFiles(ImagesTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    /// <inheritdoc/>
    protected override void Measure(ImagesTrial trial, TrialContext context, torch.Device device)
    {
        if (trial is LabelSpectrumTrial spectrum)
            LabelSpectrum.Measure(spectrum, context, device);
        else
            ImageTraining.Measure((ImageTrainingTrial)trial, context, device);
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(FrequencyPrincipleImagesOptions options, TableSet tables) =>
        new FrequencyPrincipleImagesFindings(options, tables, Reduction(options)).Conclude();

    private static ImageNetwork NetworkOf(NetworkKind kind, FrequencyPrincipleImagesOptions options) => new()
    {
        Kind = kind,
        Widths = kind == NetworkKind.FullyConnected ? options.Widths : options.Convolution,
        Activation = kind == NetworkKind.FullyConnected ? options.Activation : options.ConvolutionActivation,
        Loss = options.Loss,
        Optimiser = options.Optimiser,
        LearningRate = options.LearningRate,
        BatchSize = options.BatchSize,
    };
}
