using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using MathNet.Numerics.Statistics;
using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple.Images;

internal sealed record FrequencyPrincipleImagesOptions : ImageStudyOptions, IPresets<FrequencyPrincipleImagesOptions>
{
    public static FrequencyPrincipleImagesOptions Smoke =>
        new() { Images = 300, Epochs = 6, BatchSize = 50, Widths = [32], Convolution = [4, 4, 16], Replicates = 1, ShuffledImages = 60 };

    public static FrequencyPrincipleImagesOptions Quick => new() { Replicates = 12 };

    public static FrequencyPrincipleImagesOptions Thorough => new() { Replicates = 24 };

    public static FrequencyPrincipleImagesOptions Paper => new()
    {
        Data = "mnist",
        Images = null,
        Epochs = 2000,
        BatchSize = 10_000,
        LearningRate = 1e-3,
        ConvolutionData = "cifar10",
        Convolution = [64, 128, 800, 400, 400, 400],
        ConvolutionLearningRate = 3e-3,
        ConvolutionBatchSize = 512,
        Replicates = 10,
    };

    private const double FirstEven = 0.45, EvenStep = 0.225;

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

    [Option("Number of images whose labels are shuffled, so that their spectrum is flat, and learned too; 0 for none",
        Minimum = 0, Reduced = Reduced.Never)]
    public int ShuffledImages { get; init; } = 300;

    /// <summary>
    /// Evenly spaced frequencies, for a flat spectrum. They begin where the mean of the labels no longer leaks in, and are as far apart as
    /// the range of the coordinates, some five standard deviations, can tell.
    /// </summary>
    internal double[] Even() => [.. Enumerable.Range(0, Frequencies).Select(n => FirstEven + (EvenStep * n))];
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

/// <summary>
/// Trains one network and follows the watched frequencies; <paramref name="Spectrum"/> is the trial that found the direction. Labels may be
/// shuffled among the images: then their spectrum is flat.
/// </summary>
internal sealed record ImageTrainingTrial(
    string Data, int? Images, int? Output, string Spectrum, ImageNetwork Network, int Epochs, double[] Watched, bool AreShuffled, long Seed)
    : ImagesTrial(Data, Images, Output)
{
    public override string Label => $"{Setting}, seed {Seed}";

    internal string Setting => FrequencyPrincipleImages.SettingOf(Network.Name, AreShuffled);
}

/// <summary>
/// Image classifiers learn the low frequencies of their labels first, along the first principal direction of the images.
/// Source: 1807.01251, Fig. 1; 1901.06523, Fig. 2 (the projection method).
/// </summary>
internal sealed class FrequencyPrincipleImages() : TensorStudy<FrequencyPrincipleImagesOptions, ImagesTrial>(
    "fprinciple-images", "Image classifiers: low frequencies first", "Xu, Zhang, Xiao 2018 (1807.01251), Fig. 1; Xu et al. 2019 "
    + "(1901.06523), Fig. 2", version: 3)
{
    private const string DirectionArtefact = "direction.dat";
    /// <summary>Of which functions the spectra tell of generalisation.</summary>
    private const string Truth = "labels, training images", TruthOfAll = "labels, all images", NetworkOfAll = "network, all images";

    private const double HighestShown = 1.2;
    private const int GeneralisationGrid = 61;
    private const int GridSize = 241, MostFrequencies = 12, Records = 60;

    // Labels without order must be learned by heart, image by image.
    private const int EpochsByHeart = 12;

    public override string Summary =>
        "A fully connected and a convolutional network learn to classify images. Labels and outputs are Fourier transformed along the "
        + "first principal direction of the images, and the relative error of each frequency is followed over the epochs. Claims that "
        + "frequencies settle in rising order in both networks, also where labels are shuffled and their spectrum is flat.";

    public override IndependentScript? Independent => ImagesIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run fprinciple-images", "run fprinciple-images --preset smoke --networks fully-connected", "run fprinciple-images --data mnist "
            + "--images 2000"];

