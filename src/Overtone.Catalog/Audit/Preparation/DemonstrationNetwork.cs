using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>The demonstration's network: a small convolutional network trained on the embedded digits.</summary>
internal static class DemonstrationNetwork
{
    private const string DataName = "digits";

    /// <summary>The names of its convolutions.</summary>
    public static IReadOnlyList<string> Convolutions { get; } = ["convolution1", "convolution2"];

    /// <summary>Its training.</summary>
    public static TrainedNetwork Training(ModelOptions options) => new(
        DataName, Images: null, "cnn", FrontEnd: null, Regimes: [],
        new TrainingRecipe(
            Optimiser.Adam, LearningRate: 2e-3, ScheduleKind.Cosine, WeightDecay: 0, LabelSmoothing: 0, BatchSize: 64, options.Epochs),
        options.Seed);

    /// <summary>A classifier over the trained network; the caller disposes both.</summary>
    public static (IClassifier Classifier, IDisposable Network) Open(AuditSubject subject, Recorder to, ClassifierOptions options)
    {
        Dataset data = ImageProblem.Open(DataName, to.Environment.DataRoots).Train;
        var trained = new TrialReference(TrainedNetworksStudy.Instance.Id, subject.Model);
        nn.Module<Tensor, Tensor> network = NetworkWeights.Read(trained, to, options.Device ?? CPU);
        var size = new InputSize(data.Shape.Channels, data.Shape.Height, data.Shape.Width);
        return (new ModuleClassifier(network, size, subject.Input with { ClassNames = data.ClassNames }, options), network);
    }
}
