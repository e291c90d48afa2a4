using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>How well a network does in the course of its training.</summary>
[Table("training")]
internal sealed record TrainedEpoch(
    long Seed, [Unit("training steps")] long Step, [Unit("epochs")] double Epoch, double TestAccuracy, [Unit("nats")] double TestLoss);

/// <summary>
/// Trains classifiers for other studies to look at; a training of one's own belongs here as well.
/// Source: none; each network and regime names its own.
/// </summary>
internal sealed class TrainedNetworksStudy() : TensorStudy<TrainedNetworksOptions, TrainedNetwork>(
    "trained-networks", "Training image classifiers", "none; each network and regime names its own", version: 3)
{
    private const int Records = 40, BatchSize = 256;

    /// <summary>The study, by which others name its trials.</summary>
    public static TrainedNetworksStudy Instance { get; } = new();

    public override string Summary =>
        "Trains image classifiers: fully connected, convolutional or residual networks, on plain batches or on augmented, filtered, "
        + "noisy, adversarial or mixed ones. A trained network stays in the store, where any study can use it. Test accuracy over "
        + "the epochs, and what the network saw; no claims.";

    public override IReadOnlyList<string> Examples =>
    [
        "run trained-networks",
        "run trained-networks --network resnet-8x4 --epochs 2 --regime crop-and-flip=1,gaussian-noise",
    ];

    public override bool RepeatsExperiment => false;

    protected override IEnumerable<TrainedNetwork> Plan(TrainedNetworksOptions options, TrialPlanning<TrainedNetwork> planning)
    {
        TrainedNetwork[] trainings = [.. Enumerable.Range(0, options.Replicates).Select(n => options.Training(options.Seed + n))];
        TrainedNetworksOptions.Require(trainings[0], planning.Environment);
        return trainings;
    }

    protected override IReadOnlyList<string> DataFiles(TrainedNetwork trial, RunEnvironment environment)
    {
        DataSplit data = ImageProblem.Open(trial.Data, environment.DataRoots);
        return [.. data.Train.Files.Concat(data.Evaluation.Files).Distinct()];
    }

    protected override void Measure(TrainedNetwork trial, Recorder to, Device device)
    {
        Dataset images = trial.TrainingImages(to.Environment);
        Dataset test = ImageProblem.Open(trial.Data, to.Environment.DataRoots).Evaluation;
        using nn.Module<Tensor, Tensor> network = trial.Create(images.Shape, images.ClassNames.Count, device);
        using Trainer trainer = trial.CreateTrainer(network, images, device);
        long every = trainer.StepsPerEpoch * ((trial.Recipe.Epochs + Records - 1) / Records);
        to.Train(trainer, RecordedSteps.Every(every, trial.Recipe.Epochs * trainer.StepsPerEpoch), step =>
        {
            (double accuracy, double loss) = Test(network, test, device);
            to.Add(new TrainedEpoch(trial.Seed, step, (double)step / trainer.StepsPerEpoch, accuracy, loss));
        });
        network.eval();
        SeenImages.Measure(trial, images, network, to, device);
        NetworkWeights.Write(trial, network, to);
        NetworkFile.Write(network, test, to, device);
    }

    protected override void Conclude(TrainedNetworksOptions options, Conclusion to)
    {
        IReadOnlyList<TrainedEpoch> rows = to.Rows<TrainedEpoch>();
        double[] last = [.. rows.GroupBy(r => r.Seed, (_, one) => one.MaxBy(r => r.Step)!.TestAccuracy)];
        to.Estimate(MeanEstimate.Of(
            "test_accuracy", last,
            mean => $"After {options.Epochs} {(options.Epochs == 1 ? "epoch" : "epochs")} {options.Network} classifies "
                + $"{StudyText.Percent(mean)} of the test images correctly"
                + (last.Length > 1 ? $", mean over {last.Length} networks." : ".")));
        to.Figure(
            "accuracy", "Accuracy during training",
            "On the test split of the data set, or on all of it if there is only one split; mean over networks with the range.",
            new Plot<TrainedEpoch>("accuracy").X(r => r.Epoch, "epoch").Y(r => r.TestAccuracy, "test accuracy", min: 0, max: 1)
                .MeanOver(r => r.Seed),
            new Plot<TrainedEpoch>("loss").X(r => r.Epoch, "epoch").Y(r => r.TestLoss, "test loss (nats)", log: true)
                .MeanOver(r => r.Seed));
        SeenImages.Draw(options, to);
        NetworkFile.Conclude(to);
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
