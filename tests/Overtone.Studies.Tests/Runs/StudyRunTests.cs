using System.Text.Json;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public sealed class StudyRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_measures_each_trial_once_and_a_second_run_none()
    {
        var study = new CoinStudy();
        RunOutcome first = Run(study, new CoinOptions(), "a");
        Assert.Equal(8, study.MeasuredTrials);
        RunOutcome second = Run(study, new CoinOptions(), "b");
        Assert.Equal(8, study.MeasuredTrials);
        Assert.Equal(first.Tables["values"].Numbers("value"), second.Tables["values"].Numbers("value"));
        Assert.Equal(first.Manifest.Trials, second.Manifest.Trials);
    }

    [Fact]
    public void A_plan_sees_earlier_results_and_is_asked_until_it_names_nothing_new()
    {
        RunOutcome outcome = Run(new CoinStudy(), new CoinOptions { Encore = true }, "a");
        Assert.Equal(9, outcome.Manifest.Trials.Count);
        Assert.Equal(1003, outcome.Tables["values"].Integers("seed")[^1]);
    }

    [Fact]
    public void More_trials_measure_only_what_is_new()
    {
        var study = new CoinStudy();
        Run(study, new CoinOptions { Throws = 3 }, "a");
        Run(study, new CoinOptions { Throws = 5 }, "b");
        Assert.Equal(5, study.MeasuredTrials);
    }

    [Fact]
    public void A_damaged_table_is_measured_again_and_said_so()
    {
        var study = new CoinStudy();
        Run(study, new CoinOptions(), "a");
        string table = Directory.GetFiles(_folder["store"], "values.parquet", SearchOption.AllDirectories)[0];
        byte[] bytes = File.ReadAllBytes(table);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(table, bytes);
        var observer = new RecordingObserver();
        RunOutcome outcome = Run(study, new CoinOptions(), "b", observer);
        Assert.Equal(9, study.MeasuredTrials);
        Assert.Contains("values.parquet", Assert.Single(observer.Warnings));
        Assert.NotNull(outcome.Findings);
        Assert.NotEmpty(Directory.GetDirectories(Path.Combine(_folder["store"], "corrupt")));
    }

    [Fact]
    public void Tables_of_another_build_are_named_where_this_one_misses_something_in_them()
    {
        // The same version, but the table that the conclusion reads had another name.
        var older = new CoinStudy { WrittenTable = "throws" };
        var found = Assert.Throws<InvalidDataException>(() => Run(older, new CoinOptions(), "a"));
        Assert.StartsWith(Path.Combine(_folder["store"], "trials", "coin"), found.Message);
        Assert.Contains("No trial wrote a table 'values'; there are throws", found.Message);
        Assert.Contains("remove that folder and run again", found.Message);
        // Planned with it, too.
        Assert.Throws<InvalidDataException>(() => Run(new CoinStudy(), new CoinOptions { Encore = true }, "b"));
    }

    [Fact]
    public void A_trial_of_another_version_is_kept_and_not_used()
    {
        Run(new CoinStudy(), new CoinOptions(), "a");
        var newer = new CoinStudy(version: 2);
        Run(newer, new CoinOptions(), "b");
        Assert.Equal(8, newer.MeasuredTrials);
        Assert.Equal(16, Directory.GetFiles(_folder["store"], "trial.json", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_failing_trial_fails_the_run_keeps_the_others_and_leaves_nothing_half_written()
    {
        var study = new CoinStudy { OnMeasure = (trial, _) => Fail(trial.Seed == 3) };
        RunOutcome outcome = Run(study, new CoinOptions(), "a");
        Assert.Null(outcome.Findings);
        Assert.Equal("coin 3: a bad coin", outcome.Failures.Select(f => $"{f.Label}: {f.Text}").Single());
        Assert.Equal(7, Directory.GetFiles(_folder["store"], "trial.json", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder["store"], "partial")));
    }

    [Fact]
    public void A_stopped_run_keeps_finished_trials()
    {
        using var stop = new CancellationTokenSource();
        var study = new CoinStudy { OnMeasure = (trial, context) => StopAt(trial, context, stop) };
        Assert.Throws<OperationCanceledException>(() => Run(study, new CoinOptions(), "a", cancellation: stop.Token));
        Assert.Equal(4, Directory.GetFiles(_folder["store"], "trial.json", SearchOption.AllDirectories).Length);
        Assert.Null(RunFolder.ReadManifest(_folder["a"]).Finished);
        var again = new CoinStudy();
        Assert.NotNull(Run(again, new CoinOptions(), "a").Findings);
        Assert.Equal(4, again.MeasuredTrials);
    }

    [Fact]
    public void A_trial_goes_on_from_its_checkpoint_which_is_gone_when_it_is_done()
    {
        bool fail = true;
        var steps = new List<int>();
        var study = new CoinStudy
        {
            OnMeasure = (trial, context) =>
            {
                if (trial.Seed != 1)
                    return;
                using Stream? checkpoint = context.Context.OpenCheckpoint();
                for (int step = checkpoint?.ReadByte() ?? 0; step < 10; step++)
                {
                    steps.Add(step);
                    context.Context.SaveCheckpoint(stream => stream.WriteByte((byte)(step + 1)));
                    Fail(fail && step == 4);
                }
            },
        };
        Assert.Null(Run(study, new CoinOptions(), "a").Findings);
        fail = false;
        Assert.NotNull(Run(study, new CoinOptions(), "a").Findings);
        Assert.Equal(Enumerable.Range(0, 10), steps);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder["store"], "checkpoints")));
    }

    [Fact]
    public void A_later_trial_reads_an_earlier_ones_artefact()
    {
        string? key = null, read = null;
        var study = new CoinStudy
        {
            OnMeasure = (trial, context) =>
            {
                if (trial.Seed == 1)
                    context.WriteArtefact("weights.dat", stream => stream.Write("heavy"u8));
                else if (key is not null)
                    read = new StreamReader(context.OpenArtefact(key, "weights.dat")).ReadToEnd();
            },
        };
        key = Run(study, new CoinOptions { Throws = 1 }, "a").Manifest.Trials[0];
        Run(study, new CoinOptions { Throws = 2 }, "b");
        Assert.Equal("heavy", read);
    }

    [Fact]
    public void Progress_is_one_json_line_an_event()
    {
        Run(new CoinStudy(), new CoinOptions { Throws = 2 }, "a");
        TrialEvent[] events =
        [
            .. File.ReadLines(Path.Combine(_folder["a"], "progress.jsonl"))
                .Select(line => JsonSerializer.Deserialize<TrialEvent>(line, StudyJson.Compact)!),
        ];
        Assert.Equal(
            [TrialEventKind.Started, TrialEventKind.Finished, TrialEventKind.Started, TrialEventKind.Finished],
            events.Select(e => e.Kind));
    }

    [Fact]
    public void Invalid_options_are_refused_before_anything_is_measured()
    {
        var study = new CoinStudy();
        Assert.Throws<InvalidOptionException>(() => Run(study, new CoinOptions { Throws = 0 }, "a"));
        Assert.Equal(0, study.MeasuredTrials);
    }

    [Fact]
    public void A_reduced_run_names_its_reduction() =>
        Assert.Equal("throws 3 (paper: 8)", Run(new CoinStudy(), new CoinOptions { Throws = 3 }, "a").Findings!.Claims[0].Reduction);

    [Fact]
    public void Permuted_seeds_no_longer_tell_trials_apart()
    {
        RunOutcome outcome = Run(new CoinStudy(), new CoinOptions { Sides = 6 }, "a");
        StudyFindings permuted = new CoinStudy().ConcludeFrom(
            new CoinOptions(), outcome.Tables.With(outcome.Tables["values"].Permute("seed", 1)));
        Assert.NotEqual(outcome.Findings!.Claims[0].Values, permuted.Claims[0].Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_input_of_other_content_but_equal_length_and_time_is_measured_anew(bool isData)
    {
        string file = _folder["model.onnx"];
        CoinStudy study = isData ? new CoinStudy { DataFile = file } : new CoinStudy { InputFile = file };
        foreach (string content in new[] { "weights 1", "weights 2", "weights 1" })
        {
            File.WriteAllText(file, content);
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
            Run(study, new CoinOptions { Throws = 1 }, content + Guid.NewGuid());
        }

        Assert.Equal(2, study.MeasuredTrials);
    }

    [Theory]
    [InlineData("at the start")]
    [InlineData("on the way")]
    public void An_input_that_changes_before_or_while_it_is_measured_is_never_stored(string when)
    {
        string file = _folder["model.onnx"];
        File.WriteAllText(file, "weights 1");
        var study = new CoinStudy
        {
            InputFile = file,
            OnMeasure = (trial, _) => Change(when == "at the start" ? trial.Seed == 1 : trial.Seed == 2),
        };
        RunOutcome outcome = Run(study, new CoinOptions { Throws = 2 }, "a");
        Assert.All(
            outcome.Failures,
            failure =>
                Assert.Matches("changed while it was measured|model.onnx: content changed since the run was planned", failure.Text));
        Assert.Equal(
            when == "at the start" ? 0 : 1, Directory.GetFiles(_folder["store"], "trial.json", SearchOption.AllDirectories).Length);

        void Change(bool now)
        {
            if (!now)
                return;
            File.WriteAllText(file, "weights 2");
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }
    }

    [Fact]
    public void A_run_is_finished_without_an_optional_trial_that_fails_and_tries_it_again_the_next_time()
    {
        bool fails = true;
        var study = new CoinStudy { Optional = trial => trial.Seed == 3, OnMeasure = (trial, _) => Fail(fails && trial.Seed == 3) };
        RunOutcome outcome = Run(study, new CoinOptions(), "a");
        NotMeasured missing = Assert.Single(outcome.Findings!.NotMeasured);
        Assert.Equal(("coin 3", "a bad coin"), (missing.Part, missing.Reason));
        Assert.Equal([missing], outcome.Manifest.NotMeasured);
        Assert.Equal(7, outcome.Tables["values"].Integers("seed").Distinct().Count());
        fails = false;
        Assert.Empty(Run(study, new CoinOptions(), "a").Findings!.NotMeasured);
        Assert.Equal(9, study.MeasuredTrials);
    }

    [Fact]
    public void The_first_full_disk_ends_a_run()
    {
        var study = new CoinStudy
        {
            Optional = _ => true,
            OnMeasure = (trial, _) => throw new InvalidOperationException("writing", new IOException("No space left on device", 28)),
        };
        Assert.Throws<InvalidOperationException>(() => Run(study, new CoinOptions(), "a"));
        Assert.Equal(1, study.MeasuredTrials);
    }

    [Fact]
    public void A_run_is_finished_only_when_its_caller_has_written_the_report()
    {
        RunOutcome outcome = Run(new CoinStudy(), new CoinOptions(), "a");
        Assert.NotNull(outcome.Manifest.Finished);
        Assert.Null(RunFolder.ReadManifest(_folder["a"]).Finished);
    }

    [Fact]
    public void A_first_look_comes_before_the_run_and_shares_its_trials()
    {
        var study = new CoinStudy { Looks = options => [new FirstLook(options with { Throws = 2 }, "Only two coins so far.")] };
        var looks = new List<(RunOutcome Outcome, int Measured)>();
        var observer = new RecordingObserver();
        RunOutcome outcome =
            Run(study, new CoinOptions { Throws = 5 }, "a", observer, look: seen => looks.Add((seen, study.MeasuredTrials)));
        var (look, measured) = Assert.Single(looks);
        Assert.Equal(2, measured);
        Assert.Equal(5, study.MeasuredTrials);
        Assert.Equal((2, 5), (look.Manifest.Trials.Count, outcome.Manifest.Trials.Count));
        Assert.Null(look.Manifest.Finished);
        Assert.NotNull(outcome.Manifest.Finished);
        Assert.Equal("Only two coins so far.", look.Findings!.Warnings[0]);
        Assert.Empty(outcome.Findings!.Warnings);
        Assert.Equal((2, 5), (look.Tables["values"].RowCount / 2, outcome.Tables["values"].RowCount / 2));
        // Each trial is told of once.
        Assert.Equal(5, observer.Events.Count(e => e.Kind is TrialEventKind.Finished or TrialEventKind.Reused));
    }

    [Fact]
    public void There_is_no_first_look_where_everything_is_stored_nor_where_nobody_asks()
    {
        var study = new CoinStudy { Looks = options => [new FirstLook(options with { Throws = 1, Sides = 6 }, "One so far.")] };
        Run(study, new CoinOptions { Throws = 3 }, "a");
        Assert.Equal(3, study.MeasuredTrials);
        Run(study, new CoinOptions { Throws = 3 }, "b", look: _ => Assert.Fail("everything is there"));
        Assert.Equal(3, study.MeasuredTrials);
        Run(study, new CoinOptions { Throws = 4 }, "c", look: _ => { });
        Assert.Equal(5, study.MeasuredTrials);
    }

    [Fact]
    public void A_second_look_soon_after_the_first_is_measured_and_not_told()
    {
        var study = new CoinStudy
        {
            Looks = options => [.. new[] { 1, 2 }.Select(throws => new FirstLook(options with { Throws = throws }, $"{throws} so far."))],
        };
        var told = new List<string>();
        Run(study, new CoinOptions { Throws = 3 }, "a", look: seen => told.Add(seen.Findings!.Warnings[0]));
        Assert.Equal(["1 so far."], told);
        Assert.Equal(3, study.MeasuredTrials);
    }

    [Fact]
    public void What_only_a_look_missed_the_run_does_not_miss()
    {
        var study = new CoinStudy
        {
            Optional = trial => trial.Sides == 3,
            OnMeasure = (trial, _) => Fail(trial is { Sides: 3, Seed: 2 }),
            Looks = options => [new FirstLook(options with { Sides = 3 }, "Three sides so far.")],
        };
        RunOutcome? look = null;
        RunOutcome outcome = Run(study, new CoinOptions { Throws = 2 }, "a", look: seen => look = seen);
        Assert.Single(look!.Findings!.NotMeasured);
        Assert.Empty(outcome.Findings!.NotMeasured);
        Assert.Empty(outcome.Manifest.NotMeasured);
    }

    [Fact]
    public void A_plan_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var planning = new ManualResetEventSlim();
        var study = new CoinStudy { Optional = _ => true, OnPlan = () => Hang(planning) };
        Task<RunOutcome> run = Task.Run(
            () => Run(study, new CoinOptions(), "a", cancellation: stop.Token),
            TestContext.Current.CancellationToken);
        planning.Wait(TestContext.Current.CancellationToken);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => run.GetAwaiter().GetResult());

        static void Hang(ManualResetEventSlim planning)
        {
            planning.Set();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private RunOutcome Run(
        CoinStudy study, CoinOptions options, string name, IRunObserver? observer = null, Action<RunOutcome>? look = null,
        CancellationToken cancellation = default)
    {
        RunManifest manifest = Manifests.Of(study, options);
        using RunFolder folder = RunFolder.Open(_folder[name], manifest);
        var environment = new RunEnvironment { Store = _folder["store"] };
        return new StudyRun(study, options, environment, new InProcessRunner()).Execute(
            folder, manifest, observer ?? new RecordingObserver(), cancellation, look);
    }

    private static void Fail(bool condition)
    {
        if (condition)
            throw new InvalidOperationException("a bad coin");
    }

    private static void StopAt(CoinTrial trial, Recorder context, CancellationTokenSource stop)
    {
        if (trial.Seed != 5)
            return;
        stop.Cancel();
        context.Cancellation.ThrowIfCancellationRequested();
    }
}
