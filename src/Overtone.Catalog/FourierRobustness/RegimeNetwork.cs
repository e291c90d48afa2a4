using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
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

    /// <summary>The network with its test images.</summary>
    public OpenNetwork Open(Recorder to, Device device) => new(Network.Key, TestImages(to.Environment), to, device);

    /// <summary>The row of the network's error on the images as they are.</summary>
    public CleanRow Clean(OpenNetwork network, CancellationToken cancellation) =>
        new(Network.Regime, Network.Seed, network.Error(cancellation), network.Data.ClassNames.Count);
}
