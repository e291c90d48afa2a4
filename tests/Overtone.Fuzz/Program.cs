using System.Diagnostics;
using System.Text.RegularExpressions;
using Overtone.Fuzz;
using Overtone.Fuzz.Kinds;
using Overtone.Fuzz.Mutation;
using Overtone.Fuzz.Opening;

const int MostMebibytes = 1024;
if (args is ["--opening"])
    return OpeningProgram.Serve();
FuzzOptions options;
InputKind[] kinds;
try
{
    if (args is ["--help"])
    {
        Console.WriteLine(FuzzOptions.Usage);
        return 0;
    }

    options = FuzzOptions.Parse(args);
    kinds = KindList.Of(options.Kinds);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine($"{error.Message}\n\n{FuzzOptions.Usage}");
    return 2;
}

// Where the process itself dies, the mutant that killed it is still there.
string scratch = options.Keep is { } keep ? Path.Combine(keep, "current") : Directory.CreateTempSubdirectory("overtone-fuzz-").FullName;
var tally = new Tally();
var told = new HashSet<string>(StringComparer.Ordinal);
var refusals = new SortedSet<string>(StringComparer.Ordinal);
var time = Stopwatch.StartNew();
using var watchdog = new Watchdog();
foreach (InputKind kind in kinds)
{
    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(scratch, kind.Name, kind.File))!);
    kind.Prepare(Path.Combine(scratch, kind.Name));
    // A kind whose sample is refused would find nothing.
    File.WriteAllBytes(Path.Combine(scratch, kind.Name, kind.File), kind.Seeds[0]);
    kind.Read(Path.Combine(scratch, kind.Name));
}

for (int number = 0; number < options.Count && time.Elapsed.TotalSeconds < options.Seconds; number++)
{
    InputKind kind = kinds[number % kinds.Length];
    byte[] mutant = Mutator.Mutate(kind, options.Seed, number);
    string folder = Path.Combine(scratch, kind.Name);
    File.WriteAllBytes(Path.Combine(folder, kind.File), mutant);
    (bool ended, Exception? error) = watchdog.Run(() => kind.Read(folder), kind.Patience);
    (Outcome outcome, string reason) = ended ? Judge.Of(error, kind.QuotesLibraries)
        : (Outcome.Hang, $"no end after {kind.Patience.TotalSeconds:0} s");
    tally.Add(kind.Name, outcome);
    if (outcome == Outcome.Refused && options.Keep is not null)
        refusals.Add($"{kind.Name}: {Regex.Replace(reason.Replace(folder, "", StringComparison.Ordinal), "[0-9]+", "0")}");
    if (outcome is Outcome.Unclear or Outcome.Hang)
        Tell(kind, number, mutant, reason);
}

ChildKinds.Process.End();
tally.Write(Console.Out);
double peak = Tally.PeakMebibytes();
Console.WriteLine($"{tally.Total} mutants in {time.Elapsed.TotalSeconds:0} s, seed {options.Seed}, {tally.Faults} faults, "
    + $"{ChildKinds.Process.Deaths} child processes ended by a model, {peak:0} MiB at most");
if (options.Keep is null)
    Directory.Delete(scratch, recursive: true);
else
    File.WriteAllLines(Path.Combine(options.Keep, "refusals.txt"), refusals);
if (peak > MostMebibytes)
    Console.Error.WriteLine($"memory: found {peak:0} MiB, expected at most {MostMebibytes}");
return tally.Faults == 0 && peak <= MostMebibytes ? 0 : 1;

// Each fault once, as far as its words and its place tell.
void Tell(InputKind kind, int number, byte[] mutant, string reason)
{
    string[] lines = reason.Split('\n');
    string? frame = lines.FirstOrDefault(line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    if (!told.Add($"{kind.Name} {lines[0].Split(": ")[0]} {frame}"))
        return;
    Console.Error.WriteLine($"{kind.Name} {number}: {reason}");
    if (options.Keep is { } folder)
        File.WriteAllBytes(Path.Combine(folder, $"{kind.Name}-{options.Seed}-{number}-{Path.GetFileName(kind.File)}"), mutant);
}
