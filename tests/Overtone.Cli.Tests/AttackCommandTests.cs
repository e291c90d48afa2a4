using System.CommandLine;
using System.Text.Json;
using Overtone.Catalog.AttackedModels;
using Overtone.Cli.Commands;
using Overtone.Data;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Cli.Tests;

/// <summary>'attack' is 'run attacked-model' with its model in the first place.</summary>
public sealed class AttackCommandTests : IDisposable
{
    private const string Options = "--data photos --attacks fgsm,square --queries 5 --epsilon 8/255,0.2 --masking none --jobs 1 --quiet";
    private readonly CommandLine _program = new();

    public AttackCommandTests()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "model.onnx"), Path.Combine(_program.Folder, "model.onnx"));
        Photos.Write(Path.Combine(_program.Folder, "photos"));
    }

    public void Dispose() => _program.Dispose();

    [Fact]
    public void It_has_every_option_of_the_study_but_the_model_and_each_stands_under_a_heading()
    {
        var command = (DocumentedCommand)AttackCommand.Create(["attack"], Output.Standard(Tool.Name));
        string[] options = [.. command.Options.Select(o => o.Name)];
        string[] asked = [.. StudyOptions.PropertiesOf(typeof(AttackedModelOptions)).Select(StudyOptions.FlagOf)];
        Assert.Equal(asked.Except(["--model", "--compare-with"]), options.Intersect(asked));
        string[] grouped = [.. command.Groups.Where(g => g.Title != "Study").SelectMany(g => g.Names)];
        Assert.Equal(grouped.Length, grouped.Distinct().Count());
        Assert.Empty(options.Except(grouped));
        Assert.Empty(grouped.Except(options));
    }

    [Fact]
    public void A_model_of_ones_own_is_attacked_and_what_broke_it_lies_in_the_run()
    {
        string attack = $"attack {Path.Combine(AppContext.BaseDirectory, "Fixtures", "digits.onnx")} {Options}"
            .Replace("--data photos", "--data digits --images 20", StringComparison.Ordinal);
        CommandLine.Result result = _program.Succeed($"{attack} --json --out a");
        using JsonDocument verdicts = JsonDocument.Parse(result.Output);
        string[] names =
            [.. verdicts.RootElement.GetProperty("estimates").EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];
        Assert.Equal(["clean_accuracy", "not_broken_at_8_255", "not_broken_at_0_2", "failed_masking_checks"], names);
        string folder = Path.Combine(_program.Folder, "a");
        foreach (string table in new[] { "ledger", "nearest", "attack_curve", "attack_verdicts", "attack_costs", "perturbation_rings" })
            Assert.True(File.Exists(Path.Combine(folder, "tables", $"{table}.parquet")), table);
        NpyArray adversarial = NpyReader.Read(Path.Combine(folder, "adversarial.npy")),
            originals = NpyReader.Read(Path.Combine(folder, "adversarial-originals.npy"));
        int broken = File.ReadLines(Path.Combine(folder, "tables", "nearest.csv")).Skip(1)
            .Select(line => line.Split(',')).Count(fields => fields[2] == "0" && fields[3].Length > 0);
        Assert.True(broken > 0);
        Assert.Equal([broken, 1, 8, 8], adversarial.Shape);
        Assert.Equal(adversarial.Shape, originals.Shape);
        Assert.Equal([broken], NpyReader.Read(Path.Combine(folder, "adversarial-labels.npy")).Shape);
        Assert.Equal([broken], NpyReader.Read(Path.Combine(folder, "adversarial-numbers.npy")).Shape);
        double largest = adversarial.ToSingles().Zip(originals.ToSingles(), (a, b) => Math.Abs((double)a - b)).Max();
        Assert.InRange(largest, 1e-6, 0.2 + 1e-6);
        Assert.True(File.Exists(Path.Combine(folder, "figures", "adversarial-images.png")));

        // Everything is in the store by now; a condition that holds has its own exit code.
        CommandLine.Result condition = _program.RunArguments(
            [.. $"{attack} --out b".Split(' '), "--fail-if", "not_broken_at_0_2<=1"]);
        Assert.Equal(ExitCode.ConditionHeld, condition.ExitCode);
    }

    [Theory]
    [InlineData("attack", "attack: found no model, expected 'overtone attack MODEL --data FOLDER', or 'overtone attack --demo'")]
    [InlineData("attack model.onnx --data photos --attacks pgdd", "--attacks: found 'pgdd', expected auto, or names")]
    [InlineData("attack model.onnx --data photos --epsilon 2", "--epsilon: found '2', expected auto, or numbers above 0 and at most 1")]
    [InlineData("attack model.onnx --data photos --masking some", "--masking: found 'some', expected usual|full|none")]
    [InlineData("attack model.onnx --data photos --steps 0", "--steps: found 0")]
    public void What_is_asked_in_vain_is_said_in_one_line(string arguments, string message)
    {
        CommandLine.Result result = _program.Run(arguments);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.Contains("found"));
    }
}
