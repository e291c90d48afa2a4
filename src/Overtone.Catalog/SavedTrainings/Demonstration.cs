using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>The demonstration: a perceptron that learns the embedded digits and saves its predictions, as a training of one's own would.</summary>
internal static class Demonstration
{
    private const string DataName = "digits";
    private const string Table = "demonstration";
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

    public static void Train(DemonstrationTrial trial, TrialContext context, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(DataName, context.Environment.DataRoots, count: 0, device);
        using nn.Module<Tensor, Tensor> network = Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = Network.CreateTrainer(network, problem, trial.Seed);
        Func<Tensor, Tensor> function = Network.Function(network);
        int count = (int)problem.Images.shape[0];
        Save<float>(context, SavedTraining.Inputs, problem.Images.flatten(1).cpu().data<float>().ToArray(), count, problem.Shape.PixelCount);
        Save<long>(context, SavedTraining.Targets, problem.Labels.cpu().data<long>().ToArray(), count);
        var table = new TableBuilder(Table, Column.Text("array"), Column.Number("epoch", "epochs"), Column.Integer("samples"), Column.Integer("features"), Column.Integer("classes"));
        foreach (long step in RecordedTraining.LogarithmicSteps(trial.Epochs, Snapshots).Select(epoch => epoch * trainer.StepsPerEpoch))
        {
            trainer.TrainTo(step, context.Cancellation);
            long epoch = step / trainer.StepsPerEpoch;
            Save<float>(context, $"{epoch:0000}", Predict(function, problem.Images), count, problem.ClassCount);
            table.Add($"{epoch:0000}", epoch, count, problem.Shape.PixelCount, problem.ClassCount);
            context.Report((double)epoch / trial.Epochs, $"epoch {epoch} of {trial.Epochs}");
        }

        context.Write(table.Build());
    }

    /// <summary>What it saved.</summary>
    public static SavedTraining Describe(TableSet tables)
    {
        Row first = tables[Table].Rows.First();
        return new SavedTraining
        {
            Samples = (int)first.Integer("samples"),
            InputSize = (int)first.Integer("features"),
            Outputs = (int)first.Integer("classes"),
            TargetsAreClasses = true,
            Snapshots = [.. tables[Table].Rows.Select(row => new SavedSnapshot(row.Text("array"), 0, row.Number("epoch")))],
            Unfinished = [],
        };
    }

    private static float[] Predict(Func<Tensor, Tensor> function, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return function(images).cpu().data<float>().ToArray();
    }

    private static void Save<T>(TrialContext context, string array, T[] values, params int[] shape)
        where T : unmanaged =>
        context.WriteArtefact(array + ".npy", stream => NpyWriter.Write<T>(stream, values, shape));
}
