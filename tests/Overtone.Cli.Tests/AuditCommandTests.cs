using System.CommandLine;
using System.Text.Json;
using Overtone.Catalog.Audit;
using Overtone.Cli.Commands;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Cli.Tests;

/// <summary>'audit' is 'run audit' with its model in the first place.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void It_has_every_option_of_the_study_but_the_model_and_each_stands_under_a_heading()
    {
        Option[] options = [.. ((DocumentedCommand)AuditCommand.Create(["audit"], Output.Standard(Tool.Name))).Options];
        string[] asked = [.. StudyOptions.PropertiesOf(typeof(AuditOptions)).Select(StudyOptions.FlagOf)];
        Assert.Equal(asked.Except(["--model", "--compare-with"]), options.Select(o => o.Name).Intersect(asked));
        string[] grouped =
        [
            .. ((DocumentedCommand)AuditCommand.Create(["audit"], Output.Standard(Tool.Name)))
                .Groups.Where(g => g.Title != "Study")
                .SelectMany(g => g.Names),
        ];
        Assert.Equal(grouped.Length, grouped.Distinct().Count());
        Assert.Empty(options.Select(o => o.Name).Except(grouped));
        Assert.Empty(grouped.Except(options.Select(o => o.Name)));
    }

    [Fact]
    public void A_model_of_ones_own_is_audited_as_by_the_study()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "model.onnx"), Path.Combine(_program.Folder, "model.onnx"));
        Photos.Write(Path.Combine(_program.Folder, "photos"));
        const string Options = "--data photos --norm 2 --bandwidths 1,3 --corruptions none --attacks none --jobs 1 --quiet --json";
        CommandLine.Result audit = _program.Succeed($"audit model.onnx {Options} --out a"),
            run = _program.Succeed($"run audit --model model.onnx {Options} --out b");
        Assert.Equal(run.Output, audit.Output);
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(_program.Folder, "a", "run.json")));
        Assert.StartsWith($"overtone audit model.onnx {Options}", manifest.RootElement.GetProperty("command").GetString());
    }

    [Fact]
    public void A_first_report_is_there_before_the_last()
    {
        string model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "digits.onnx");
        string audit = $"audit {model} --data digits --images 100 --norm 2 --batch-size 20 --corruptions contrast --attacks fourier";
        CommandLine.Result first = _program.Succeed($"{audit} --out run");
        Assert.Contains("A first report after 0:", first.Error);
        Assert.DoesNotContain("not finished", first.Output);
        Assert.DoesNotContain("not finished", File.ReadAllText(Path.Combine(_program.Folder, "run", "report.html")));
        Assert.False(File.Exists(Path.Combine(_program.Folder, "run", "tables", "heatmap_neighbourhoods.csv")));
        Assert.DoesNotContain("first report", _program.Succeed($"{audit} --out again").Error);
    }
}
