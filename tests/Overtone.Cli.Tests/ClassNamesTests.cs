using System.Formats.Tar;
using System.Net;
using Overtone.Hosting;
using Overtone.Tests;
using SkiaSharp;

namespace Overtone.Cli.Tests;

/// <summary>Folders, models and classes called in other scripts, with emoji, and with what a page could take for markup.</summary>
public sealed class ClassNamesTests : IDisposable
{
    private readonly CommandLine _program = new();

    public ClassNamesTests() =>
        TarFile.ExtractToDirectory(Path.Combine(Cases.Data, "class-names.tar"), _program.Folder, overwriteFiles: false);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Names_in_every_script_are_shown_in_the_report_and_in_pictures()
    {
        const string models = "class-names/моделі 模型/";
        CommandLine.Result result = _program.RunArguments(
        [
            "audit", models + "模型 a.onnx", models + "模型 b.pt", "--data", "class-names/фото 写真",
            "--preset", "smoke", "--corruptions", "none", "--attacks", "none", "--quiet", "--out", "run",
        ]);
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);

        string report = Read("report.html"), picture = Read("figures/模型-a-class-heat-maps.svg");
        string[] names = ["<b>&\"x", "猫", "고양이", "🐶", "dog", "模型 b"];
        Assert.All(names, name => Assert.Contains(name, WebUtility.HtmlDecode(report)));
        Assert.All(names[..^1], name => Assert.Contains(name, WebUtility.HtmlDecode(picture)));
        Assert.DoesNotContain("<b>", report + picture);
        Assert.Contains("模型-b.clean_accuracy_difference", result.Output);
        SKTypeface[] installed = [.. SKFontManager.Default.FontFamilies.Select(SKFontManager.Default.MatchFamily)];
        bool hasFonts = "고양이猫🐶".EnumerateRunes().All(letter => installed.Any(font => font.ContainsGlyph(letter.Value)));
        Assert.Equal(hasFonts, !report.Contains("No font on this machine has", StringComparison.Ordinal));
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_program.Folder, "run", file));
}
