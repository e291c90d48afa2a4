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
    private readonly LastWords _lastWords = new();
    private readonly ManualResetEventSlim _isSilent = new();

    public WorkerProcess(ProcessStartInfo start, WorkerStart first, Action<string> logError)
    {
        _logError = logError;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start) ?? throw new WorkerEndedException($"{start.FileName}: the worker process did not start");
        _process.ErrorDataReceived += (_, e) => KeepError(e.Data);
        _process.BeginErrorReadLine();
        Send(first);
    }

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Has one trial measured.</summary>
    /// <exception cref="WorkerEndedException">The worker ended before the trial did.</exception>
    /// <exception cref="IOException">The trial met a fault that every other trial would meet.</exception>
    public void Measure(Trial trial, Action<TrialEvent> observe, CancellationToken cancellation)
    {
        using CancellationTokenRegistration stop = cancellation.Register(End);
        Send(trial);
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (Read(line) is not { } message)
                continue;
            if (message.Details is { } details)
                _logError(details);
            if (message.EndsRun)
                throw new IOException(message.Text);
            observe(TrialEvent.Now(trial, message.Kind, message.Fraction, message.Text));
            if (message.Kind is TrialEventKind.Finished or TrialEventKind.Failed)
                return;
        }

        if (!cancellation.IsCancellationRequested)
            throw new WorkerEndedException(Obituary(trial));
    }

    /// <summary>Tells it to end, without waiting for it.</summary>
    public void End()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It has ended already, or was closed before.
        }
    }

    public void Dispose()
    {
        End();
        if (!_process.WaitForExit(StopGrace))
            _process.Kill();
        _process.Dispose();
    }

    // Native libraries print to the same output.
    private WorkerMessage? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkerMessage>(line, StudyJson.Compact);
        }
        catch (JsonException)
        {
            KeepError(line);
            return null;
        }
    }

    private void Send<T>(T message)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(message, StudyJson.Compact));
            _process.StandardInput.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The run is being stopped, or the worker has ended, which shows where it is listened to.
        }
    }

    private string Obituary(Trial trial)
    {
        _process.WaitForExit(StopGrace);
        // What it printed arrives on its own.
        _isSilent.Wait(StopGrace);
        string ending = _process.HasExited ? ProcessEnding.Describe(_process.ExitCode) : "closed its output";
        string inputs = trial.Inputs.Count switch
        {
            0 => "",
            1 => $" over {trial.Inputs[0].Name}",
            2 => $" over {trial.Inputs[0].Name} and {trial.Inputs[1].Name}",
            _ => $" over {trial.Inputs[0].Name} and {trial.Inputs.Count - 1} other files",
        };
        string words = _lastWords.Text is { Length: > 0 } text ? $": \"{text}\"" : "";
        return $"the worker process {ending}{inputs}{words}";
    }

    private void KeepError(string? line)
    {
        if (line is null)
            _isSilent.Set();
        if (string.IsNullOrWhiteSpace(line))
            return;
        _logError(line);
        _lastWords.Add(line);
    }
}
