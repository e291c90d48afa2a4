using System.CommandLine;
using Overtone.Data;
using Overtone.Hosting;
using Overtone.Studies.Runs;

namespace Overtone.Cli.Tests;

/// <summary>
/// Every example that help shows is understood, and what it asks to measure is planned: a study measures the same in its own tests. Those
/// that measure nothing are run, and one of each kind that does, at the smoke preset.
/// </summary>
public sealed class ExampleTests : IClassFixture<ExampleTests.Inputs>
{
    // One of each command that measures.
    private static readonly string[] Measured =
    [
        "run fprinciple-images",
        "audit --demo --preset smoke --fail-if 'clean_accuracy<0.5'",
        "spectrum predictions --softmax --output 3 --json",
        "verify runs/example --sample 1 --tolerance 0",
    ];

    private static readonly string Data = Environment.GetEnvironmentVariable("OVERTONE_DATA") ?? "";
    private static readonly string[] Known = [.. DataSource.Available(
        Data.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), _ => { }).Select(data => data.Name)];


    private readonly Inputs _inputs;

    public ExampleTests(Inputs inputs) => _inputs = inputs;

    private static string[] All { get; } = [.. Pages.Commands.SelectMany(c => c.Examples).Distinct()];

    public static TheoryData<string> Requests => [.. All.Where(IsMeasured)];

    public static TheoryData<string> Runs => [.. Measured, .. All.Where(example => !IsMeasured(example)).Except(Measured)];

    [Fact]
    public void Every_example_is_understood() => Assert.All(All, example => Assert.Empty(Parse(example).Errors));

    [Fact]
    public void What_is_run_is_shown() => Assert.Empty(Measured.Except(All));

    [Theory]
    [MemberData(nameof(Requests))]
    public void An_example_that_measures_is_planned(string example)
    {
        SkipWithoutData(example);
        ParseResult parsed = Parse(_inputs.WithFullPaths(example));
        StudyRequest request = ((DocumentedCommand)parsed.CommandResult.Command).Request!(parsed);
        var checksums = new InputChecksums(Path.Combine(_inputs.Program.Folder, "checksums.json"), TestContext.Current.CancellationToken);
        Assert.NotEmpty(request.Study.PlanTrials(request.Options, request.Environment, checksums, []));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_example_runs(string example)
    {
        Assert.SkipWhen(
            example.StartsWith("data get", StringComparison.Ordinal),
            "downloads from the official hosts; tested against a local server instead");
        Assert.SkipWhen(example == "verify --independent", "IndependentComparisonTests has each of its comparisons");
        SkipWithoutData(example);
        if (IsMeasured(example))
            example += example.Contains("--preset") ? " --quiet" : " --preset smoke --quiet";
        CommandLine.Result result = _inputs.Program.RunArguments(Words(example), ("OVERTONE_DATA", Data));
        Assert.True(result.ExitCode == ExitCode.Success, $"{example}: exit code {result.ExitCode}\n{result.Error}");
        Assert.NotEmpty(result.Output);
    }

    // Whether it is a study that it asks for, and not for its help.
    private static bool IsMeasured(string example) =>
        Words(example)[^1] != "--help" && Parse(example).CommandResult.Command is DocumentedCommand { Request: not null };

    private static ParseResult Parse(string example) => Pages.RootOf(Words(example)).Parse(Words(example));

    private static string[] Words(string example) => example.Replace("'", "").Split(' ');

    private static void SkipWithoutData(string example)
    {
        string? missing = Words(example).FirstOrDefault(word => DataSource.Names.Contains(word) && !Known.Contains(word));
        Assert.SkipWhen(missing is not null, $"needs {missing}: set OVERTONE_DATA to a folder that holds it");
    }

    /// <summary>
    /// What examples name: the runs 'runs/example' and 'runs/other', the models 'model.onnx' and 'other.onnx', the images 'photos', and a
    /// saved training 'predictions'.
    /// </summary>
    public sealed class Inputs : IDisposable
    {
        public Inputs()
        {
            foreach ((string name, string options) in new[] { ("example", ""), ("other", " --seed 7") })
                Program.Succeed($"run fprinciple-parity --preset smoke --quiet --out runs/{name}{options}");
            foreach (string name in new[] { "model.onnx", "other.onnx" })
                File.Copy(Path.Combine(AppContext.BaseDirectory, "model.onnx"), Path.Combine(Program.Folder, name));
            Photos.Write(Path.Combine(Program.Folder, "photos"));
            SavedArrays.Classifier(Path.Combine(Program.Folder, "predictions"), samples: 60, classes: 4, 0, 5, 20);
        }

        internal CommandLine Program { get; } = new(CommandLine.SharedStore);

        public void Dispose() => Program.Dispose();

        /// <summary>An example for this process, which works in another folder.</summary>
        internal string WithFullPaths(string example) => string.Join(' ', example.Split(' ')
            .Select(word => Path.Exists(Path.Combine(Program.Folder, word)) ? Path.Combine(Program.Folder, word) : word));
    }
}
