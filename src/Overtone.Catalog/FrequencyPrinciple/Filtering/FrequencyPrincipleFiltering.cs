using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple.Filtering;

internal sealed record FrequencyPrincipleFilteringOptions : ImageStudyOptions, IPresets<FrequencyPrincipleFilteringOptions>
{
    // Fewer images than other studies, so that colour images too are done in three minutes.
    public FrequencyPrincipleFilteringOptions() => (Images, Epochs, Networks) =
        (1000, 60, [NetworkKind.FullyConnected, NetworkKind.Convolutional, NetworkKind.Vgg]);

    public static FrequencyPrincipleFilteringOptions Smoke => new()
    {
        Images = 300,
        Epochs = 5,
        BatchSize = 50,
        Widths = [32],
        Convolution = [4, 4, 16],
        Vgg = [4, 4, 16],
        Replicates = 1,
    };

    public static FrequencyPrincipleFilteringOptions Thorough => new() { Replicates = 12 };

    public static FrequencyPrincipleFilteringOptions Paper => new()
    {
        Data = "mnist",
        Images = null,
        Epochs = 160,
        BatchSize = 10_000,
        Convolution = [32, 64, 400],
        Vgg = [64, 128, 256, 512, 512, 1024],
        Variances = [3, 7, 10],
        LearningRate = 0.015,
        DescentRate = 0.015,
        ConvolutionData = "cifar10",
        ConvolutionLearningRate = 3e-3,
        VggLearningRate = 1e-5,
        VggBatchSize = 500,
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
        "More variances: δ is this quantile of squared nearest-neighbour distances, times the factor",
        Minimum = 0, Maximum = 1, Reduced = Reduced.WhenMissing)]
    public double[] Quantiles { get; init; } = [0.1, 0.5, 0.9];

    [Option("Factor on the quantiles: at 0.25, a neighbour at that distance has weight e^-2", Above = 0)]
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
    + "Fig. 3", version: 3)
{
    public const string Low = "low", High = "high";

    private const int MostRecords = 40, Quantiles = 101;

    public override string Summary =>
        "Labels and outputs are split by a Gaussian filter over the whole input space into a low- and a high-frequency part, for several "
        + "variances δ. Claims that the relative error of the low part stays below that of the high part while the network trains.";

    public override IndependentScript? Independent => FilteringIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run fprinciple-filtering", "run fprinciple-filtering --preset smoke --optimisers adam", "run fprinciple-filtering --data mnist "
            + "--variances 3,7"];

    /// <summary>The name of a network with its optimiser.</summary>
    public static string SettingOf(ImageNetwork network) => $"{network.Name}, {StudyText.Kebab(network.Optimiser)}";

    protected override IEnumerable<FilteringTrial> Plan(FrequencyPrincipleFilteringOptions options, TrialPlanning<FilteringTrial> planning)
    {
        options.ValidateNetworks();
        foreach (string data in options.Networks.Select(options.DataOf).Distinct())
            yield return new DataScaleTrial(data, options.Images);
        Dictionary<string, double[]> variances = planning.Finished.Where(t => t.Parameters is DataScaleTrial)
            .ToDictionary(t => t.Parameters.Data, t => VariancesOf(options, t.Rows<Neighbour>()));
        var trainings =
            from kind in options.Networks
            let data = options.DataOf(kind)
            where variances.ContainsKey(data)
            let loss = kind == NetworkKind.FullyConnected ? Loss.MeanSquared : Loss.CrossEntropy
            from optimiser in options.Optimisers
            let network = options.NetworkOf(
                kind, loss, optimiser, optimiser == Optimiser.Adam ? options.LearningRate : options.DescentRate)
            from n in Enumerable.Range(0, options.Replicates)
            select new FilteringTrainingTrial(data, options.Images, network, options.Epochs, variances[data], options.Seed + n);
        foreach (FilteringTrainingTrial training in trainings)
            yield return training;
    }

    private static double[] VariancesOf(FrequencyPrincipleFilteringOptions options, IReadOnlyList<Neighbour> neighbours) =>
    [
        .. options.Variances
            .Concat(options.Quantiles
                .Select(q => options.QuantileFactor * neighbours.MinBy(r => Math.Abs(r.Quantile - q))!.SquaredDistance))
            .Where(v => v > 0).Distinct().Order(),
    ];

    protected override IReadOnlyList<string> DataFiles(FilteringTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    protected override void Measure(FilteringTrial trial, Recorder to, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, to.Environment.DataRoots, trial.Images, device);
        if (trial is FilteringTrainingTrial training)
            MeasureTraining(training, problem, to, device);
        else
            to.Add(NearestNeighbours.Quantiles(problem.Images.flatten(1), Quantiles)
                .Select(q => new Neighbour(trial.Data, q.Quantile, q.SquaredDistance)));
    }

    protected override void Conclude(FrequencyPrincipleFilteringOptions options, Conclusion to) =>
        new FrequencyPrincipleFilteringFindings(options, to).Conclude();

    private static void MeasureTraining(FilteringTrainingTrial trial, ImageProblem problem, Recorder to, Device device)
    {
        using var network = trial.Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = trial.Network.CreateTrainer(network, problem, trial.Seed);
        Func<Tensor, Tensor> function = trial.Network.Function(network);
        long[] steps = [0, .. RecordedSteps.WholeEpochs(trial.Epochs, trainer.StepsPerEpoch, MostRecords)];
        to.Train(trainer, steps, _ =>
        {
            using Tensor values = problem.Evaluate(function);
            to.Add(values.data<double>().ToArray().Select(value => new Output(value)));
        });
        Tensor outputs = tensor([.. to.Rows<Output>().Select(r => r.Value)], float64, device)
            .reshape(steps.Length, problem.Images.shape[0], problem.ClassCount);
        // Behind the network's own: labels with as much white noise, whose error is 1 in all. Filtering is linear, so smaller noise has
        // smaller errors in the same ratio.
        Tensor labels = problem.OneHot.to_type(ScalarType.Float64);
        using Tensor drawn = RandomStreams.Normal(trial.Seed, "white-noise", 0, labels.shape);
        Tensor noise = drawn.to_type(ScalarType.Float64).to(device);
        outputs = cat([outputs, (labels + (noise * labels.norm() / noise.norm())).unsqueeze(0)]);
        string setting = SettingOf(trial.Network);
        foreach (FilteredErrors filtered in FilteredErrors.Of(
            problem.Images.flatten(1), problem.OneHot, outputs, trial.Variances, new FilterProgress(to), to.Cancellation))
        {
            foreach ((long step, (double low, double high)) in steps.Zip(filtered.Errors))
            {
                double epoch = (double)step / trainer.StepsPerEpoch;
                to.Add(
                    new PartError(setting, trial.Seed, epoch, filtered.Variance, Low, low),
                    new PartError(setting, trial.Seed, epoch, filtered.Variance, High, high));
            }

            (double lowNoise, double highNoise) = filtered.Errors[^1];
            to.Add(new WhiteError(setting, trial.Seed, filtered.Variance, lowNoise, highNoise));
            to.Add(new EnergyShare(setting, trial.Seed, filtered.Variance, filtered.EnergyShares.Low, filtered.EnergyShares.High));
        }
    }

    [Table("neighbours")]
    internal sealed record Neighbour(string Data, double Quantile, [Unit("squared pixel units")] double SquaredDistance);

    [Table("errors")]
    internal sealed record PartError(
        string Setting, long Seed, [Unit("epochs")] double Epoch, [Unit("squared pixel units")] double Variance, string Part, double Error);

    [Table("energy")]
    internal sealed record EnergyShare(
        string Setting, long Seed, [Unit("squared pixel units")] double Variance, double LowShare, double HighShare);

    [Table("white_noise")]
    internal sealed record WhiteError(
        string Setting, long Seed, [Unit("squared pixel units")] double Variance, double LowError, double HighError);

    // A number of one image's output for one class: at the paper's size 25 million, so no objects.
    [Table("outputs", IsStored = false)]
    private readonly record struct Output(double Value);

    private sealed class FilterProgress(Recorder to) : IProgress<double>
    {
        public void Report(double value) => to.Report(1, $"filtering, {value:P0}");
    }
}
