using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Training;
using Overtone.Training.Regimes;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>
/// A training of a classifier, complete. It is a trial that any study can name: the same training is made once, whoever asks for it.
/// </summary>
/// <param name="Data">The data set; its training part is trained on.</param>
/// <param name="Images">How many images, a balanced subset; null for all.</param>
/// <param name="Network">The network's name; see <see cref="NetworkName"/>.</param>
/// <param name="FrontEnd">A filter in front of the network, in training and ever after; null for none.</param>
/// <param name="Regimes">What is done to each batch, one after another.</param>
/// <param name="Recipe">How it is trained.</param>
/// <param name="Seed">The seed of the weights and of the order of images.</param>
internal sealed record TrainedNetwork(
    string Data, int? Images, string Network, BandFilter? FrontEnd,
    [property: JsonConverter(typeof(RegimesConverter))] IReadOnlyList<IRegime> Regimes, TrainingRecipe Recipe, long Seed)
    : TrialParameters
{
    private const long SubsetSeed = 0;

    public override string Label
    {
        get
        {
            string how = string.Join(", ", Regimes.Select(RegimeText.Of).Prepend(FrontEnd is null ? "" : RegimeText.Of(FrontEnd))
                .Where(part => part.Length > 0).Select(part => $" with {part}"));
            return $"training {Network} on {Data}{how}, seed {Seed}";
        }
    }

    /// <summary>The images that are trained on.</summary>
    public Dataset TrainingImages(RunEnvironment environment)
    {
        Dataset train = ImageProblem.Open(Data, environment.DataRoots).Train;
        return Images is { } some && some < train.Count ? train.Subset(some, SubsetSeed) : train;
    }

    /// <summary>The network, freshly drawn.</summary>
    public nn.Module<Tensor, Tensor> Create(ImageShape images, int classes, Device device)
    {
        nn.Module<Tensor, Tensor> network = NetworkName.Read(Network)
            .Create(new InputSize(images.Channels, images.Height, images.Width), classes, Seed, device);
        if (FrontEnd is null)
            return network;
        using Tensor mask = FrontEnd.Mask(images.Height, images.Width);
        var filter = new SpectralFilter(mask);
        nn.Module<Tensor, Tensor> filtered = nn.Sequential(("front_end", filter), ("network", network));
        return filtered.to(device);
    }

    /// <summary>A trainer of <paramref name="network"/>.</summary>
    public Trainer CreateTrainer(nn.Module<Tensor, Tensor> network, Dataset images, Device device) =>
        new(network, images, Recipe.OptionsFor(images.Count, Seed), Regimes, device);
}

/// <summary>How a classifier is trained.</summary>
/// <param name="Optimiser">The optimiser.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Schedule">How it falls.</param>
/// <param name="WeightDecay">The weight decay.</param>
/// <param name="LabelSmoothing">The label smoothing.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Epochs">Passes over the images.</param>
internal sealed record TrainingRecipe(
    Optimiser Optimiser, double LearningRate, ScheduleKind Schedule, double WeightDecay, double LabelSmoothing, int BatchSize, int Epochs)
{
    /// <summary>The options of a trainer.</summary>
    public TrainingOptions OptionsFor(int images, long seed) => new(Optimiser, LearningRate, Loss.CrossEntropy, BatchSize, seed)
    {
        WeightDecay = WeightDecay,
        LabelSmoothing = LabelSmoothing,
        Schedule = Schedule == ScheduleKind.Constant
            ? null
            : new LearningRateSchedule(Schedule, (long)Epochs * ((images + BatchSize - 1) / BatchSize)),
    };
}

/// <summary>A regime by its name.</summary>
internal sealed class RegimeConverter()
    : KindConverter<IRegime>(RegimeCatalog.All.ToDictionary(kind => kind.Id, kind => kind.Type, StringComparer.Ordinal));

/// <summary>Regimes by their names.</summary>
internal sealed class RegimesConverter() : KindListConverter<IRegime>(new RegimeConverter());
