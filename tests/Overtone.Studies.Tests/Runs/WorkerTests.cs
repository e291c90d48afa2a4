using System.Text.Json;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public sealed class WorkerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_worker_measures_what_it_is_given_and_ends_with_its_input()
    {
        var study = new CoinStudy();
        WorkerMessage[] messages = Serve(study, [.. Plan(study, 3)]);
        Assert.Equal(3, messages.Count(m => m.Kind == TrialEventKind.Finished));
        Assert.Equal(3, Directory.GetFiles(_folder["store"], "trial.json", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_failure_is_one_line_for_people_and_a_stack_trace_for_the_log()
    {
        var study = new CoinStudy { OnMeasure = (_, _) => throw new InvalidOperationException("a bad coin\nframe 1\nframe 2") };
        WorkerMessage message = Assert.Single(Serve(study, [.. Plan(study, 1)]));
        Assert.Equal((TrialEventKind.Failed, "a bad coin"), (message.Kind, message.Text));
        Assert.Contains(nameof(WorkerTests), message.Details);
    }

    [Fact]
    public void A_trial_that_another_process_measures_is_waited_for_and_not_repeated()
    {
        var study = new CoinStudy();
        Trial trial = Plan(study, 1)[0];
        var store = new TrialStore(_folder["store"]);
        var executor = new TrialExecutor(study, store, new RunEnvironment { Store = _folder["store"] });
        using FileLock other = store.TryLock(trial.Key)!;
        var waiting = new ManualResetEventSlim();
        var second = new Thread(() => executor.Execute(trial, (_, _, text) => waiting.Set(), default));
        second.Start();
        Assert.True(waiting.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        using (TrialWriter writer = store.Begin(trial))
            writer.Commit();
        other.Dispose();
        second.Join();
        Assert.Equal(0, study.MeasuredTrials);
    }

    private static int Ends(string messages) => messages.Split('\n').Count(line => line.Contains("finished") || line.Contains("failed"));

    private IReadOnlyList<Trial> Plan(CoinStudy study, int throws) =>
        study.PlanTrials(
            new CoinOptions { Throws = throws },
            new RunEnvironment { Store = _folder["store"] },
            new InputChecksums(_folder["checksums.json"], default),
            []);

    private WorkerMessage[] Serve(CoinStudy study, params object[] trials)
    {
        var lines = trials
            .Prepend(new WorkerStart("coin", new RunEnvironment { Store = _folder["store"] }))
            .Select(o => JsonSerializer.Serialize(o, o.GetType(), StudyJson.Compact));
        // The input stays open until the trials are done: its end is the signal to stop.
        using var output = new StringWriter();
        using var input = new LingeringReader(string.Join('\n', lines) + "\n", () => Ends(output.ToString()) == trials.Length);
        Worker.Serve([study], input, output);
        return [
            .. output
                .ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<WorkerMessage>(line, StudyJson.Compact)!),
        ];
    }
}
