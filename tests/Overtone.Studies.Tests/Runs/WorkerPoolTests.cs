using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

/// <summary>What a run makes of workers that misbehave; the workers are shell scripts.</summary>
public sealed class WorkerPoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<TrialEvent> _events = [];
    private readonly List<string> _errors = [];
    private readonly RunEnvironment _environment;

    public WorkerPoolTests()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        _environment = new RunEnvironment { Store = _folder["store"] };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_worker_that_is_aborted_fails_its_trial_says_over_which_input_and_is_replaced()
    {
        Run("echo \"terminate called\" >&2; echo \"  what():  tensor of 226 GB\" >&2; kill -ABRT $$", trials: 3);
        string[] failures = [.. _events.Where(e => e.Kind == TrialEventKind.Failed).Select(e => e.Text)];
        Assert.Equal(Enumerable.Repeat("the worker process was aborted (SIGABRT) over model.pt: \"tensor of 226 GB\"", 3), failures);
        Assert.Contains("terminate called", _errors);
    }

    [Fact]
    public void What_a_library_prints_is_no_message()
    {
        Run($"echo 'a library says hello'; echo '{Message(TrialEventKind.Finished)}'; read next", trials: 1);
        Assert.Equal([TrialEventKind.Started, TrialEventKind.Finished], _events.Select(e => e.Kind));
        Assert.Equal(["a library says hello"], _errors);
    }

    [Fact]
    public void The_first_full_disk_ends_all_workers()
    {
        string full = Message(TrialEventKind.Failed, "No space left on device : /store/x", endsRun: true);
        var error = Assert.Throws<IOException>(() => Run($"echo '{full}'; read next", trials: 20, jobs: 2));
        Assert.Equal("No space left on device : /store/x", error.Message);
        Assert.InRange(_events.Count(e => e.Kind == TrialEventKind.Started), 1, 2);
    }

    [Fact]
    public void An_error_of_whoever_follows_is_thrown_where_the_run_is_joined()
    {
        string finished = Message(TrialEventKind.Finished);
        var error = Assert.Throws<IOException>(() =>
            Run(
                $"while true; do echo '{finished}'; read next || exit; done",
                trials: 10,
                jobs: 2,
                observe: e => throw new IOException("progress.jsonl: no space")));
        Assert.Equal("progress.jsonl: no space", error.Message);
    }

    [Fact]
    public void An_error_log_that_cannot_be_written_ends_the_run()
    {
        string finished = Message(TrialEventKind.Finished);
        var error = Assert.Throws<IOException>(() =>
            Run(
                $"echo oh >&2; while true; do sleep 0.2; echo '{finished}'; read next || exit; done",
                trials: 200,
                logError: _ => throw new IOException("errors.log: no space")));
        Assert.Equal("errors.log: no space", error.Message);
    }

    [Fact]
    public void Workers_stay_for_the_next_round_unless_they_ended_and_leave_with_the_pool()
    {
        string starts = _folder["starts"], ends = _folder["ends"];
        string work = $"while true; do echo '{Message(TrialEventKind.Finished)}'; read next || break; done; echo $$ >> '{ends}'";
        using (WorkerPool pool = Pool($"echo $$ >> '{starts}'; {work}"))
        {
            Run(pool, trials: 3);
            Run(pool, trials: 2);
            Assert.Single(File.ReadLines(starts));
            Process.GetProcessById(int.Parse(File.ReadLines(starts).Single(), CultureInfo.InvariantCulture)).Kill();
            SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{File.ReadLines(starts).Single()}"), TimeSpan.FromSeconds(10));
            Run(pool, trials: 2);
            Assert.Equal(2, File.ReadLines(starts).Count());
            Assert.False(File.Exists(ends));
        }

        Assert.Equal(7, _events.Count(e => e.Kind == TrialEventKind.Finished));
        Assert.Equal(File.ReadLines(starts).Last(), File.ReadLines(ends).Single());
    }

    [Fact]
    public void Another_environment_gets_workers_of_its_own()
    {
        string starts = _folder["starts"];
        string work = $"while true; do echo '{Message(TrialEventKind.Finished)}'; read next || exit; done";
        using WorkerPool pool = Pool($"echo $$ >> '{starts}'; {work}");
        Run(pool, trials: 1, new RunEnvironment { Store = _folder["one"] });
        Run(pool, trials: 1, new RunEnvironment { Store = _folder["other"] });
        Assert.Equal(2, File.ReadLines(starts).Count());
    }

    private static string Message(TrialEventKind kind, string text = "", bool endsRun = false) =>
        JsonSerializer.Serialize(new WorkerMessage(kind, 1, text, EndsRun: endsRun), StudyJson.Compact);

    private void Run(string script, int trials, int jobs = 1, Action<TrialEvent>? observe = null, Action<string>? logError = null)
    {
        using WorkerPool pool = Pool(script, jobs, logError);
        Run(pool, trials, observe: observe);
    }

    private WorkerPool Pool(string script, int jobs = 1, Action<string>? logError = null)
    {
        return new WorkerPool(Shell, jobs, logError ?? _errors.Add);

        // The first line is the study, the second the first trial.
        ProcessStartInfo Shell() => new("/bin/bash", ["-c", $"read study; read trial; {script}"]) { UseShellExecute = false };
    }

    private void Run(WorkerPool pool, int trials, RunEnvironment? environment = null, Action<TrialEvent>? observe = null)
    {
        string model = _folder["model.pt"];
        File.WriteAllText(model, "weights");
        var study = new CoinStudy { InputFile = model };
        environment ??= _environment;
        IReadOnlyList<Trial> planned = study.PlanTrials(
            new CoinOptions { Throws = trials }, environment, new InputChecksums(_folder["c.json"], default), []);
        pool.Run(study, planned, environment, observe ?? _events.Add, TestContext.Current.CancellationToken);
    }
}
