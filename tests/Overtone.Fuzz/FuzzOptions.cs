using System.Globalization;

namespace Overtone.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        Mutates valid inputs of every kind and reads them; every outcome is judged.

          --count N       mutants in all (default 20000)
          --seconds T     stop after so many seconds (default: none)
          --seed S        which mutants (default 1); the same seed gives the same ones
          --kinds A,B     only these kinds of input (default: all)
          --keep FOLDER   where offending files are kept, and refusals.txt with what was said of the others (default: not kept)

        Exit code 0: every mutant was read or refused in a sentence; 1: not so; 2: a wrong option.
        """;

    public int Count { get; init; } = 20_000;

    public double Seconds { get; init; } = double.PositiveInfinity;

    public int Seed { get; init; } = 1;

    public IReadOnlyList<string> Kinds { get; init; } = [];

    public string? Keep { get; init; }

    /// <exception cref="ArgumentException">An option is unknown, lacks its value or has a wrong one.</exception>
    public static FuzzOptions Parse(string[] arguments)
    {
        var options = new FuzzOptions();
        for (int index = 0; index < arguments.Length; index += 2)
        {
            string name = arguments[index];
            string value = index + 1 < arguments.Length ? arguments[index + 1]
                : throw new ArgumentException($"{name}: found no value, expected one");
            options = name switch
            {
                "--count" => options with { Count = (int)Number(name, value) },
                "--seconds" => options with { Seconds = Number(name, value) },
                "--seed" => options with { Seed = (int)Number(name, value) },
                "--kinds" => options with { Kinds = value.Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "--keep" => options with { Keep = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"{name}: no such option"),
            };
        }

        return options;
    }

    private static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is > 0 and <= int.MaxValue
            ? number
            : throw new ArgumentException($"{name}: found '{value}', expected a positive number");
}
