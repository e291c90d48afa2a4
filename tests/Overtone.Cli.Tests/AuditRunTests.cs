using System.Diagnostics;

namespace Overtone.Cli.Tests;

/// <summary>An audit end to end: killed at random moments and resumed, whatever the number of jobs, its tables have the same bytes.</summary>
public sealed class AuditRunTests : IDisposable
{
    private const int Kills = 4;
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_killed_audit_loses_and_repeats_nothing_and_ends_with_the_same_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kills process groups with a Linux tool");
        string model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "digits.onnx");
        string audit = $"run audit --model {model} --data digits --images 100 --norm 2 --batch-size 16 --corruptions gaussian_noise,frost,contrast --quiet";
        _program.Succeed($"{audit} --jobs 1 --store s1 --out undisturbed");
        foreach (int jobs in new[] { 1, 2 })
        {
            string store = $"killed-{jobs}", command = $"{audit} --jobs {jobs} --store {store} --out {store}";
            Dictionary<string, DateTime> finished = KillAtRandomMoments(command, store, new Random(jobs));
            CommandLine.Result result = _program.Succeed(command);
            Assert.All(finished, trial => Assert.Equal(trial.Value, File.GetLastWriteTimeUtc(trial.Key)));
            _program.AssertSameTables("undisturbed", store);
        }
    }

    // What had been finished, and when; nothing of it may be lost or measured again. Each time something more is finished before the kill.
    private Dictionary<string, DateTime> KillAtRandomMoments(string command, string store, Random random)
    {
        var finished = new Dictionary<string, DateTime>();
        for (int kill = 0; kill < Kills; kill++)
        {
            using (Process process = _program.Start(command.Split(' ')))
            {
                while (!process.HasExited && _program.Stored(store).Length <= finished.Count)
                    Thread.Sleep(10);
                Thread.Sleep(random.Next(500));
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            Assert.All(finished, trial => Assert.Equal(trial.Value, File.GetLastWriteTimeUtc(trial.Key)));
            finished = _program.Stored(store).ToDictionary(trial => trial, File.GetLastWriteTimeUtc);
        }

        Assert.NotEmpty(finished);
        return finished;
    }
}
