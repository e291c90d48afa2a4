using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple.Images;

internal sealed record FrequencyPrincipleImagesOptions : ImageStudyOptions, IPresets<FrequencyPrincipleImagesOptions>
{
    public static FrequencyPrincipleImagesOptions Smoke =>
        new() { Images = 300, Epochs = 6, BatchSize = 50, Widths = [32], Convolution = [4, 4, 16], Replicates = 1 };

    public static FrequencyPrincipleImagesOptions Thorough => new() { Replicates = 12 };

    public static FrequencyPrincipleImagesOptions Paper => new()
    {
        Data = "mnist",
        Images = null,
        Epochs = 2000,
        BatchSize = 10_000,
        Convolution = [64, 128, 800],
        Replicates = 10,
    };

    [Option("Activation of the convolutional network")]
    public Activation ConvolutionActivation { get; init; } = Activation.Relu;

    [Option("Loss: cross-entropy (spectra of the softmax) or mean-squared (spectra of the outputs)")]
    public Loss Loss { get; init; } = Loss.CrossEntropy;

    [Option("Optimiser: gradient-descent, momentum, adam")]
    public Optimiser Optimiser { get; init; } = Optimiser.Adam;

    [Option("Learning rate", Above = 0)]
    public double LearningRate { get; init; } = 5e-4;

    [Option("The output (class index) whose spectrum is taken; all combines them", Minimum = 0, Unset = "all")]
    public int? Output { get; init; }

    [Option("Highest frequency, in cycles per standard deviation of the projected inputs", Minimum = 0.01, Reduced = Reduced.WhenLess)]
    public double HighestFrequency { get; init; } = 1.2;

