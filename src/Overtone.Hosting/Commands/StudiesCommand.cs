using System.CommandLine;
using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Hosting.Commands;

/// <summary><c>studies</c>: what can be run.</summary>
internal static class StudiesCommand
{
    private const string Summary = "List the studies: each reruns a published result and judges its claims.";

    public static Command Create(IReadOnlyList<Study> studies, Output output, string[] args) =>
        new DocumentedCommand("studies", Summary, "studies", "studies --json").WhenNamedIn(args, command =>
        {
            command.Add(Flag.Json);
            command.SetAction(parsed => List(studies, output, Flag.Json.IsIn(parsed)));
        });

    private static int List(IReadOnlyList<Study> studies, Output output, bool json)
    {
        if (json)
            return ListJson(studies, output);
        output.Table(
            ["study", "what it shows", "source"],
            studies.Select(s => (IReadOnlyList<Cell>)[new(s.Id, "aqua"), new(s.Title), new(s.Source)]));
        output.Line($"'{output.Program} run STUDY' runs one; '{output.Program} run STUDY --help' shows its options.");
        return ExitCode.Success;
    }

    // A method of its own: the serialiser is not loaded for the plain list.
    private static int ListJson(IReadOnlyList<Study> studies, Output output)
    {
        output.ResultWriter.WriteLine(
            JsonSerializer.Serialize(
                studies.Select(s => new { s.Id, s.Version, s.Title, s.Source, s.Summary }),
                StudyJson.Indented));
        return ExitCode.Success;
    }
}
