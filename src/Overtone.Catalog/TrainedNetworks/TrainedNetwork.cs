using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>The networks that can be trained.</summary>
internal enum Architecture
{
    /// <summary>A multilayer perceptron on all pixels.</summary>
    FullyConnected,

    /// <summary>A small convolutional network.</summary>
    Convolutional,

    /// <summary>A residual network of 6n + 2 layers.</summary>
    Residual,
}

/// <summary>
/// A training of a classifier, complete. It is a trial that any study can name: the same training is made once, whoever asks for it.
/// </summary>
/// <param name="Data">The data set; its training part is trained on.</param>
/// <param name="Images">How many images, a balanced subset; null for all.</param>
/// <param name="Architecture">The network.</param>
/// <param name="Widths">
/// Hidden widths; of a convolutional network its two channel counts and its hidden width; of a residual one the blocks a stage and the
/// channels of the three stages.
/// </param>
/// <param name="Activation">The activation; a residual network's is ReLU.</param>
/// <param name="Optimiser">The optimiser.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Epochs">Passes over the images.</param>
/// <param name="Regimes">What is done to each batch, one after another.</param>
/// <param name="Seed">The seed of the weights and of the order of images.</param>
internal sealed record TrainedNetwork(
    string Data, int? Images, Architecture Architecture, int[] Widths, Activation Activation, Optimiser Optimiser, double LearningRate,
    int BatchSize, int Epochs, [property: JsonConverter(typeof(RegimesConverter))] IReadOnlyList<IRegime> Regimes, long Seed)
    : TrialParameters
{
    public override string Label => $"training {StudyText.Kebab(Architecture)} on {Data}, seed {Seed}";

    /// <summary>The network, freshly drawn.</summary>
    public nn.Module<Tensor, Tensor> Create(ImageShape images, int classes, Device device) => Architecture == Architecture.Residual
        ? new ResidualNetwork(new ResidualShape(images.Channels, Widths[0], Widths[1..], classes), Seed, device)
        : Plain.Create(images, classes, Seed, device);

    /// <summary>A trainer of <paramref name="network"/>.</summary>
    public Trainer CreateTrainer(nn.Module<Tensor, Tensor> network, ImageProblem problem) => new(
        network,
        new TrainingData(problem.Images, Regimes.Any(regime => regime.MixesTargets) ? problem.OneHot : problem.Labels),
        new TrainingOptions(Optimiser, LearningRate, Loss.CrossEntropy, BatchSize, Seed),
        regimes: Regimes);

    private ImageNetwork Plain => new()
    {
        Kind = Architecture == Architecture.FullyConnected ? NetworkKind.FullyConnected : NetworkKind.Convolutional,
        Widths = Widths,
        Activation = Activation,
        Loss = Loss.CrossEntropy,
        Optimiser = Optimiser,
        LearningRate = LearningRate,
        BatchSize = BatchSize,
    };
}

/// <summary>A regime by its name.</summary>
internal sealed class RegimeConverter()
    : KindConverter<IRegime>(RegimeCatalog.All.ToDictionary(kind => kind.Id, kind => kind.Type, StringComparer.Ordinal));

/// <summary>Regimes by their names.</summary>
internal sealed class RegimesConverter() : KindListConverter<IRegime>(new RegimeConverter());