    [Option("Smallest number of frequencies to watch", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Frequencies { get; init; } = 8;

    [Option("Relative error below which a frequency counts as learned", Minimum = 0)]
    public double Threshold { get; init; } = 0.2;
}

/// <summary>First the labels' spectrum, then one training each.</summary>
[JsonDerivedType(typeof(LabelSpectrumTrial), "label-spectrum")]
[JsonDerivedType(typeof(ImageTrainingTrial), "training")]
internal abstract record ImagesTrial(string Data, int? Images, int? Output) : TrialParameters;

/// <summary>Finds the first principal direction and the labels' spectrum along it, and chooses the frequencies to watch.</summary>
internal sealed record LabelSpectrumTrial(string Data, int? Images, int? Output, double HighestFrequency, int Frequencies)
    : ImagesTrial(Data, Images, Output)
{
    public override string Label => $"spectrum of the labels of {Data}";
}

/// <summary>Trains one network and follows the watched frequencies; <paramref name="Spectrum"/> is the trial that found them.</summary>
internal sealed record ImageTrainingTrial(
    string Data, int? Images, int? Output, string Spectrum, ImageNetwork Network, int Epochs, double[] Watched, long Seed)
    : ImagesTrial(Data, Images, Output)
{
    public override string Label => $"{Network.Name}, seed {Seed}";
}

/// <summary>
/// Image classifiers learn the low frequencies of their labels first, along the first principal direction of the images.
/// Source: 1807.01251, Fig. 1; 1901.06523, Fig. 2 (the projection method).
/// </summary>
internal sealed class FrequencyPrincipleImages() : TensorStudy<FrequencyPrincipleImagesOptions, ImagesTrial>(
    "fprinciple-images", "Image classifiers: low frequencies first", "Xu, Zhang, Xiao 2018 (1807.01251), Fig. 1; Xu et al. 2019 "
    + "(1901.06523), Fig. 2", version: 2)
{
    private const string DirectionArtefact = "direction.dat";
    private const int GridSize = 241, MostFrequencies = 12, Records = 60;

    public override string Summary =>
        "A fully connected and a convolutional network learn to classify images. Labels and outputs are Fourier transformed along the "
        + "first principal direction of the images, and the relative error of each frequency is followed over the epochs. Claims that "
        + "frequencies settle in rising order in both networks.";

    public override IReadOnlyList<string> Examples =>
        ["run fprinciple-images", "run fprinciple-images --preset smoke --networks fully-connected", "run fprinciple-images --data mnist "
            + "--images 2000"];

    /// <summary>One output's column, or all columns.</summary>
    /// <exception cref="InvalidOptionException">There is no such output.</exception>
    public static Tensor OutputsOf(Tensor values, int? output) => output switch
    {
        null => values,
        { } one when one < values.shape[1] => values.narrow(1, one, 1),
        _ => throw new InvalidOptionException("--output", $"{output}", $"all, or a class index from 0 to {values.shape[1] - 1}"),
    };

    protected override IEnumerable<ImagesTrial> Plan(FrequencyPrincipleImagesOptions options, TrialPlanning<ImagesTrial> planning)
    {
        if (options.Loss == Loss.MeanSquaredWithDerivative)
            throw new InvalidOptionException("--loss", "mean-squared-with-derivative", "cross-entropy or mean-squared: labels have no "
                + "derivative");
        options.ValidateNetworks();
        yield return new LabelSpectrumTrial(options.Data, options.Images, options.Output, options.HighestFrequency, options.Frequencies);
        if (planning.Finished.FirstOrDefault(t => t.Parameters is LabelSpectrumTrial) is not { } found)
            yield break;
        double[] watched = [.. found.Rows<LabelAmplitude>().Where(r => r.Watched).Select(r => r.Frequency)];
        foreach (ImageNetwork network in options.Networks.Select(kind => options.NetworkOf(
            kind, options.Loss, options.Optimiser, options.LearningRate, options.ConvolutionActivation)))
        {
            for (int n = 0; n < options.Replicates; n++)
                yield return new ImageTrainingTrial(
                    options.Data, options.Images, options.Output, found.Key, network, options.Epochs, watched, options.Seed + n);
        }
    }

    protected override IReadOnlyList<string> DataFiles(ImagesTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    protected override void Measure(ImagesTrial trial, Recorder to, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, to.Environment.DataRoots, trial.Images, device);
        if (trial is LabelSpectrumTrial spectrum)
            MeasureLabels(spectrum, problem, to);
        else
            MeasureTraining((ImageTrainingTrial)trial, problem, to, device);
    }

    protected override void Conclude(FrequencyPrincipleImagesOptions options, Conclusion to) =>
        new FrequencyPrincipleImagesFindings(options, to).Conclude();

    private static void MeasureLabels(LabelSpectrumTrial trial, ImageProblem problem, Recorder to)
    {
        to.Report(0.1, "first principal direction");
        Tensor inputs = problem.Images.flatten(1), direction = PrincipalDirection.Of(inputs);
        (Tensor coordinates, double deviation) = LineCoordinates.Standardised(inputs, direction);
        to.Report(0.8, "spectrum of the labels");
        double[] grid = [.. Enumerable.Range(0, GridSize).Select(n => trial.HighestFrequency * n / (GridSize - 1))];
        using var transform = new NonuniformFourierTransform(coordinates, grid);
        Tensor labels = OutputsOf(problem.OneHot, trial.Output);
        double[] amplitudes = SpectralPeaks.Amplitudes(transform.Transform(labels));
        double floor = SpectralPeaks.NoiseFloor(labels);
        IReadOnlyList<int> watched = SpectralPeaks.Select(amplitudes, floor, trial.Frequencies, MostFrequencies);
        double[] unit = direction.cpu().data<double>().ToArray();
        to.WriteArtefact(DirectionArtefact, stream => stream.Write(MemoryMarshal.AsBytes<double>(unit)));
        to.Add(grid.Select((frequency, k) => new LabelAmplitude(frequency, amplitudes[k], floor, watched.Contains(k))));
        double total = inputs.to_type(ScalarType.Float64).var([0], unbiased: false).sum().item<double>();
        to.Add(new Projection(inputs.shape[0], deviation, deviation * deviation / total));
    }

    private static void MeasureTraining(ImageTrainingTrial trial, ImageProblem problem, Recorder to, Device device)
    {
        (Tensor coordinates, _) = LineCoordinates.Standardised(problem.Images.flatten(1), Direction(trial, to, device));
        using var network = trial.Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = trial.Network.CreateTrainer(network, problem, trial.Seed);
        using var monitor = new FrequencyMonitor(problem.Images, coordinates, OutputsOf(problem.OneHot, trial.Output), trial.Watched);
        Func<Tensor, Tensor> function = trial.Network.Function(network);
        to.Train(trainer, RecordedSteps.Logarithmic(trial.Epochs * trainer.StepsPerEpoch, Records), step =>
        {
            network.eval();
            long correct = 0, start = 0;
            SpectrumRecord record = monitor.Record(step, images =>
            {
                Tensor outputs = function(images);
                // The monitor passes its probes in order, so accuracy comes with the same forward pass.
                correct += outputs.argmax(1).eq(problem.Labels.narrow(0, start, images.shape[0])).sum().item<long>();
                start += images.shape[0];
                return OutputsOf(outputs, trial.Output);
            });
            double epoch = (double)step / trainer.StepsPerEpoch;
            to.Add(trial.Watched.Select((frequency, k) =>
                new FrequencyError(trial.Network.Name, trial.Seed, step, epoch, frequency, record.ErrorOfAllOutputs(k))));
            to.Add(new Accuracy(trial.Network.Name, trial.Seed, step, epoch, (double)correct / start));
        });
    }

    private static Tensor Direction(ImageTrainingTrial trial, Recorder to, Device device)
    {
        using Stream stream = to.OpenArtefact(trial.Spectrum, DirectionArtefact);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return tensor(MemoryMarshal.Cast<byte, double>(bytes.ToArray()).ToArray(), float64, device);
    }

    [Table("label_spectrum")]
    internal sealed record LabelAmplitude(
        [Unit("cycles per standard deviation")] double Frequency, double Amplitude, double Floor, bool Watched);

    [Table("projection")]
    internal sealed record Projection(long Images, [Unit("input units")] double StandardDeviation, double ExplainedVariance);

    [Table("errors")]
    internal sealed record FrequencyError(
        string Network, long Seed, [Unit("training steps")] long Step, [Unit("epochs")] double Epoch,
        [Unit("cycles per standard deviation")] double Frequency, double Error);

    [Table("accuracy")]
    internal sealed record Accuracy(
        string Network, long Seed, [Unit("training steps")] long Step, [Unit("epochs")] double Epoch, double TrainAccuracy);
}
