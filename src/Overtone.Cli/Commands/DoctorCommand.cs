using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Overtone.Data;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone doctor</c>: what was loaded, what was found, and why not.</summary>
internal static class DoctorCommand
{
    public static Command Create(string[] args, Output output) =>
        new DocumentedCommand("doctor", "Show the libraries, threads, processor and data sets found, and why anything is "
            + "missing.", "doctor", "doctor --json").WhenNamedIn(args, command =>
        {
            foreach (Option option in (Option[])[CommonOptions.Store, CommonOptions.DataRoot, Flag.Json])
                command.Add(option);
            command.SetAction(parsed => Examine(parsed, output));
        });

    private static int Examine(ParseResult parsed, Output output)
    {
        TensorLibrary library = TensorLibrary.Load();
        var facts = new List<(string Name, string Value)>
        {
            ("overtone", typeof(DoctorCommand).Assembly.GetName().Version?.ToString(3) ?? "unknown"),
            ("runtime", RuntimeInformation.FrameworkDescription),
            ("system", $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores"),
        };
        facts.AddRange(library.Facts);
        facts.Add(("store", CommonOptions.StoreOf(parsed)));
        facts.AddRange(
            CommonOptions.DataRoots(parsed).Select(root => ("data root", Directory.Exists(root) ? root : $"{root} (not found)")));
        facts.AddRange(
            DataSource.Available(CommonOptions.DataRoots(parsed)).Select(set => ($"data: {set.Name}", DataCommand.Describe(set))));
        if (Flag.Json.IsIn(parsed))
        {
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(
                new { library.Loaded, library.Problem, Facts = facts.Select(f => new { f.Name, f.Value }) }, Studies.StudyJson.Indented));
        }
        else
        {
            output.Table(["what", "found"], facts.Select(f => (IReadOnlyList<string>)[f.Name, f.Value]));
            if (library.Loaded)
                output.Line("libtorch is loaded and works.", "green");
            else
                output.Error(library.Problem);
        }

        return library.Loaded ? ExitCode.Success : ExitCode.Failure;
    }
}
