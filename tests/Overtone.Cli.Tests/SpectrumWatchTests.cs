using System.Diagnostics;
using Overtone.Data;
using Overtone.Hosting;
using Overtone.Tests;

namespace Overtone.Cli.Tests;

/// <summary>
/// <c>overtone spectrum --watch</c> beside a training: it begins before there is anything, waits for what is half-written, measures every
/// snapshot once, and ends by Ctrl-C.
/// </summary>
public sealed class SpectrumWatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_folder_is_followed_from_before_the_training_begins_until_someone_stops_it()
    {
        ControlC.SkipUnlessHeard();
        using Process watch = _program.Start(["spectrum", "data", "--watch", "--out", "run", "--jobs", "1", "--methods", "projection"]);
        var said = new List<string>();
        watch.ErrorDataReceived += (_, line) =>
        {
            lock (said)
                said.Add(line.Data ?? "");
        };
        watch.BeginErrorReadLine();
        _ = watch.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        bool Said(string text)
        {
            lock (said)
                return said.Any(line => line.Contains(text, StringComparison.Ordinal));
        }

        Until(() => Said("data: waiting for the folder"));
        SavedArrays.Classifier(Data(""), samples: 40, classes: 3, 0);
        Until(() => Said("waiting for 2 prediction files; 1 so far"));
        SavedArrays.Classifier(Data("other"), samples: 40, classes: 3, 0, 7, 9);
        File.Copy(Data("other/0007.npy"), Data("0007.npy"));
        Until(() => Steps() is ["0", "7"]);

        byte[] last = File.ReadAllBytes(Data("other/0009.npy"));
        File.WriteAllBytes(Data("0009.npy"), last[..200]);
        Until(() => Said($"0009.npy: incomplete, 200 of {last.Length} bytes for 5 seconds; waiting for the rest"));
        Assert.Equal(["0", "7"], Steps());
        Dictionary<string, DateTime> before = _program.Stored("store").ToDictionary(trial => trial, File.GetLastWriteTimeUtc);
        File.WriteAllBytes(Data("0009.npy"), last);
        Until(() => Steps() is ["0", "7", "9"]);

        // One more trial; none of the others was measured again.
        Assert.Equal(before.Count + 1, _program.Stored("store").Length);
        Assert.All(before, trial => Assert.Equal(trial.Value, File.GetLastWriteTimeUtc(trial.Key)));

        ControlC.Send(watch);
        Assert.True(watch.WaitForExit(Patience));
        Assert.Equal(ExitCode.Interrupted, watch.ExitCode);
        Assert.True(Said("Finished trials are kept"));
        Assert.Equal(["0", "7", "9"], Steps());
        Assert.True(File.Exists(Path.Combine(_program.Folder, "run", "report.html")));
    }

    [Fact]
    public void A_prediction_that_is_overwritten_is_measured_again()
    {
        ControlC.SkipUnlessHeard();
        string training = Path.Combine(Cases.Data, "overwritten-snapshots");
        Directory.CreateDirectory(Data(""));
        foreach (string name in (string[])["x.npy", "y.npy", "0000.npy", "0010.npy"])
            File.Copy(Path.Combine(training, name), Data(name));
        using Process watch = _program.Start(
            ["spectrum", "data", "--watch", "--quiet", "--out", "run", "--jobs", "1", "--methods", "projection"]);
        _ = watch.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string report = Path.Combine(_program.Folder, "run", "report.html");
        Until(() => File.Exists(report));
        string[] before = Errors();

        // Written in place, as numpy.save does it.
        File.WriteAllBytes(Data("0010.npy"), File.ReadAllBytes(Path.Combine(training, "0100.npy")));
        Until(() => Errors() is { Length: > 0 } now && !now.SequenceEqual(before));
        Assert.Equal(["0", "10"], Steps());

        ControlC.Send(watch);
        Assert.True(watch.WaitForExit(Patience));
        Assert.Equal(ExitCode.Interrupted, watch.ExitCode);
    }

    [Fact]
    public void Arrays_that_do_not_grow_are_not_followed()
    {
        SavedArrays.Classifier(Data(""), samples: 40, classes: 3, 0, 1);
        NpyWriter.Write<double>(Data("steps.npy"), [0, 1], 2);
        CommandLine.Result result = _program.Run("spectrum data --watch --quiet --out run");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("steps.npy: file: found one with --watch, expected none", result.Error);
    }

    private string Data(string name) => Path.Combine(_program.Folder, "data", name);

    // The steps in the report's table; nothing while it is being replaced.
    private string[] Steps()
    {
        string table = Path.Combine(_program.Folder, "run", "tables", "snapshots.csv");
        return File.Exists(table) ? [.. File.ReadAllLines(table).Skip(1).Select(line => line.Split(',')[0])] : [];
    }

    // The spectrum's errors; nothing while the table is being replaced.
    private string[] Errors()
    {
        string table = Path.Combine(_program.Folder, "run", "tables", "snapshots.csv");
        return File.Exists(table) ? File.ReadAllLines(table) : [];
    }

    private static void Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, "waited in vain");
            Thread.Sleep(100);
        }
    }
}
