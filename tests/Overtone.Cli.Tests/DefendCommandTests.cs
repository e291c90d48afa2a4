using System.Text.Json;
using Overtone.Catalog.DefendedModels;
using Overtone.Cli.Commands;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Cli.Tests;

/// <summary>'defend' is 'run defended-model' with its model in the first place and a file as its product.</summary>
public sealed class DefendCommandTests : IDisposable
{
    private const string Options =
        "--data digits --images 12 --epsilon 0.1 --directions 2 --steps 3 --queries 5 --batch-size 16 --jobs 1 --quiet";

    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "digits.onnx");
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void It_has_every_option_of_the_study_but_the_model_and_each_stands_under_a_heading()
    {
        var command = (DocumentedCommand)DefendCommand.Create(["defend"], Output.Standard(Tool.Name));
        string[] options = [.. command.Options.Select(o => o.Name)];
        string[] asked = [.. StudyOptions.PropertiesOf(typeof(DefendedModelOptions)).Select(StudyOptions.FlagOf)];
        Assert.Equal(asked.Except(["--model"]), options.Intersect(asked));
        string[] grouped = [.. command.Groups.Where(g => g.Title != "Study").SelectMany(g => g.Names)];
        Assert.Equal(grouped.Length, grouped.Distinct().Count());
        Assert.Empty(options.Except(grouped));
        Assert.Empty(grouped.Except(options));
    }

    [Fact]
    public void The_defended_model_is_written_as_one_file_that_is_audited_and_attacked_like_any_other()
    {
        CommandLine.Result result = _program.Succeed($"defend {Model} {Options} --out safe.onnx --json");
        using JsonDocument verdicts = JsonDocument.Parse(result.Output);
        string[] names =
            [.. verdicts.RootElement.GetProperty("estimates").EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];
        Assert.Contains("gain_under_attack", names);
        string file = Path.Combine(_program.Folder, "safe.onnx");
        Assert.True(File.Exists(Path.ChangeExtension(file, ".json")));
        using (IClassifier written = ClassifierFile.Open(file, InputSpecFile.ReadFor(file), new ClassifierOptions()))
            Assert.False(written.Description.IsBatchFixed);
        CommandLine.Result attack = _program.Succeed(
            "attack safe.onnx --data digits --images 6 --attacks fgsm --epsilon 0.1 --masking none --jobs 1 --json --quiet");
        Assert.Contains("not_broken_at_0_1", attack.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("defend", "defend: found no model, expected 'overtone defend MODEL --data FOLDER', or 'overtone defend --demo'")]
    [InlineData("defend {0} {0} --data digits", "model: found 2 models, expected one")]
    [InlineData("defend {0} --data digits --out safe.pt", "--out: found 'safe.pt', expected a file name that ends in .onnx")]
    [InlineData("defend {0} --data digits --radius -1", "--radius: found -1, expected a number above 0")]
    [InlineData("defend {0} --data digits --directions 0", "--directions: found 0")]
    [InlineData("defend {0} --data digits --with magic", "--with: found 'magic', expected post-averaging")]
    public void What_is_asked_in_vain_is_said_in_one_line(string arguments, string message)
    {
        CommandLine.Result result = _program.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, arguments, Model));
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.Contains("found"));
    }

    [Fact]
    public void A_model_of_fixed_batches_is_refused_with_the_reason_and_nothing_is_written()
    {
        string model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "batch4.onnx");
        Photos.Write(Path.Combine(_program.Folder, "photos"));
        CommandLine.Result result = _program.Run(
            $"defend {model} --data photos --images 4 --directions 1 --jobs 1 --quiet --out safe.onnx");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("batch size: found 4, fixed, expected a model that takes any number of images", result.Error);
        Assert.False(File.Exists(Path.Combine(_program.Folder, "safe.onnx")));
    }
}
