using System.Diagnostics;

namespace Overtone.Cli.Tests;

/// <summary>
/// A run that is killed again and again while it measures: what it had finished stays as it was, and each time more is finished.
/// </summary>
/// <param name="program">The program, in its folder.</param>
/// <param name="command">The command, but for its store and its folder.</param>
/// <param name="name">What its store and its folder are called.</param>
internal sealed class KilledRun(CommandLine program, string command, string name)
{
    private const int MostLines = 6;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly string _progress = Path.Combine(program.Folder, name, "progress.jsonl");
    private Dictionary<string, DateTime> _finished = [];

    private string Command => $"{command} --store store-{name} --out {name}";

    private string[] Stored => program.Stored($"store-{name}");

    /// <summary>Kills it at moments that differ: after one more trial was finished, and then so many more lines of its progress.</summary>
    public void Kill(int times, Random random)
    {
        for (int kill = 0; kill < times; kill++)
        {
            using Process process = program.Start(Command.Split(' '));
            Until(process, () => Stored.Length > _finished.Count);
            int lines = Lines() + random.Next(MostLines);
            Until(process, () => Lines() >= lines);
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            RequireKept();
            Assert.True(Stored.Length > _finished.Count, $"nothing more was finished before kill {kill}");
            _finished = Stored.ToDictionary(trial => trial, File.GetLastWriteTimeUtc);
        }
    }

    /// <summary>Lets it go on to its end, and requires that it measured again nothing that it had finished.</summary>
    public void Finish()
    {
        program.Succeed(Command);
        RequireKept();
        Assert.True(Stored.Length > _finished.Count, "the last kill came when everything was finished");
    }

    private void RequireKept() => Assert.All(_finished, trial => Assert.Equal(trial.Value, File.GetLastWriteTimeUtc(trial.Key)));

    private int Lines() => File.Exists(_progress) ? File.ReadLines(_progress).Count() : 0;

    private static void Until(Process process, Func<bool> condition)
    {
        while (!condition() && !process.HasExited)
            Thread.Sleep(Poll);
    }
}
