using System.CommandLine;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Hosting.Commands;

/// <summary><c>overtone run STUDY</c>: runs a study and writes its report.</summary>
internal static class RunCommand
{
    public static Command Create(IReadOnlyList<Study> studies, Output output, string[] args)
    {
        return new DocumentedCommand("run", "Run a study: measure what is not in the store yet, judge the claims, write report, figures "
            + "and tables.", "run fprinciple-images", "run fprinciple-1d --preset smoke --jobs 1", "run fprinciple-1d --help").WhenNamedIn(args, command =>
        {
            foreach (Study study in studies)
                command.Add(new StudyCommand(study, args, output).Create());
            command.SetAction(Missing);
        });

        int Missing(ParseResult parsed) => throw new InvalidOptionException("run", "no study", $"one of {string.Join(", ", studies.Select(s => s.Id))}");
    }
}
