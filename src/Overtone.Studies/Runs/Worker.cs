using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Overtone.Studies.Runs;

/// <summary>
/// The other end of <see cref="WorkerPool"/>: reads trials from its input, one JSON line each, measures them and writes what happens to its
/// output. It stops when its input ends, and so never outlives the process that started it, even when that one is killed.
/// </summary>
internal static class Worker
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Serves trials until the input ends.</summary>
    /// <param name="studies">The studies this program knows.</param>
    /// <param name="input">Where trials come from.</param>
    /// <param name="output">Where messages go.</param>
    /// <returns>The exit code: 0.</returns>
    /// <exception cref="InvalidDataException">The first line names no known study.</exception>
    public static int Serve(IReadOnlyList<Study> studies, TextReader input, TextWriter output)
    {
        // Ctrl-C reaches the whole process group; the worker waits for its input to end, so that it can still save a checkpoint.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        WorkerStart start = Deserialize<WorkerStart>(input.ReadLine() ?? "null");
        Study study = studies.FirstOrDefault(s => s.Id == start.Study)
            ?? throw new InvalidDataException($"This worker does not know the study '{start.Study}'.");

        using var stop = new CancellationTokenSource();
        using var trials = new BlockingCollection<Trial>();
        var reader = new Thread(() => ReadAll(input, trials, stop)) { IsBackground = true };
        reader.Start();
        var executor = new TrialExecutor(study, new TrialStore(start.Environment.Store), start.Environment);
        foreach (Trial trial in trials.GetConsumingEnumerable())
        {
            if (stop.IsCancellationRequested)
                break;
            Measure(executor, trial, output, stop.Token);
        }

        return 0;
    }

    private static void Measure(TrialExecutor executor, Trial trial, TextWriter output, CancellationToken cancellation)
    {
        var sinceReport = Stopwatch.StartNew();
        void Report(TrialEventKind kind, double fraction, string text)
        {
            if (kind == TrialEventKind.Progress && sinceReport.Elapsed < ReportInterval)
                return;
            sinceReport.Restart();
            Send(output, new WorkerMessage(kind, fraction, text));
        }

        try
        {
            executor.Execute(trial, Report, cancellation);
            Send(output, new WorkerMessage(TrialEventKind.Finished, 1, ""));
        }
        catch (OperationCanceledException)
        {
            Send(output, new WorkerMessage(TrialEventKind.Failed, 0, "stopped"));
        }
        catch (Exception e)
        {
            IOException? storage = StorageFault.In(e);
            Send(output, new WorkerMessage(TrialEventKind.Failed, 0, FirstLine((storage ?? e).Message), e.ToString(), storage is not null));
        }
    }

    // Messages of native libraries go on with a stack trace; it belongs in the error log.
    private static string FirstLine(string message) => message.Split('\n')[0].Trim();

    private static void ReadAll(TextReader input, BlockingCollection<Trial> trials, CancellationTokenSource stop)
    {
        while (input.ReadLine() is { } line)
            trials.Add(Deserialize<Trial>(line));
        stop.Cancel();
        trials.CompleteAdding();
    }

    private static T Deserialize<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, StudyJson.Compact) ?? throw new InvalidDataException($"expected a {typeof(T).Name} as JSON, "
            + $"found {line}");

    private static void Send(TextWriter output, WorkerMessage message)
    {
        try
        {
            output.WriteLine(JsonSerializer.Serialize(message, StudyJson.Compact));
            output.Flush();
        }
        catch (IOException)
        {
            // Nobody listens any more; the input will end next.
        }
    }
}
