using System.CommandLine;
using Overtone.Hosting.Terminal;
using Overtone.Reports;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Hosting.Commands;

/// <summary><c>report RUN</c>: concludes anew from stored trials and writes the report again.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "The run's folder" };

    public static Command Create(IReadOnlyList<Study> studies, Output output, string[] args) =>
        new DocumentedCommand("report", "Rewrite a run's report from its stored trials, for example after an update; nothing is "
            + "measured again.", "report runs/example", "report runs/example --json")
        {
            Run,
        }.WhenNamedIn(args, command =>
        {
            command.Add(CommonOptions.Store);
            command.Add(Flag.Json);
            command.SetAction(parsed =>
                Write(
                    LoadedRun.From(parsed.GetRequiredValue(Run), CommonOptions.StoreOf(parsed), studies), output, Flag.Json.IsIn(parsed)));
        });

    private static void Write(LoadedRun run, Output output, bool json)
    {
        (TableSet tables, StudyFindings findings) = run.Conclude();
        findings = RunReport.Write(run.Folder, run.Manifest, findings, [.. tables.All]);
        if (json)
        {
            output.ResultWriter.WriteLine(File.ReadAllText(Path.Combine(run.Folder, FindingsFile.FileName)));
            return;
        }

        FindingsText.Write(output, findings);
        output.Line(Path.Combine(run.Folder, "report.html"));
    }
}