    /// <summary>The name of a network with the labels that it learns.</summary>
    public static string SettingOf(string network, bool areShuffled) => areShuffled ? $"{network}-shuffled" : network;

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
        foreach (string data in options.Networks.Select(options.DataOf).Distinct())
            yield return new LabelSpectrumTrial(data, options.Images, options.Output, options.HighestFrequency, options.Frequencies);
        foreach (NetworkKind kind in options.Networks)
        {
            string data = options.DataOf(kind);
            if (planning.Finished.FirstOrDefault(t => t.Parameters is LabelSpectrumTrial && t.Parameters.Data == data) is not { } found)
                continue;
            double[] watched = [.. found.Rows<LabelAmplitude>().Where(r => r.Watched).Select(r => r.Frequency)];
            ImageNetwork network = options.NetworkOf(
                kind, options.Loss, options.Optimiser, options.LearningRate, options.ConvolutionActivation);
            for (int n = 0; n < options.Replicates; n++)
            {
                var labelled = new ImageTrainingTrial(
                    data, options.Images, options.Output, found.Key, network, options.Epochs, watched, AreShuffled: false,
                    options.Seed + n);
                yield return labelled;
                if (options.ShuffledImages > 0)
                    yield return labelled with
                    {
                        Images = options.ShuffledImages,
                        Epochs = EpochsByHeart * options.Epochs,
                        Watched = options.Even(),
                        AreShuffled = true,
                    };
            }
        }
    }

    protected override IReadOnlyList<string> DataFiles(ImagesTrial trial, RunEnvironment environment)
    {
        DataSplit data = ImageProblem.Open(trial.Data, environment.DataRoots);
        return trial is ImageTrainingTrial { AreShuffled: false } ? [.. data.Train.Files, .. data.Test?.Files ?? []] : data.Train.Files;
    }

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
        to.Add(grid.Select((frequency, k) => new LabelAmplitude(trial.Data, frequency, amplitudes[k], floor, watched.Contains(k))));
        double total = inputs.to_type(ScalarType.Float64).var([0], unbiased: false).sum().item<double>();
        to.Add(new Projection(trial.Data, inputs.shape[0], deviation, deviation * deviation / total));
    }

    private static void MeasureTraining(ImageTrainingTrial trial, ImageProblem problem, Recorder to, Device device)
    {
        (Tensor coordinates, _) = LineCoordinates.Standardised(problem.Images.flatten(1), Direction(trial, to, device));
        using Tensor order = RandomStreams.Permutation(trial.Seed, "shuffled-labels", problem.Labels.shape[0]).to(device);
        (Tensor classes, Tensor oneHot) = trial.AreShuffled
            ? (problem.Labels.index_select(0, order), problem.OneHot.index_select(0, order))
            : (problem.Labels, problem.OneHot);
        using var network = trial.Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = trial.Network.CreateTrainer(network, problem.Images, classes, oneHot, trial.Seed);
        Tensor labels = OutputsOf(oneHot, trial.Output);
        double norm = labels.norm().to_type(ScalarType.Float64).item<double>();
        using var monitor = new FrequencyMonitor(problem.Images, coordinates, labels, trial.Watched);
        to.Add(trial.Watched.Zip(SpectralPeaks.Amplitudes(monitor.Targets), (frequency, amplitude) =>
            new WatchedAmplitude(trial.Setting, trial.Seed, frequency, amplitude, norm / labels.shape[0], labels.shape[1])));
        Func<Tensor, Tensor> function = trial.Network.Function(network);
        to.Train(trainer, RecordedSteps.Logarithmic(trial.Epochs * trainer.StepsPerEpoch, Records), step =>
        {
            network.eval();
            long correct = 0, start = 0;
            double squared = 0;
            SpectrumRecord record = monitor.Record(step, images =>
            {
                Tensor outputs = function(images);
                // The monitor passes its probes in order, so accuracy comes with the same forward pass.
                correct += outputs.argmax(1).eq(classes.narrow(0, start, images.shape[0])).sum().item<long>();
                Tensor chosen = OutputsOf(outputs, trial.Output);
                squared += (chosen - labels.narrow(0, start, images.shape[0])).square().sum().to_type(ScalarType.Float64).item<double>();
                start += images.shape[0];
                return chosen;
            });
            double epoch = (double)step / trainer.StepsPerEpoch;
            to.Add(trial.Watched.Select((frequency, k) =>
                new FrequencyError(trial.Setting, trial.Seed, step, epoch, frequency, record.ErrorOfAllOutputs(k))));
            to.Add(new Fit(trial.Setting, trial.Seed, step, epoch, (double)correct / start, Math.Sqrt(squared) / norm));
        });
        if (!trial.AreShuffled && ImageProblem.Open(trial.Data, to.Environment.DataRoots).Test is { } unseen)
            MeasureGeneralisation(trial, problem, unseen, function, to, device);
    }

    // What the trained network is at all images, those included that it never saw.
    private static void MeasureGeneralisation(
        ImageTrainingTrial trial, ImageProblem problem, Dataset unseen, Func<Tensor, Tensor> function, Recorder to, Device device)
    {
        using var test = new ImageProblem(unseen, device);
        Tensor direction = Direction(trial, to, device);
        double[] seen = LineCoordinates.Of(problem.Images.flatten(1), direction);
        double[] all = [.. seen, .. LineCoordinates.Of(test.Images.flatten(1), direction)];
        double deviation = seen.PopulationStandardDeviation();
        Tensor Scaled(double[] coordinates) => tensor(coordinates, float64, device) / deviation;
        double[] grid = [.. Enumerable.Range(0, GeneralisationGrid).Select(n => HighestShown * n / (GeneralisationGrid - 1))];
        using NonuniformFourierTransform ofSeen = new(Scaled(seen), grid), ofAll = new(Scaled(all), grid);
        using Tensor ofTraining = problem.Evaluate(function), ofTest = test.Evaluate(function);
        AddAll(Truth, ofSeen, problem.OneHot);
        AddAll(TruthOfAll, ofAll, cat([problem.OneHot, test.OneHot]));
        AddAll(NetworkOfAll, ofAll, cat([ofTraining, ofTest]).to(device));

        void AddAll(string name, NonuniformFourierTransform transform, Tensor values) => to.Add(
            SpectralPeaks.Amplitudes(transform.Transform(OutputsOf(values, trial.Output)))
                .Select((amplitude, k) => new GeneralisationSpectrum(trial.Setting, trial.Seed, grid[k], name, amplitude)));
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
        string Data, [Unit("cycles per standard deviation")] double Frequency, double Amplitude, double Floor, bool Watched);

    /// <summary>
    /// The labels' amplitude at a watched frequency, and that of white noise as large as all labels: ‖y‖ / n in the root mean square.
    /// </summary>
    [Table("watched")]
    internal sealed record WatchedAmplitude(
        string Network, long Seed, [Unit("cycles per standard deviation")] double Frequency, double Amplitude,
        double WhiteNoise, long Outputs);

    [Table("generalisation")]
    internal sealed record GeneralisationSpectrum(
        string Network, long Seed, [Unit("cycles per standard deviation")] double Frequency, string Function, double Amplitude);

    [Table("projection")]
    internal sealed record Projection(
        string Data, long Images, [Unit("input units")] double StandardDeviation, double ExplainedVariance);

    [Table("errors")]
    internal sealed record FrequencyError(
        string Network, long Seed, [Unit("training steps")] long Step, [Unit("epochs")] double Epoch,
        [Unit("cycles per standard deviation")] double Frequency, double Error);

    [Table("fits")]
    internal sealed record Fit(
        string Network, long Seed, [Unit("training steps")] long Step, [Unit("epochs")] double Epoch, double TrainAccuracy,
        double TotalError);
}
