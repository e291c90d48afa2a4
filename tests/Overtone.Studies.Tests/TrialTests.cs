using System.Text.Json;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests;

public sealed class TrialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly RunEnvironment Here = new() { Store = "store" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_content_has_equal_keys_and_a_label_does_not_count()
    {
        Trial trial = Plan(new CoinStudy(), new CoinOptions())[0];
        Assert.Equal(trial.Key, Plan(new CoinStudy(), new CoinOptions { Throws = 3 })[0].Key);
        Assert.Equal(trial.Key, (trial with { Label = "another label" }).Key);
    }

    [Fact]
    public void Whatever_numbers_depend_on_changes_the_key()
    {
        Trial trial = Plan(new CoinStudy(), new CoinOptions())[0];
        string[] others =
        [
            Plan(new CoinStudy(), new CoinOptions { Sides = 3 })[0].Key,
            Plan(new CoinStudy(), new CoinOptions { Seed = 2 })[0].Key,
            Plan(new CoinStudy(version: 2), new CoinOptions())[0].Key,
            Plan(new CoinStudy(), new CoinOptions(), Here with { Threads = 2 })[0].Key,
            Plan(new CoinStudy(), new CoinOptions(), Here with { Device = "cuda:0" })[0].Key,
            Plan(new CoinStudy { InputFile = File("data.bin") }, new CoinOptions())[0].Key,
        ];
        Assert.Equal(others.Length + 1, others.Append(trial.Key).Distinct().Count());
    }

    [Fact]
    public void Paths_do_not_count() =>
        Assert.Equal(
            Plan(new CoinStudy { InputFile = File("here/data.bin") }, new CoinOptions())[0].Key, Plan(
                new CoinStudy { InputFile = File("there/data.bin") },
                new CoinOptions(),
                Here with
                {
                    Store = "elsewhere",
                    DataRoots = ["x"],
                })[0].Key);

    [Fact]
    public void A_trial_survives_the_way_to_a_worker()
    {
        Trial trial = Plan(new CoinStudy(), new CoinOptions())[3];
        Trial read = JsonSerializer.Deserialize<Trial>(JsonSerializer.Serialize(trial, StudyJson.Compact), StudyJson.Compact)!;
        Assert.Equal(trial.Key, read.Key);
        Assert.Equal(new CoinTrial(4, 2), read.Read<CoinTrial>());
    }

    private IReadOnlyList<Trial> Plan(CoinStudy study, CoinOptions options, RunEnvironment? environment = null) =>
        study.PlanTrials(options, environment ?? Here, new InputChecksums(_folder["checksums.json"], default), []);

    private string File(string name)
    {
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, "content");
        return path;
    }
}
