using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness;

/// <summary>
/// A study of networks trained under several regimes: names the trainings, which belong to the study of trained networks, and measures each
/// network when it is there.
/// </summary>
/// <typeparam name="TOptions">The options record.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
/// <param name="id">The study's id.</param>
/// <param name="title">Its title.</param>
/// <param name="source">The paper's figure or table.</param>
/// <param name="regimes">The regimes that are compared.</param>
/// <param name="version">Its version.</param>
internal abstract class RegimeStudy<TOptions, TTrial>(
    string id, string title, string source, IReadOnlyList<TrainedRegime> regimes, int version = 1)
    : TensorStudy<TOptions, TTrial>(id, title, $"Yin et al. 2019 (1906.08988), {source}", version)
    where TOptions : RobustnessOptions, IPresets<TOptions>, new()
    where TTrial : RegimeTrial
{
    public sealed override IReadOnlyList<Study> Uses => [TrainedNetworksStudy.Instance];

    /// <summary>The trainings from a seed: one of each regime, unless a study says otherwise.</summary>
    protected virtual IEnumerable<(TrainedRegime Regime, TrainedNetwork Training)> Trainings(
        TOptions options, ImageShape images, long seed) =>
        regimes.Select(regime => (regime, options.Training(regime, seed, images.Height)));

    /// <summary>What is measured of a network.</summary>
    protected abstract IEnumerable<TTrial> Measurements(
        TOptions options, ImageShape images, RegimeNetwork network, TrainedNetwork training);

    /// <summary>Measures.</summary>
    protected abstract void Measure(TTrial trial, OpenNetwork network, Recorder to);

    protected sealed override IEnumerable<TTrial> Plan(TOptions options, TrialPlanning<TTrial> planning)
    {
        DataSplit data = ImageProblem.Open(options.Data, planning.Environment.DataRoots);
        for (int replicate = 0; replicate < options.Replicates; replicate++)
        {
            long seed = options.Seed + replicate;
            foreach ((TrainedRegime regime, TrainedNetwork training) in Trainings(options, data.Train.Shape, seed))
            {
                TrainedNetworksOptions.Require(training, planning.Environment);
                if (planning.Need(TrainedNetworksStudy.Instance, training) is not { } trained)
                    continue;
                var network = new RegimeNetwork(regime, seed, trained.Key);
                foreach (TTrial trial in Measurements(options, data.Train.Shape, network, training))
                    yield return trial;
            }
        }
    }

    protected sealed override IReadOnlyList<string> DataFiles(TTrial trial, RunEnvironment environment) =>
        trial.DataFiles(environment);

    protected sealed override void Measure(TTrial trial, Recorder to, Device device)
    {
        using var network = trial.Open(to, device);
        Measure(trial, network, to);
    }
}
