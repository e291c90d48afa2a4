using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>The demonstration's network: a small convolutional network trained on the embedded digits, a trial's artefact.</summary>
internal static class DemonstrationNetwork
{
    private const string Weights = "weights";
    private const string DataName = "digits";

    private static readonly ImageNetwork Network = new()
    {
        Kind = NetworkKind.Convolutional,
        Widths = [16, 32, 64],
        Activation = Activation.Relu,
        Loss = Loss.CrossEntropy,
        Optimiser = Optimiser.Adam,
        LearningRate = 2e-3,
        BatchSize = 64,
    };

    /// <summary>The names of its convolutions.</summary>
    public static IReadOnlyList<string> Convolutions { get; } = ["convolution1", "convolution2"];

    public static void Train(DemonstrationTrial trial, Recorder to, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(DataName, to.Environment.DataRoots, count: 0, device);
        using nn.Module<Tensor, Tensor> network = Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = Network.CreateTrainer(network, problem, trial.Seed);
        for (int epoch = 1; epoch <= trial.Epochs; epoch++)
        {
            trainer.TrainTo(epoch * trainer.StepsPerEpoch, to.Cancellation);
            to.Report((double)epoch / trial.Epochs, $"epoch {epoch} of {trial.Epochs}");
        }

        to.WriteArtefact(Weights, stream =>
        {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            foreach ((_, Parameter parameter) in network.named_parameters())
                ((Tensor)parameter).Save(writer);
        });
    }

    /// <summary>A classifier over the trained network; the caller disposes both.</summary>
    public static (IClassifier Classifier, IDisposable Network) Open(AuditSubject subject, Recorder to, ClassifierOptions options)
    {
        DataSplit data = ImageProblem.Open(DataName, to.Environment.DataRoots);
        nn.Module<Tensor, Tensor> network = Load(subject, data.Train, to, options.Device ?? CPU);
        var size = new InputSize(data.Train.Shape.Channels, data.Train.Shape.Height, data.Train.Shape.Width);
        return (new ModuleClassifier(network, size, subject.Input with { ClassNames = data.Train.ClassNames }, options), network);
    }

    private static nn.Module<Tensor, Tensor> Load(AuditSubject subject, Dataset train, Recorder to, Device device)
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> network = Network.Create(train.Shape, train.ClassNames.Count, subject.Seed, device);
        using Stream stream = to.OpenArtefact(subject.Model, Weights);
        using var reader = new BinaryReader(stream);
        using var noGradient = no_grad();
        foreach ((_, Parameter parameter) in network.named_parameters())
        {
            parameter.copy_(Tensor.Load(reader));
            parameter.DetachFromDisposeScope();
        }

        return network;
    }
}
