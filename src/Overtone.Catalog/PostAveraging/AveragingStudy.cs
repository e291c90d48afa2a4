using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging;

/// <summary>
/// A study of networks with averaging around them: names the trainings, of a network and of a linear control from each seed, and measures
/// each when it is there.
/// </summary>
/// <typeparam name="TOptions">The options record.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
/// <param name="id">The study's id.</param>
/// <param name="title">Its title.</param>
/// <param name="source">What of the paper.</param>
internal abstract class AveragingStudy<TOptions, TTrial>(string id, string title, string source)
    : TensorStudy<TOptions, TTrial>(id, title, $"Lin et al. 2019 (1905.12797), {source}", version: 2)
    where TOptions : AveragingOptions, IPresets<TOptions>, new()
    where TTrial : AveragingTrial
{
    public sealed override IReadOnlyList<Study> Uses => [TrainedNetworksStudy.Instance];

    /// <summary>Refuses options before anything is trained.</summary>
    /// <exception cref="InvalidOptionException">They cannot be measured.</exception>
    protected virtual void Require(TOptions options)
    {
    }

    /// <summary>What is measured of a network.</summary>
    /// <param name="options">The options.</param>
    /// <param name="pixels">Pixels of an image, all channels counted.</param>
    /// <param name="network">The network.</param>
    protected abstract IEnumerable<TTrial> Measurements(TOptions options, int pixels, AveragedNetwork network);

    /// <summary>Measures.</summary>
    protected abstract void Measure(TTrial trial, OpenNetwork network, Recorder to);

    protected sealed override IEnumerable<TTrial> Plan(TOptions options, TrialPlanning<TTrial> planning)
    {
        Require(options);
        ImageShape shape = ImageProblem.Open(options.Data, planning.Environment.DataRoots).Train.Shape;
        int pixels = shape.Channels * shape.Height * shape.Width;
        for (int replicate = 0; replicate < options.Replicates; replicate++)
        {
            long seed = options.Seed + replicate;
            foreach (AveragedKind kind in Enum.GetValues<AveragedKind>())
            {
                TrainedNetwork training = options.Training(kind, seed);
                TrainedNetworksOptions.Require(training, planning.Environment);
                if (planning.Need(TrainedNetworksStudy.Instance, training) is not { } trained)
                    continue;
                foreach (TTrial trial in Measurements(options, pixels, new AveragedNetwork(kind, seed, trained.Key)))
                    yield return trial;
            }
        }
    }

    protected sealed override IReadOnlyList<string> DataFiles(TTrial trial, RunEnvironment environment) =>
        trial.TestImages(environment).Files;

    protected sealed override void Measure(TTrial trial, Recorder to, Device device)
    {
        using OpenNetwork network = trial.Open(to, device);
        Measure(trial, network, to);
    }
}
