using System.Text.Json.Serialization;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple.Filtering;

internal sealed record FrequencyPrincipleFilteringOptions : ImageStudyOptions, IPresets<FrequencyPrincipleFilteringOptions>
{
    // Fewer images than other studies, so that colour images too are done in three minutes.
    public FrequencyPrincipleFilteringOptions() => (Images, Epochs) = (1000, 60);

    public static FrequencyPrincipleFilteringOptions Smoke =>
        new() { Images = 300, Epochs = 5, BatchSize = 50, Widths = [32], Convolution = [4, 4, 16], Replicates = 1 };

    public static FrequencyPrincipleFilteringOptions Paper => new()
    {
        Data = "mnist",
        Images = null,
        Epochs = 160,
        BatchSize = 10_000,
        Convolution = [32, 64, 400],
        LearningRate = 3e-3,
        DescentRate = 0.015,
        Replicates = 10,
    };

    [Option("Optimisers: the paper's text says gradient descent, its caption Adam; both by default", Reduced = Reduced.WhenMissing)]
    public Optimiser[] Optimisers { get; init; } = [Optimiser.Adam, Optimiser.GradientDescent];

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 1e-3;

    [Option("Learning rate of gradient descent (and of momentum)", Above = 0)]
    public double DescentRate { get; init; } = 0.1;

    [Option("Variances δ of the filter, in squared units of the pixels (0 to 1)", Above = 0, Reduced = Reduced.WhenMissing)]
    public double[] Variances { get; init; } = [3, 7];

    [Option(
        "Further variances: δ is this quantile of squared nearest-neighbour distances, times the factor",
        Minimum = 0, Maximum = 1, Reduced = Reduced.WhenMissing)]
    public double[] Quantiles { get; init; } = [0.1, 0.5, 0.9];

    [Option("Factor on the quantiles: at 0.25, a neighbour at that distance weighs e^-2", Above = 0)]
    public double QuantileFactor { get; init; } = 0.25;
}

/// <summary>First the data's own scale, then one training each.</summary>
[JsonDerivedType(typeof(DataScaleTrial), "data-scale")]
[JsonDerivedType(typeof(FilteringTrainingTrial), "training")]
internal abstract record FilteringTrial(string Data, int? Images) : TrialParameters;

/// <summary>Measures nearest-neighbour distances, from which variances are chosen.</summary>
internal sealed record DataScaleTrial(string Data, int? Images) : FilteringTrial(Data, Images)
{
    public override string Label => $"nearest neighbours of {Data}";
}

/// <summary>Trains one network and splits its error into low and high frequencies.</summary>
internal sealed record FilteringTrainingTrial(string Data, int? Images, ImageNetwork Network, int Epochs, double[] Variances, long Seed)
    : FilteringTrial(Data, Images)
{
    public override string Label => $"{FrequencyPrincipleFiltering.SettingOf(Network)}, seed {Seed}";
}

