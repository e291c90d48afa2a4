using System.Text.Json;
using Overtone.Catalog.Audit;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.Audit;

public class FourierAttackTests
{
    private static readonly AuditOptions Options = SmallAudit.Options with
    {
        Images = 120,
        Region = null,
        Attacks = ["fourier"],
        AttackImages = 80,
        Layers = ["none"],
    };

    [Fact]
    public void It_takes_the_frequencies_that_the_map_found_most_harmful_to_other_images()
    {
        using var run = new TestRun();
        RunOutcome outcome = run.Execute(new ModelAudit(), Options);
        FourierAttackTrial trial = TrialOf(run, outcome);
        Assert.Equal(20, trial.First);
        Assert.Equal(10, trial.Frequencies.DistinctBy(cell => (cell[0], cell[1])).Count());
        // How many of the first twenty images each cell breaks.
        bool[] isRight = [.. outcome.Tables.Rows<CleanAnswer>().OrderBy(r => r.Image).Take(20).Select(r => r.IsRight)];
        Dictionary<(int, int), int> broken = outcome.Tables.Rows<MeasuredCell>().GroupBy(r => (r.FrequencyY, r.FrequencyX)).ToDictionary(
            cell => cell.Key,
            cell => cell.OrderBy(r => r.FirstImage).SelectMany(r => ImageBits.Read(r.Wrong, r.Images))
                .Zip(isRight, (wrong, right) => wrong && right).Count(one => one));
        Assert.Equal(broken.Values.Max(), broken[(trial.Frequencies[0][0], trial.Frequencies[0][1])]);
        Assert.True(broken.Values.Max() > broken.Values.Min());
        FourierAttackAnswer[] answers = [.. outcome.Tables.Rows<FourierAttackAnswer>()];
        Assert.Equal(Enumerable.Range(20, 100), answers.Select(r => r.Image).Distinct().Order());
        string first = $"{new SpatialFrequency(trial.Frequencies[0][0], trial.Frequencies[0][1])}";
        Assert.All(answers, r => Assert.Equal(first, r.FirstFrequency));
    }

    [Fact]
    public void Of_an_averaged_map_it_takes_the_middles_of_neighbourhoods()
    {
        using var run = new TestRun();
        AuditOptions options = Options with { Resolution = 3, Precision = 0.1 };
        RunOutcome outcome = run.Execute(new ModelAudit(), options);
        var middles = outcome.Tables.Rows<MeasuredCell>().Select(r => (r.FrequencyY, r.FrequencyX)).ToHashSet();
        FourierAttackTrial trial = TrialOf(run, outcome);
        Assert.All(trial.Frequencies, cell => Assert.Contains((cell[0], cell[1]), middles));
        Assert.Equal(trial.Frequencies.Length, trial.Frequencies.Select(cell => (cell[0], cell[1])).Distinct().Count());
    }

    private static FourierAttackTrial TrialOf(TestRun run, RunOutcome outcome) => outcome.Manifest.Trials
        .Select(key => run.Find(new ModelAudit(), key)!.Trial)
        .Single(trial => trial.Parameters.GetProperty("$type").GetString() == "fourier-attack")
        .Parameters.Deserialize<AuditTrial>(StudyJson.Compact) as FourierAttackTrial ?? throw new InvalidOperationException();
}
