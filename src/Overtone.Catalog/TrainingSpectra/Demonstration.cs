using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>
/// The demonstration: a perceptron that learns the embedded digits and saves its predictions, as a training of one's own would.
/// </summary>
internal static class Demonstration
{
    private const string DataName = "digits";
    private const int Snapshots = 24;

    private static readonly ImageNetwork Network = new()
    {
        Kind = NetworkKind.FullyConnected,
        Widths = [400, 200],
        Activation = Activation.Tanh,
        Loss = Loss.CrossEntropy,
        Optimiser = Optimiser.Adam,
        LearningRate = 5e-4,
        BatchSize = 250,
    };

    public static void Train(TrainedDemonstrationTrial trial, Recorder to, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(DataName, to.Environment.DataRoots, count: null, device);
        using nn.Module<Tensor, Tensor> network = Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = Network.CreateTrainer(network, problem, trial.Seed);
        Func<Tensor, Tensor> function = Network.Function(network);
        Save<float>(to, SavedTraining.Inputs, problem.Images.flatten(1));
        Save<long>(to, SavedTraining.Targets, problem.Labels);
        foreach (long step in RecordedSteps.Logarithmic(trial.Epochs, Snapshots).Select(epoch => epoch * trainer.StepsPerEpoch))
        {
            trainer.TrainTo(step, to.Cancellation);
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            long epoch = step / trainer.StepsPerEpoch;
            Save<float>(to, $"{epoch:0000}", function(problem.Images));
            to.Add(new SavedPrediction($"{epoch:0000}", epoch, problem.Images.shape[0], problem.Shape.PixelCount, problem.ClassCount));
            to.Report((double)epoch / trial.Epochs, $"epoch {epoch} of {trial.Epochs}");
        }
    }

    /// <summary>What it saved.</summary>
    public static SavedTraining Describe(IReadOnlyList<SavedPrediction> saved) => new()
    {
        Samples = (int)saved[0].Samples,
        InputSize = (int)saved[0].Features,
        Outputs = (int)saved[0].Classes,
        TargetsAreClasses = true,
        Snapshots = [.. saved.Select(row => new SavedSnapshot(row.Array, 0, row.Epoch))],
        Unfinished = [],
    };

    private static void Save<T>(Recorder to, string array, Tensor values)
        where T : unmanaged =>
        to.WriteArtefact(array + ".npy", stream => NpyWriter.Write<T>(
            stream, values.cpu().data<T>().ToArray(), Array.ConvertAll(values.shape, size => (int)size)));
}
