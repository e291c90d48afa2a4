using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness;

/// <summary>A trained network, as the trials that measure it name it.</summary>
/// <param name="Regime">How it was trained.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Key">The key of the trial that trained it.</param>
internal sealed record RegimeNetwork(TrainedRegime Regime, long Seed, string Key)
{
    /// <summary>What it is called in texts.</summary>
    public override string ToString() => $"{StudyText.Kebab(Regime)}, seed {Seed}";
}

/// <summary>A measurement of one trained network on test images.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The data set whose test images it is shown.</param>
/// <param name="Images">How many of them.</param>
internal abstract record RegimeTrial(RegimeNetwork Network, string Data, int Images) : TrialParameters
{
    /// <summary>The seed of the subsets of images that networks are trained on and shown.</summary>
    public const long SubsetSeed = 0;

    /// <summary>The test images.</summary>
    public Dataset TestImages(RunEnvironment environment)
    {
        Dataset test = ImageProblem.Open(Data, environment.DataRoots).Evaluation;
        return Images < test.Count ? test.Subset(Images, SubsetSeed) : test;
    }

    /// <summary>The files of the images that are read.</summary>
    public virtual IReadOnlyList<string> DataFiles(RunEnvironment environment) => TestImages(environment).Files;
}

/// <summary>A trained network opened, with its test images; the images are in the caller's dispose scope.</summary>
internal sealed class OpenNetwork : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _module;

    /// <summary>Opens the network of a trial.</summary>
    public OpenNetwork(RegimeTrial trial, Recorder to, Device device)
    {
        _module = NetworkWeights.Read(new TrialReference(TrainedNetworksStudy.Instance.Id, trial.Network.Key), to, device);
        Data = trial.TestImages(to.Environment);
        Classifier = new ModuleClassifier(
            _module, new InputSize(Data.Shape.Channels, Data.Shape.Height, Data.Shape.Width),
            options: new ClassifierOptions { Device = device });
        Batch batch = Data.Read([.. Enumerable.Range(0, Data.Count)], device);
        Images = new LabelledImages(batch.Images, batch.Labels.cpu().data<long>().ToArray());
    }

    /// <summary>The test images as a data set.</summary>
    public Dataset Data { get; }

    /// <summary>The network.</summary>
    public ModuleClassifier Classifier { get; }

    /// <summary>The test images.</summary>
    public LabelledImages Images { get; }

    /// <summary>What the network answers to images, changed or not.</summary>
    /// <param name="pixels">As many as <see cref="Images"/>, on any device.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public ClassifierAnswers Ask(Tensor pixels, CancellationToken cancellation)
    {
        using Tensor logits = Classifier.Logits(pixels, cancellation);
        return ClassifierAnswers.Of(logits, Images.Labels.Span);
    }

    /// <summary>The row of its error on the images as they are.</summary>
    public CleanRow Clean(RegimeTrial trial, CancellationToken cancellation) => new(
        trial.Network.Regime, trial.Network.Seed, Ask(Images.Pixels, cancellation).IsError.Average(), Data.ClassNames.Count);

    /// <inheritdoc/>
    public void Dispose()
    {
        Classifier.Dispose();
        _module.Dispose();
    }
}
