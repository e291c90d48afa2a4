using System.Diagnostics;
using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Independent;

namespace Overtone.Hosting.Independent;

/// <summary><c>verify --independent</c>: compares the numbers that studies rest on with what Python makes of them.</summary>
/// <param name="studies">The studies the program knows.</param>
/// <param name="output">Where the command writes.</param>
internal sealed class IndependentVerification(IReadOnlyList<Study> studies, Output output)
{
    /// <summary>Compares, and shows the comparison.</summary>
    /// <param name="asked">A study's name; null for all, and the rule of verdicts.</param>
    /// <param name="program">The Python to use; null for the usual ones.</param>
    /// <param name="json">Whether to print JSON.</param>
    /// <param name="quiet">Whether to show no progress.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The exit code: success where everything agrees, and where there is no Python.</returns>
    /// <exception cref="InvalidOptionException">There is no such study, or the Python that was asked for cannot be used.</exception>
    /// <exception cref="InvalidDataException">A script failed.</exception>
    public int Run(string? asked, string? program, bool json, bool quiet, CancellationToken cancellation)
    {
        IReadOnlyList<(string Study, IndependentScript Script)> scripts = Chosen(asked);
        if (PythonInterpreter.Find(program, out string reason) is not { } python)
        {
            if (program is not null)
                throw new InvalidOptionException("--python", reason, "a Python with NumPy and SciPy");
            return Skip(reason, json);
        }

        if (!quiet)
            output.Message($"{python.Versions} ({python.Path})");
        var clock = Stopwatch.StartNew();
        int done = 0;
        IndependentComparison[][] compared = [.. scripts.AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount)
            .WithCancellation(cancellation).Select(pair =>
            {
                IReadOnlyList<IndependentComparison> found = IndependentComparison.Of(pair.Study, pair.Script, python, cancellation);
                int finished = Interlocked.Increment(ref done);
                if (!quiet)
                    Tell(pair.Study, found, finished, scripts.Count, clock.Elapsed.TotalSeconds);
                return found.ToArray();
            })];
        return Show([.. compared.SelectMany(found => found)], python, json);
    }

    private IReadOnlyList<(string Study, IndependentScript Script)> Chosen(string? asked) =>
        Scripts(id => asked is null || id == asked) is { Count: > 0 } chosen
            ? chosen
            : throw new InvalidOptionException(
                "study", asked!, $"none, for all, or one of {string.Join(", ", Scripts(_ => true).Select(pair => pair.Study))}");

    // A script is made where it is wanted, once: with it the numbers that both sides are given.
    private IReadOnlyList<(string Study, IndependentScript Script)> Scripts(Func<string, bool> isWanted)
    {
        var scripts = new List<(string Study, IndependentScript Script)>();
        foreach (Study study in studies.Where(study => isWanted(study.Id)))
        {
            if (study.Independent is { } script)
                scripts.Add((study.Id, script));
        }

        if (isWanted(VerdictNumbers.Name))
            scripts.Add((VerdictNumbers.Name, VerdictNumbers.Script));
        return scripts;
    }

    private void Tell(string study, IReadOnlyList<IndependentComparison> found, int finished, int count, double seconds)
    {
        string left = finished < count ? $", about {Math.Ceiling(seconds / finished * (count - finished)):0} s left" : "";
        output.Message($"{study}: {found.Count(c => c.Agrees)} of {found.Count} agree ({finished} of {count}{left})");
    }

    private int Skip(string reason, bool json)
    {
        if (json)
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(new { Skipped = reason }, StudyJson.Indented));
        else
            output.Line($"Skipped. {reason}");
        return ExitCode.Success;
    }

    private int Show(IndependentComparison[] compared, PythonInterpreter python, bool json)
    {
        bool agree = compared.All(c => c.Agrees);
        if (json)
        {
            output.ResultWriter.WriteLine(
                JsonSerializer.Serialize(new { Agree = agree, Python = python.Versions, Comparisons = compared }, StudyJson.Indented));
        }
        else
        {
            output.Table(["study", "quantity", "computed independently by", "numbers", "digits", ""], compared.Select(c =>
                (IReadOnlyList<Cell>)
                [
                    new(c.Study), new(c.Quantity), new(c.Method), new($"{c.Numbers:N0}"), new($"{c.Digits}"),
                    c.Agrees ? new("agree", "green") : new($"differ: {c.Required} expected", "red"),
                ]));
            output.Line($"{compared.Count(c => c.Agrees)} of {compared.Length} quantities agree.");
        }

        return agree ? ExitCode.Success : ExitCode.Failure;
    }
}