/// <summary>
/// The frequency principle in the full input space: labels and outputs are split into low and high frequencies by a Gaussian filter, and
/// the relative errors of both parts are followed.
/// Source: 1901.06523, Fig. 3 (the filtering method).
/// </summary>
internal sealed class FrequencyPrincipleFiltering() : TensorStudy<FrequencyPrincipleFilteringOptions, FilteringTrial>(
    "fprinciple-filtering", "Filtering method: the low-frequency part is learned first in all directions", "Xu et al. 2019 (1901.06523), "
    + "Fig. 3", version: 2)
{
    public const string Low = "low", High = "high";

    private const int MostRecords = 40, Quantiles = 101, Batch = 2048;

    public override string Summary =>
        "Labels and outputs are split by a Gaussian filter over the whole input space into a low- and a high-frequency part, for several "
        + "variances δ. Claims that the relative error of the low part stays below that of the high part while the network trains.";

    public override IReadOnlyList<string> Examples =>
        ["run fprinciple-filtering", "run fprinciple-filtering --preset smoke --optimisers adam", "run fprinciple-filtering --data mnist "
            + "--variances 3,7"];

    /// <summary>The name of a network with its optimiser.</summary>
    public static string SettingOf(ImageNetwork network) => $"{network.Name}, {StudyText.Kebab(network.Optimiser)}";

    protected override IEnumerable<FilteringTrial> Plan(FrequencyPrincipleFilteringOptions options, TrialPlanning<FilteringTrial> planning)
    {
        options.ValidateNetworks();
        yield return new DataScaleTrial(options.Data, options.Images);
        if (planning.Finished.FirstOrDefault(t => t.Parameters is DataScaleTrial) is not { } found)
            yield break;
        IReadOnlyList<Neighbour> neighbours = found.Rows<Neighbour>();
        IEnumerable<double> further = options.Quantiles
            .Select(q => options.QuantileFactor * neighbours.MinBy(r => Math.Abs(r.Quantile - q))!.SquaredDistance);
        double[] variances = [.. options.Variances.Concat(further).Where(v => v > 0).Distinct().Order()];
        var trainings =
            from kind in options.Networks
            from optimiser in options.Optimisers
            from n in Enumerable.Range(0, options.Replicates)
            select new FilteringTrainingTrial(
                options.Data, options.Images, NetworkOf(kind, optimiser, options), options.Epochs, variances, options.Seed + n);
        foreach (FilteringTrainingTrial training in trainings)
            yield return training;
    }

    protected override IReadOnlyList<string> DataFiles(FilteringTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    protected override void Measure(FilteringTrial trial, Recorder to, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, to.Environment.DataRoots, trial.Images, device);
        if (trial is FilteringTrainingTrial training)
            MeasureTraining(training, problem, to, device);
        else
            to.Add(Neighbours(NearestNeighbours.SquaredDistances(problem.Images.flatten(1))));
    }

    protected override void Conclude(FrequencyPrincipleFilteringOptions options, Conclusion to) =>
        new FrequencyPrincipleFilteringFindings(options, to).Conclude();

    private static IEnumerable<Neighbour> Neighbours(double[] distances) => Enumerable.Range(0, Quantiles)
        .Select(q => (double)q / (Quantiles - 1))
        .Select((quantile, q) => new Neighbour(quantile, distances[(int)Math.Round((distances.Length - 1) * (double)q / (Quantiles - 1))]));

    private static void MeasureTraining(FilteringTrainingTrial trial, ImageProblem problem, Recorder to, Device device)
    {
        using var network = trial.Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = trial.Network.CreateTrainer(network, problem, trial.Seed);
        Func<Tensor, Tensor> function = trial.Network.Function(network);
        long[] steps = [0, .. RecordedSteps.WholeEpochs(trial.Epochs, trainer.StepsPerEpoch, MostRecords)];
        to.Train(trainer, steps, _ => AddOutputs(function, problem, to));

        // The filter is linear and the same at every step: the labels and all recorded outputs pass it together.
        long count = problem.Images.shape[0], classes = problem.ClassCount;
        Tensor labels = problem.OneHot.to_type(ScalarType.Float64);
        Tensor recorded = tensor([.. to.Rows<Output>().Select(r => r.Value)], float64, device).reshape(steps.Length, count, classes);
        Tensor[] outputs = [.. Enumerable.Range(0, steps.Length).Select(n => recorded[n])];
        Tensor low = GaussianFilter.LowFrequencyPart(
            problem.Images.flatten(1), cat([labels, .. outputs], dim: 1), trial.Variances, new FilterProgress(to), to.Cancellation);
        for (int v = 0; v < trial.Variances.Length; v++)
        {
            using var scope = NewDisposeScope();
            Tensor[] lowParts = low[v].split(classes, dim: 1);
            for (int n = 0; n < steps.Length; n++)
            {
                (double ofLow, double ofHigh) = GaussianFilter.Errors(labels, lowParts[0], outputs[n], lowParts[n + 1]);
                double epoch = (double)steps[n] / trainer.StepsPerEpoch;
                to.Add(
                    new PartError(SettingOf(trial.Network), trial.Seed, epoch, trial.Variances[v], Low, ofLow),
                    new PartError(SettingOf(trial.Network), trial.Seed, epoch, trial.Variances[v], High, ofHigh));
            }

            (double lowShare, double highShare) = GaussianFilter.EnergyShares(labels, lowParts[0]);
            to.Add(new EnergyShare(SettingOf(trial.Network), trial.Seed, trial.Variances[v], lowShare, highShare));
        }
    }

    private static void AddOutputs(Func<Tensor, Tensor> function, ImageProblem problem, Recorder to)
    {
        using var noGradient = no_grad();
        for (long start = 0; start < problem.Images.shape[0]; start += Batch)
        {
            using var scope = NewDisposeScope();
            Tensor images = problem.Images.narrow(0, start, Math.Min(Batch, problem.Images.shape[0] - start));
            to.Add(function(images).to_type(ScalarType.Float64).cpu().data<double>().ToArray().Select(value => new Output(value)));
        }
    }

    private static ImageNetwork NetworkOf(NetworkKind kind, Optimiser optimiser, FrequencyPrincipleFilteringOptions options) => new()
    {
        Kind = kind,
        Widths = kind == NetworkKind.FullyConnected ? options.Widths : options.Convolution,
        Activation = kind == NetworkKind.FullyConnected ? options.Activation : Models.Networks.Activation.Relu,
        Loss = kind == NetworkKind.FullyConnected ? Loss.MeanSquared : Loss.CrossEntropy,
        Optimiser = optimiser,
        LearningRate = optimiser == Optimiser.Adam ? options.LearningRate : options.DescentRate,
        BatchSize = options.BatchSize,
    };

    [Table("neighbours")]
    internal sealed record Neighbour(double Quantile, [Unit("squared pixel units")] double SquaredDistance);

    [Table("errors")]
    internal sealed record PartError(
        string Setting, long Seed, [Unit("epochs")] double Epoch, [Unit("squared pixel units")] double Variance, string Part, double Error);

    [Table("energy")]
    internal sealed record EnergyShare(
        string Setting, long Seed, [Unit("squared pixel units")] double Variance, double LowShare, double HighShare);

    // A number of one image's output for one class: at the paper's size 25 million, so no objects.
    [Table("outputs", IsStored = false)]
    private readonly record struct Output(double Value);

    private sealed class FilterProgress(Recorder to) : IProgress<double>
    {
        public void Report(double value) => to.Report(1, $"filtering, {value:P0}");
    }
}
