using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

internal sealed record TrainedNetworksOptions : StudyOptions, IPresets<TrainedNetworksOptions>
{
    public static TrainedNetworksOptions Smoke => new() { Epochs = 3, Replicates = 1 };

    [Option("Data set: digits, planted, mnist, cifar10, cifar100, tiny-imagenet-10, or a folder")]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = "digits";

    [Option("Number of training images, a class-balanced subset", Minimum = 1, Unset = "all")]
    public int? Images { get; init; }

    [Option("Network")]
    public Architecture Network { get; init; } = Architecture.Convolutional;

    [Option("Hidden widths; for a convolutional network two channel counts and the hidden width; for a residual network the blocks "
        + "per stage and the channels of the three stages; auto: 400,200, or 16,32,64, or 1,16,32,64", Minimum = 1, Unset = "auto")]
    public int[]? Widths { get; init; }

    [Option("Activation; a residual network always uses ReLU")]
    public Activation Activation { get; init; } = Activation.Relu;

    [Option("Optimiser")]
    public Optimiser Optimiser { get; init; } = Optimiser.Adam;

    [Option("Learning rate", Above = 0)]
    public double LearningRate { get; init; } = 2e-3;

    [Option("Images a step", Minimum = 1)]
    public int BatchSize { get; init; } = 64;

    [Option("Training epochs", Minimum = 1)]
    public int Epochs { get; init; } = 20;

    [Option("What is done to each batch, one after another: crop-and-flip=PADDING, gaussian-noise=DEVIATION, low-pass=RADIUS, "
        + "high-pass=RADIUS, adversarial=EPSILON:STEPS, mixup; what is left out after the name is as usual", MayBeEmpty = true)]
    public string[] Regimes { get; init; } = [];

