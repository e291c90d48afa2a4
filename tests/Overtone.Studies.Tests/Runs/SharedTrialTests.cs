using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests.Runs;

/// <summary>A trial belongs to the study that defines it: whoever names it shares it.</summary>
public sealed class SharedTrialTests : IDisposable
{
    private const string Artefact = "coin.bin";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_trial_of_another_study_is_measured_once_for_all_who_name_it()
    {
        var coins = new CoinStudy { OnMeasure = (trial, to) => to.WriteArtefact(Artefact, stream => stream.WriteByte((byte)trial.Seed)) };
        RunOutcome first = Run(new GuestStudy("guest-a", coins), new GuestOptions { Coin = 5 }, "a");
        RunOutcome second = Run(new GuestStudy("guest-b", coins), new GuestOptions { Coin = 5 }, "b");
        Assert.Equal(1, coins.MeasuredTrials);
        foreach (RunOutcome outcome in new[] { first, second })
        {
            Assert.Empty(outcome.Failures);
            Assert.Equal([5L], outcome.Tables.Rows<GuestValue>().Select(r => r.Artefact));
            Assert.Equal([5.0, 10], outcome.Tables.Rows<CoinValue>().Select(r => r.Value));
            Assert.StartsWith("coin/", outcome.Manifest.Trials[0], StringComparison.Ordinal);
            Assert.DoesNotContain('/', outcome.Manifest.Trials[1]);
        }

        // It is the other study's own as well.
        Assert.NotNull(Run(coins, new CoinOptions { Seed = 5, Throws = 1 }, "c").Findings);
        Assert.Equal(1, coins.MeasuredTrials);
    }

    [Fact]
    public void What_stops_a_shared_trial_stops_the_run_that_names_it()
    {
        var coins = new CoinStudy { OnMeasure = (_, _) => throw new InvalidOperationException("a bad coin"), Optional = _ => true };
        RunOutcome outcome = Run(new GuestStudy("guest", coins), new GuestOptions(), "a");
        Assert.Null(outcome.Findings);
        Assert.Equal("coin 1: a bad coin", outcome.Failures.Select(f => $"{f.Label}: {f.Text}").Single());
    }

    [Fact]
    public void A_study_that_is_not_listed_as_used_is_refused()
    {
        var error = Assert.Throws<InvalidDataException>(
            () => Run(new GuestStudy("guest", new CoinStudy(), lists: false), new GuestOptions(), "a"));
        Assert.Equal("'guest' does not use the study 'coin'.", error.Message);
    }

    private RunOutcome Run(Study study, StudyOptions options, string name)
    {
        RunManifest manifest = Manifests.Of(study, options);
        using RunFolder folder = RunFolder.Open(_folder[name], manifest);
        var environment = new RunEnvironment { Store = _folder["store"] };
        return new StudyRun(study, options, environment, new InProcessRunner())
            .Execute(folder, manifest, new RecordingObserver(), CancellationToken.None);
    }

    /// <summary>A study that reads what a coin left behind.</summary>
    private sealed class GuestStudy(string id, CoinStudy coins, bool lists = true) : Study<GuestOptions, GuestTrial>(id, "Guests", "none")
    {
        public override string Summary => "Looks at a coin of another study.";

        public override IReadOnlyList<Study> Uses => lists ? [coins] : [];

        protected override IEnumerable<GuestTrial> Plan(GuestOptions options, TrialPlanning<GuestTrial> planning) =>
            planning.Need(coins, new CoinTrial(options.Coin, 2)) is { } coin ? [new GuestTrial(coin.Reference)] : [];

        protected override void Measure(GuestTrial trial, Recorder to)
        {
            using Stream stream = to.OpenArtefact(trial.Coin, Artefact);
            to.Add(new GuestValue(stream.ReadByte()));
        }

        protected override void Conclude(GuestOptions options, Conclusion to) => to.Note($"{to.Rows<GuestValue>().Count} guests");
    }

    private sealed record GuestOptions : StudyOptions, IPresets<GuestOptions>
    {
        [Option("Which coin")]
        public long Coin { get; init; } = 1;
    }

    private sealed record GuestTrial(TrialReference Coin) : TrialParameters
    {
        public override string Label => "guest";
    }

    [Table("guests")]
    private sealed record GuestValue(long Artefact);
}
