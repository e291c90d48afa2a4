using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Tests;

public class RunReportTests
{
    [Fact]
    public void Everything_is_in_its_place()
    {
        using var folder = new Folder();
        RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables);
        Assert.Equal(
            [
                .. Samples.Kinds.SelectMany(kind => (string[])[$"figures/{kind}.png", $"figures/{kind}.svg"])
                    .Concat(((string[])["errors", "accuracies", "polygons", "images", "settling"])
                        .SelectMany(table => (string[])[$"tables/{table}.csv", $"tables/{table}.parquet"]))
                    .Append("report.html").Append("verdicts.json").Order(StringComparer.Ordinal),
            ],
            folder.Files);
    }

    [Fact]
    public void Tables_come_back_as_they_were()
    {
        using var folder = new Folder();
        RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables);
        Table back = TableFile.Read(folder["tables/errors.parquet"], "errors");
        Assert.Equal(Samples.Errors.Columns, back.Columns);
        Assert.Equal(Samples.Errors.Numbers("relative_error"), back.Numbers("relative_error"));
        Assert.Equal(Samples.Errors.RowCount + 1, File.ReadAllLines(folder["tables/errors.csv"]).Length);
    }

    [Fact]
    public void A_second_write_gives_the_same_bytes()
    {
        using var folder = new Folder();
        RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables);
        Dictionary<string, byte[]> before = folder.Files.ToDictionary(file => file, file => File.ReadAllBytes(folder[file]));
        RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables);
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(folder[file.Key])));
    }

    [Fact]
    public void What_an_earlier_report_had_more_is_removed_and_nothing_else()
    {
        using var folder = new Folder();
        RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables);
        File.WriteAllText(folder["figures/mine.png"], "mine");
        StudyFindings fewer = Samples.Findings with { Figures = [Samples.Figure("bars")], Tables = [] };
        RunReport.Write(folder.Path, Samples.Manifest, fewer, Samples.Tables);
        string[] figures = [.. folder.Files.Where(file => file.StartsWith("figures/", StringComparison.Ordinal))];
        Assert.Equal(["figures/bars.png", "figures/bars.svg", "figures/mine.png"], figures);
        Assert.DoesNotContain("tables/settling.csv", folder.Files);
        Assert.Contains("tables/errors.csv", folder.Files);
    }

    [Fact]
    public void A_figure_that_cannot_be_drawn_leaves_nothing()
    {
        using var folder = new Folder();
        Figure lost = Samples.Of("broken", Samples.SeriesPanel with { Table = "nowhere" });
        StudyFindings broken = Samples.Findings with { Figures = [Samples.Figure("bars"), lost] };
        Assert.Throws<ArgumentException>(() => RunReport.Write(folder.Path, Samples.Manifest, broken, Samples.Tables));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_no_half()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["figures/heat-map.svg"]);
        Assert.ThrowsAny<Exception>(() => RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables));
        Assert.DoesNotContain(folder.Files, file => Path.GetFileName(file).StartsWith('.'));
        Assert.DoesNotContain("report.html", folder.Files);
    }

    [Fact]
    public void Two_tables_of_one_name_are_refused()
    {
        using var folder = new Folder();
        var thrown = Assert.Throws<ArgumentException>(() =>
            RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, [.. Samples.Tables, Samples.Errors]));
        Assert.Contains("'errors'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_folder_is_told_and_left_alone()
    {
        // The administrator may write everywhere, and Windows marks no folder read-only.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        using var folder = new Folder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.ThrowsAny<Exception>(() => RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables));
            Assert.Empty(folder.Files);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_letter_that_no_font_has_is_named_in_a_warning()
    {
        using var folder = new Folder();
        Figure figure = Samples.Figure("series");
        StudyFindings findings = Samples.Findings with
        {
            Figures = [.. Samples.Findings.Figures, figure with { Id = "odd", Title = "a \U0010FFFD" }],
        };
        StudyFindings written = RunReport.Write(folder.Path, Samples.Manifest, findings, Samples.Tables);
        string warning = Assert.Single(written.Warnings.Except(findings.Warnings));
        Assert.StartsWith("No font on this machine has \U0010FFFD, so the PNG pictures show □ instead.", warning, StringComparison.Ordinal);
        Assert.Contains("No font on this machine", File.ReadAllText(folder["verdicts.json"]), StringComparison.Ordinal);
        Assert.Empty(RunReport.Write(folder.Path, Samples.Manifest, Samples.Findings, Samples.Tables).Warnings.Except(findings.Warnings));
    }
}
