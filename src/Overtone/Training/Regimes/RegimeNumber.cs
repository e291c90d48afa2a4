using System.Globalization;

namespace Overtone.Training.Regimes;

/// <summary>
/// A number that a regime takes: what it is called, what is usual, and what can be.
/// Source: none.
/// </summary>
/// <param name="Name">Its name, a word or two in kebab-case.</param>
/// <param name="Usual">The value where none is given.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="IsWhole">Whether it is a whole number.</param>
/// <param name="Hint">What helps whoever gave another, a phrase.</param>
public sealed record RegimeNumber(
    string Name, double Usual, double Minimum = 0, double Maximum = double.PositiveInfinity, bool IsWhole = false, string? Hint = null)
{
    /// <summary>The radius ε of an attack, pixels being in [0, 1].</summary>
    internal static RegimeNumber Epsilon(double usual, double maximum) =>
        new("epsilon", usual, 0, maximum, Hint: "pixels lie in [0, 1], so that 8 of 255 is 0.0314");

    /// <summary>The values of a regime's numbers.</summary>
    /// <param name="regime">The regime's name, for messages.</param>
    /// <param name="numbers">What it takes.</param>
    /// <param name="given">The first of them as text; the others are as usual.</param>
    /// <exception cref="RegimeException">There are too many, or one is no number or out of range.</exception>
    public static double[] ReadAll(string regime, IReadOnlyList<RegimeNumber> numbers, IReadOnlyList<string> given)
    {
        if (given.Count > numbers.Count)
        {
            throw new RegimeException(
                $"{regime}={string.Join(':', given)}",
                numbers.Count == 0
                    ? $"{regime}, which takes no numbers"
                    : $"at most {numbers.Count}: {string.Join(':', numbers.Select(n => n.Name))}");
        }

        return [.. numbers.Select((number, n) => n < given.Count ? number.Read(regime, given[n]) : number.Usual)];
    }

    private double Read(string regime, string text)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
        return isNumber && value >= Minimum && value <= Maximum && (!IsWhole || value == Math.Floor(value))
            ? value
            : throw new RegimeException($"{Name} '{text}' of {regime}", Hint is null ? Expected : $"{Expected} ({Hint})");
    }

    private string Expected
    {
        get
        {
            string kind = IsWhole ? "a whole number" : "a number";
            return (double.IsFinite(Minimum), double.IsFinite(Maximum)) switch
            {
                (true, true) => string.Create(CultureInfo.InvariantCulture, $"{kind} from {Minimum:G4} to {Maximum:G4}"),
                (true, false) => string.Create(CultureInfo.InvariantCulture, $"{kind} of {Minimum:G4} or more"),
                _ => kind,
            };
        }
    }
}
