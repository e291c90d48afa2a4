using System.Text.Json;
using Overtone.Studies.Independent;

namespace Overtone.Hosting.Independent;

/// <summary>How far our numbers and Python's agree.</summary>
/// <param name="Study">The study that rests on them.</param>
/// <param name="Quantity">What they are.</param>
/// <param name="Method">How Python computes them.</param>
/// <param name="Numbers">How many there are.</param>
/// <param name="Digits">The decimal digits that agree, relative to the largest number, 0 to 16.</param>
/// <param name="Required">The digits that must agree.</param>
internal sealed record IndependentComparison(string Study, string Quantity, string Method, int Numbers, int Digits, int Required)
{
    private const int AllDigits = 16;
    private static readonly Lazy<string> Harness = new(() => IndependentScript.TextBeside(typeof(IndependentComparison), "Harness.py"));

    /// <summary>Whether they agree as far as they must.</summary>
    public bool Agrees => Digits >= Required;

    /// <summary>Computes everything of one study both ways.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="script">Its computations.</param>
    /// <param name="python">Python.</param>
    /// <param name="cancellation">Stops Python.</param>
    /// <exception cref="InvalidDataException">The script fails, or gives other numbers of numbers than we.</exception>
    public static IReadOnlyList<IndependentComparison> Of(
        string study, IndependentScript script, PythonInterpreter python, CancellationToken cancellation)
    {
        string input = JsonSerializer.Serialize(
            new object[] { script.Text, script.Computations.Select(c => new { function = c.Function, arguments = c.Arguments }) });
        (int code, string output, string error) =
            PythonInterpreter.Run(python.Path, ["-c", Harness.Value, script.Name], input, cancellation)
            ?? throw new InvalidDataException($"{python.Path} cannot be started any more");
        if (code != 0)
            throw new InvalidDataException($"{script.Name}: {PythonInterpreter.LastLine(error)}");
        double[][] theirs = JsonSerializer.Deserialize<double[][]>(output)!;
        return [.. script.Computations.Zip(theirs, (computation, numbers) => Between(study, script.Name, computation, numbers))];
    }

    /// <summary>The digits that agree, relative to the largest of the second numbers.</summary>
    /// <param name="ours">Numbers.</param>
    /// <param name="theirs">As many.</param>
    public static int AgreeingDigits(IReadOnlyList<double> ours, IReadOnlyList<double> theirs)
    {
        if (!ours.All(double.IsFinite))
            return 0;
        double difference = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max(), size = theirs.Max(Math.Abs);
        return difference == 0 ? AllDigits : size > 0 ? (int)Math.Clamp(-Math.Log10(difference / size), 0, AllDigits) : 0;
    }

    private static IndependentComparison Between(string study, string script, IndependentComputation computation, double[] theirs)
    {
        IReadOnlyList<double> ours = computation.Ours();
        if (ours.Count != theirs.Length || ours.Count == 0)
            throw new InvalidDataException($"{script}: {computation.Function} gives {theirs.Length} numbers where ours are {ours.Count}");
        return new IndependentComparison(
            study, computation.Quantity, computation.Method, ours.Count, AgreeingDigits(ours, theirs), computation.Digits);
    }
}
