namespace Overtone.Studies.Independent;

/// <summary>A study's computations in Python, and the functions that make them.</summary>
/// <param name="Name">The script's name, for messages.</param>
/// <param name="Text">
/// The script: functions that take their arguments by name and return a number or an array, of any shape, of real numbers. It may import
/// NumPy and SciPy, nothing else.
/// </param>
/// <param name="Computations">What is computed.</param>
public sealed record IndependentScript(string Name, string Text, IReadOnlyList<IndependentComputation> Computations)
{
    /// <summary>The script that is embedded beside a type: in its namespace's folder, under its name, with the ending <c>.py</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="computations">What is computed.</param>
    /// <exception cref="InvalidOperationException">Its assembly has no such file embedded.</exception>
    public static IndependentScript Beside(Type type, params IReadOnlyList<IndependentComputation> computations)
    {
        string name = $"{type.Name}.py";
        return new IndependentScript(name, TextBeside(type, name), computations);
    }

    /// <summary>The text of a file that is embedded in a type's namespace.</summary>
    internal static string TextBeside(Type type, string name)
    {
        using Stream stream = type.Assembly.GetManifestResourceStream(type, name)
            ?? throw new InvalidOperationException($"{type.Assembly.GetName().Name} has no {type.Namespace}.{name} embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
