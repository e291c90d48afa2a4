using System.Diagnostics;
using Overtone.Models;

namespace Overtone.Fuzz.Opening;

/// <summary>
/// Opens models in a child process that is started again when one ends it. Such a model then goes the way that a user's does, through
/// <see cref="ClassifierFile.Probe"/>, which must refuse it in a sentence.
/// </summary>
internal sealed class OpeningProcess
{
    private const long MostMemory = 2L << 30;

    // libtorch keeps what it loaded.
    private const int ModelsPerProcess = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Watch = TimeSpan.FromMilliseconds(20);

    private Process? _process;
    private int _opened;

    /// <summary>How often a model ended the child.</summary>
    public int Deaths { get; private set; }

    public void Open(string path)
    {
        if (Ask(path) is not { } answer)
        {
            Deaths++;
            ClassifierFile.Probe(path, options: OpeningProgram.Options, limits: new ProbeLimits { Memory = MostMemory, Time = Patience });
            return;
        }

        if (answer.Refusal is [var file, var field, var found, var expected])
            throw new ModelFormatException(file, field, found, expected);
        if (answer.Error is { } error)
            throw new InvalidOperationException(error);
    }

    public void End()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    private OpeningAnswer? Ask(string path)
    {
        if (_process is null || ++_opened % ModelsPerProcess == 0)
        {
            End();
            _process = Start();
        }

        try
        {
            _process.StandardInput.WriteLine(path);
            _process.StandardInput.Flush();
            if (Answer(_process) is { } answer)
                return answer;
        }
        catch (IOException)
        {
            // It has ended.
        }

        End();
        return null;
    }

    private static OpeningAnswer? Answer(Process process)
    {
        var time = Stopwatch.StartNew();
        while (true)
        {
            Task<string?> line = process.StandardOutput.ReadLineAsync();
            while (!line.Wait(Watch))
            {
                process.Refresh();
                if (time.Elapsed > Patience || process.HasExited || process.WorkingSet64 > MostMemory)
                    return null;
            }

            if (line.Result is null)
                return null;
            if (OpeningAnswer.Of(line.Result) is { } answer)
                return answer;
        }
    }

    private static Process Start()
    {
        // The program itself, also where the runtime was started with it.
        bool isRuntime = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (isRuntime)
            start.ArgumentList.Add(typeof(OpeningProcess).Assembly.Location);
        start.ArgumentList.Add("--opening");
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
