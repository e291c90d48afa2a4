using System.Diagnostics;
using System.Text.Json;

namespace Overtone.Studies.Runs;

/// <summary>One worker process, as the pool sees it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // Long enough to save a checkpoint of any trial.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Action<string> _logError;
    private readonly Queue<string> _lastErrors = [];

    public WorkerProcess(ProcessStartInfo start, WorkerStart first, Action<string> logError)
    {
        _logError = logError;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start) ?? throw new IOException($"{start.FileName}: the worker process did not start");
        _process.ErrorDataReceived += (_, e) => KeepError(e.Data);
        _process.BeginErrorReadLine();
        Send(first);
    }

    /// <summary>Has one trial measured.</summary>
    /// <exception cref="IOException">The worker ended before the trial did.</exception>
    public void Measure(Trial trial, Action<TrialEvent> observe, CancellationToken cancellation)
    {
        using CancellationTokenRegistration stop = cancellation.Register(_process.StandardInput.Close);
        Send(trial);
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            WorkerMessage message = JsonSerializer.Deserialize<WorkerMessage>(line, StudyJson.Compact)!;
            if (message.Details is { } details)
                _logError(details);
            observe(TrialEvent.Now(trial, message.Kind, message.Fraction, message.Text));
            if (message.Kind is TrialEventKind.Finished or TrialEventKind.Failed)
                return;
        }

        if (!cancellation.IsCancellationRequested)
            throw new IOException(Obituary());
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!_process.WaitForExit(StopGrace))
            _process.Kill();
        _process.Dispose();
    }

    private void Send<T>(T message)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(message, StudyJson.Compact));
            _process.StandardInput.Flush();
        }
        catch (ObjectDisposedException)
        {
            // The run is being stopped.
        }
    }

    private string Obituary()
    {
        _process.WaitForExit(StopGrace);
        string ending = _process.HasExited ? $"exit code {_process.ExitCode}" : "no exit code";
        lock (_lastErrors)
            return $"the worker process ended in the middle of the trial ({ending}){string.Concat(_lastErrors.Select(line => "; " + line))}";
    }

    private void KeepError(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        _logError(line);
        lock (_lastErrors)
        {
            _lastErrors.Enqueue(line.Trim());
            if (_lastErrors.Count > 3)
                _lastErrors.Dequeue();
        }
    }
}
