using System.CommandLine;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Hosting.Commands;

/// <summary><c>run STUDY</c>: runs a study and writes its report.</summary>
internal static class RunCommand
{
    public static Command Create(IReadOnlyList<Study> studies, Output output, string[] args)
    {
        string first = studies[0].Id;
        const string Summary = "Run a study: measure what is not in the store yet, judge the claims, and write the report, figures "
            + "and tables.";
        string[] examples = [$"run {first}", $"run {first} --preset smoke --jobs 1", $"run {first} --help"];
        return new DocumentedCommand("run", Summary, examples).WhenNamedIn(args, command =>
        {
            foreach (Study study in studies)
                command.Add(new StudyCommand(study, args, output).Create());
            command.SetAction(Missing);
        });

        int Missing(ParseResult parsed) =>
            throw new InvalidOptionException("run", "no study", $"one of {string.Join(", ", studies.Select(s => s.Id))}");
    }
}
