using Overtone.Catalog.TrainingStages;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.TrainingStages;

public sealed class DeepStagesTests : IDisposable
{
    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    /// <summary>Deep networks came later: the trials of networks with one hidden layer have the keys that they had before.</summary>
    [Theory]
    [InlineData(Preset.Quick, "0e9873347996b5e7")]
    [InlineData(Preset.Smoke, "89936fa8879707b4")]
    public void Trials_of_one_hidden_layer_keep_their_keys(Preset preset, string pinned)
    {
        var study = new TrainingStagesStudy();
        var checksums = new InputChecksums(Path.Combine(_run.Store, "checksums.json"), CancellationToken.None);
        var trials = study.PlanTrials(study.OptionsOf(preset), new RunEnvironment { Store = _run.Store }, checksums, []);
        string[] keys = [.. trials.Where(trial => trial.Read<TrainingStagesTrial>() is not DeepStagesTrial).Select(trial => trial.Key)];
        Assert.Equal(trials.Take(keys.Length).Select(trial => trial.Key), keys);
        Assert.Equal(pinned, Checksum.OfText(string.Join('\n', keys))[..16]);
        Assert.Distinct(trials.Select(trial => trial.Key));
    }
}