    [Option("Networks, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 2;

    /// <summary>The training from a seed.</summary>
    /// <exception cref="InvalidOptionException">A regime has no such name or numbers, or there are too few or too many widths.</exception>
    public TrainedNetwork Training(long seed)
    {
        int[] widths = Widths ?? Network switch
        {
            Architecture.FullyConnected => [400, 200],
            Architecture.Convolutional => [16, 32, 64],
            _ => [1, 16, 32, 64],
        };
        int wanted = Network switch { Architecture.Convolutional => 3, Architecture.Residual => 4, _ => widths.Length };
        if (widths.Length != wanted)
            throw new InvalidOptionException(
                "--widths", string.Join(',', widths), $"{wanted} numbers for {StudyText.Kebab(Network)}");
        IRegime[] regimes = [.. Regimes.Select(text => RegimeCatalog.Read(text, seed)
            ?? throw new InvalidOptionException("--regimes", $"'{text}'", string.Join(", ", RegimeCatalog.All)))];
        return new TrainedNetwork(
            Data, Images, Network, widths, Activation, Optimiser, LearningRate, BatchSize, Epochs, regimes, seed);
    }
}

/// <summary>How well a network does in the course of its training.</summary>
[Table("training")]
internal sealed record TrainedEpoch(
    long Seed, [Unit("training steps")] long Step, [Unit("epochs")] double Epoch, double TestAccuracy, [Unit("nats")] double TestLoss);

/// <summary>
/// Trains classifiers for other studies to look at; a training of one's own belongs here as well.
/// Source: none; each network and regime names its own.
/// </summary>
internal sealed class TrainedNetworksStudy() : TensorStudy<TrainedNetworksOptions, TrainedNetwork>(
    "trained-networks", "Trained classifiers for other studies", "none; each network and regime names its own", version: 2)
{
    private const int Records = 40, BatchSize = 256;

    /// <summary>The study, by which others name its trials.</summary>
    public static TrainedNetworksStudy Instance { get; } = new();

    public override string Summary =>
        "Trains image classifiers: fully connected, convolutional or residual networks, on plain batches or on augmented, filtered, "
        + "noisy, adversarial or mixed ones. A trained network stays in the store, where any study can use it. Test accuracy over "
        + "the epochs; no claims.";

    public override IReadOnlyList<string> Examples =>
    [
        "run trained-networks",
        "run trained-networks --network residual --widths 1,4,8,16 --epochs 2 --regimes crop-and-flip=1,gaussian-noise",
    ];

    public override bool RepeatsExperiment => false;

    protected override IEnumerable<TrainedNetwork> Plan(TrainedNetworksOptions options) =>
        Enumerable.Range(0, options.Replicates).Select(n => options.Training(options.Seed + n));

    protected override IReadOnlyList<string> DataFiles(TrainedNetwork trial, RunEnvironment environment)
    {
        DataSplit data = ImageProblem.Open(trial.Data, environment.DataRoots);
        return [.. data.Train.Files.Concat(data.Evaluation.Files).Distinct()];
    }

    protected override void Measure(TrainedNetwork trial, Recorder to, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, to.Environment.DataRoots, trial.Images, device);
        Dataset test = ImageProblem.Open(trial.Data, to.Environment.DataRoots).Evaluation;
        using nn.Module<Tensor, Tensor> network = trial.Create(problem.Shape, problem.ClassCount, device);
        using Trainer trainer = trial.CreateTrainer(network, problem);
        long every = trainer.StepsPerEpoch * ((trial.Epochs + Records - 1) / Records);
        to.Train(trainer, RecordedSteps.Every(every, trial.Epochs * trainer.StepsPerEpoch), step =>
        {
            (double accuracy, double loss) = Test(network, test, device);
            to.Add(new TrainedEpoch(trial.Seed, step, (double)step / trainer.StepsPerEpoch, accuracy, loss));
        });
        NetworkWeights.Write(trial, network, to);
    }

    protected override void Conclude(TrainedNetworksOptions options, Conclusion to)
    {
        IReadOnlyList<TrainedEpoch> rows = to.Rows<TrainedEpoch>();
        double[] last = [.. rows.GroupBy(r => r.Seed, (_, one) => one.MaxBy(r => r.Step)!.TestAccuracy)];
        (double mean, double low, double high) = last.Length > 1 ? BootstrapInterval.OfMean(last) : (last[0], double.NaN, double.NaN);
        to.Estimate(new Estimate
        {
            Name = "test_accuracy",
            Value = mean,
            Low = last.Length > 1 ? low : null,
            High = last.Length > 1 ? high : null,
            Statement = $"After {options.Epochs} epochs the {StudyText.Kebab(options.Network)} network classifies "
                + $"{StudyText.Percent(mean)} of the test images correctly"
                + (last.Length > 1 ? $", mean over {last.Length} networks." : "."),
        });
        to.Figure(
            "accuracy", "Accuracy during training",
            "On the test split of the data set, or on all of it if there is only one split; mean over networks with the range.",
            new Plot<TrainedEpoch>("accuracy").X(r => r.Epoch, "epoch").Y(r => r.TestAccuracy, "test accuracy", min: 0, max: 1)
                .MeanOver(r => r.Seed),
            new Plot<TrainedEpoch>("loss").X(r => r.Epoch, "epoch").Y(r => r.TestLoss, "test loss (nats)", log: true)
                .MeanOver(r => r.Seed));
    }

    private static (double Accuracy, double Loss) Test(nn.Module<Tensor, Tensor> network, Dataset test, Device device)
    {
        network.eval();
        using var noGradient = no_grad();
        double errors = 0, loss = 0;
        for (int first = 0; first < test.Count; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            int[] batch = [.. Enumerable.Range(first, Math.Min(BatchSize, test.Count - first))];
            long[] labels = Array.ConvertAll(batch, image => (long)test.Labels[image]);
            var answers = ClassifierAnswers.Of(network.call(test.Images(batch, device)).cpu(), labels);
            (errors, loss) = (errors + answers.IsError.Sum(), loss + answers.Loss.Sum());
        }

        return (1 - (errors / test.Count), loss / test.Count);
    }
}
