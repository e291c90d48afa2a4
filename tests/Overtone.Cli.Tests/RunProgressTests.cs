using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Cli.Tests;

/// <summary>Ten trials of a second and one of a hundred: the time left tells them apart.</summary>
public sealed class RunProgressTests
{
    private const double Short = 1, Long = 100;

    private static readonly Trial[] Run = [.. Enumerable.Range(1, 10).Select(seed => TrialOf("short", seed)), TrialOf("long", 1)];

    private TimeSpan _now;

    [Fact]
    public void What_the_store_knows_of_each_kind_is_believed_from_the_first_moment_to_the_last()
    {
        RunProgress progress = Progress(jobs: 1, (TrialOf("short", 77), Short), (TrialOf("long", 77), Long));
        progress.Plan(Run);
        progress.Observe(TrialEvent.Now(Run[0], TrialEventKind.Started, 0));
        double all = (10 * Short) + Long;
        AssertLeft(progress, all);
        for (int trial = 0; trial < 10; trial++)
        {
            Measure(progress, Run[trial], Short);
            AssertLeft(progress, all - ((trial + 1) * Short));
        }

        Assert.InRange(progress.Fraction, 0.08, 0.1);
        progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Started, 0));
        _now += TimeSpan.FromSeconds(Long / 2);
        AssertLeft(progress, Long / 2);
        progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Finished, 1));
        AssertLeft(progress, 0);
        Assert.Equal(1, progress.Fraction);
    }

    [Fact]
    public void A_store_that_was_filled_by_a_faster_machine_is_corrected_by_what_this_run_takes()
    {
        RunProgress progress = Progress(jobs: 1, (TrialOf("short", 77), Short / 10), (TrialOf("long", 77), Long));
        progress.Plan(Run);
        Measure(progress, Run[0], Short);
        AssertLeft(progress, (9 * Short) + Long);
    }

    [Fact]
    public void Jobs_share_the_rest_but_for_the_longest_trial()
    {
        RunProgress progress = Progress(jobs: 4, (TrialOf("short", 77), Short), (TrialOf("long", 77), Long));
        progress.Plan(Run);
        progress.Observe(TrialEvent.Now(Run[0], TrialEventKind.Started, 0));
        // The long one is the last to begin: when two of four workers have done three short ones, and two have done two.
        AssertLeft(progress, (2 * Short) + Long);
    }

    [Fact]
    public void Without_a_store_the_run_s_own_trials_tell_and_the_fraction_of_the_one_that_runs()
    {
        RunProgress progress = Progress(jobs: 1);
        progress.Plan(Run);
        progress.Observe(TrialEvent.Now(Run[0], TrialEventKind.Started, 0));
        Assert.Null(progress.Left);
        for (int trial = 0; trial < 10; trial++)
            Measure(progress, Run[trial], Short);
        progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Started, 0));
        for (double fraction = 0; fraction < 0.5; fraction += 0.1)
        {
            progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Progress, fraction));
            _now += TimeSpan.FromSeconds(Long / 10);
        }

        progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Progress, 0.5));
        Assert.InRange(progress.Left!.Value.TotalSeconds, Long / 2 * 0.5, Long / 2 * 1.1);
        _now += TimeSpan.FromSeconds(Long / 2);
        progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Finished, 1));

        // A second round: both kinds are known.
        Trial[] second = [TrialOf("long", 2), TrialOf("short", 11)];
        progress.Plan(second);
        progress.Observe(TrialEvent.Now(second[0], TrialEventKind.Started, 0));
        AssertLeft(progress, Long + Short);
    }

    [Fact]
    public void What_is_in_the_store_is_no_work_of_this_run_and_a_checkpoint_no_pace()
    {
        int asked = 0;
        var known = new TrialCosts([(TrialOf("long", 77), Long, 0, null)]);
        var progress = new RunProgress(1, Known, () => _now);
        progress.Plan(Run);
        foreach (Trial trial in Run.SkipLast(1))
            progress.Observe(TrialEvent.Now(trial, TrialEventKind.Reused, 1));
        Assert.Equal((0, 0), (asked, progress.Fraction));
        progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Started, 0));
        _now += TimeSpan.FromSeconds(0.1);
        progress.Observe(TrialEvent.Now(Run[^1], TrialEventKind.Progress, 0.8));
        AssertLeft(progress, Long / 5);
        Assert.Equal((1, 10, 11), (asked, progress.Reused, progress.Planned));

        TrialCosts Known(IEnumerable<string> studies)
        {
            asked++;
            return known;
        }
    }

    [Fact]
    public void What_failed_is_not_done()
    {
        RunProgress progress = Progress(jobs: 1);
        progress.Plan(Run);
        progress.Observe(TrialEvent.Now(Run[0], TrialEventKind.Started, 0));
        progress.Observe(TrialEvent.Now(Run[0], TrialEventKind.Progress, 0.5));
        progress.Observe(TrialEvent.Now(Run[0], TrialEventKind.Failed, 1, "no such file"));
        Assert.Equal((0, 0, 11), (progress.Fraction, progress.Finished, progress.Planned));
    }

    private static Trial TrialOf(string kind, long seed) => new(
        "coin",
        1,
        $"{kind} {seed}",
        JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["$type"] = kind, ["seed"] = seed }),
        new TrialResources("", "cpu", 1),
        []);

    private RunProgress Progress(int jobs, params (Trial Trial, double Seconds)[] stored) =>
        new(jobs, _ => new TrialCosts(stored.Select(s => (s.Trial, s.Seconds, 0L, (long?)null))), () => _now);

    private void Measure(RunProgress progress, Trial trial, double seconds)
    {
        progress.Observe(TrialEvent.Now(trial, TrialEventKind.Started, 0));
        _now += TimeSpan.FromSeconds(seconds);
        progress.Observe(TrialEvent.Now(trial, TrialEventKind.Finished, 1));
    }

    private static void AssertLeft(RunProgress progress, double seconds) =>
        Assert.Equal(seconds, progress.Left!.Value.TotalSeconds, 1e-3 * Math.Max(seconds, 1));
}
