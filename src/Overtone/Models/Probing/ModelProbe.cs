using System.Diagnostics;
using System.Text.Json;

namespace Overtone.Models;

/// <summary>
/// Tries a model in a process of its own. Where libtorch finds something that it did not expect, it ends its process, whatever is caught
/// around the call; and a small file may ask for all memory there is. Both happen to that process, and are told here in one sentence.
/// </summary>
internal sealed class ModelProbe : IDisposable
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(20);

    private readonly ProbeRequest _request;
    private readonly ProbeLimits _limits;
    private readonly long _memory;
    private readonly Process _process;
    private readonly ProbeOutput _output;

    private ModelProbe(ProbeRequest request, ProbeLimits limits, long bytes)
    {
        (_request, _limits, _memory) = (request, limits, limits.MemoryFor(bytes));
        _process = Process.Start(ProbeCommand.Create())!;
        _output = new ProbeOutput(_process);
    }

    /// <summary>Tries a model.</summary>
    /// <inheritdoc cref="ClassifierFile.Probe"/>
    internal static ProbeResult Run(ProbeRequest request, ProbeLimits limits, CancellationToken cancellation)
    {
        long bytes = ClassifierFile.FilesOf(request.File).Sum(file => new FileInfo(file).Length);
        using var probe = new ModelProbe(request, limits, bytes);
        return probe.Wait(cancellation);
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private ProbeResult Wait(CancellationToken cancellation)
    {
        Ask();
        var watch = Stopwatch.StartNew();
        while (!_output.IsEnded.Wait(Watch, cancellation))
        {
            if (MemoryOf(_process) > _memory)
                return End($"more than {Gibibytes(_memory)} of memory", "a model that needs less", "raise the memory limit if you "
                    + "trust it");
            if (watch.Elapsed > _limits.Time)
                return End(
                    $"no answer within {_limits.Time.TotalSeconds:0} seconds",
                    "a model that responds sooner",
                    "raise the time limit if you trust it");
        }

        _process.WaitForExit();
        ProbeAnswer? last = _output.Last;
        if (last?.Fault is { } fault)
            throw new ModelFormatException(fault.File, fault.Field, fault.Found, fault.Expected);
        if (last is { Stage: ProbeStage.Usable, Result: { } result })
            return result;
        string words = _output.LastWords is { Length: > 0 } text ? $"\"{text}\", after which" : "that";
        return End($"{words} {Library} ended its process (exit code {_process.ExitCode})", $"a model that {Library} can run");
    }

    // A model that fails only where gradients are asked for can be used without them.
    private ProbeResult End(string found, string expected, string? advice = null) =>
        _output.Last is { Stage: ProbeStage.Differentiating, Result: { } result }
            ? result with
            {
                GradientFault = $"gradient: found {found}",
            }
            : throw new ModelFormatException(_request.File, "opening", found, advice is null ? expected : $"{expected}; {advice}");

    private string Library => ClassifierFile.IsTorchScript(_request.File) ? "libtorch" : "ONNX Runtime";

    private void Ask()
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(_request, ProbeRequest.Json));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended; its exit code tells.
        }
    }

    private static string Gibibytes(long bytes) => $"{(double)bytes / (1L << 30):0.#} GiB";

    private static long MemoryOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
