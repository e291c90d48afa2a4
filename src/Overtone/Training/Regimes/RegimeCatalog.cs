using System.Globalization;

namespace Overtone.Training.Regimes;

/// <summary>
/// The regimes that are here, by name. A new one is a record that implements <see cref="INamedRegime{TSelf}"/>, and its line below.
/// Source: none; each regime names its own.
/// </summary>
public static class RegimeCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RegimeKind> All { get; } =
    [
        RegimeKind.Of<CropAndFlip>(), RegimeKind.Of<GaussianNoise>(), RegimeKind.Of<LowPass>(), RegimeKind.Of<HighPass>(),
        RegimeKind.Of<AdversarialExamples>(), RegimeKind.Of<Mixup>(),
    ];

    /// <summary>Reads a regime as people name it: <c>mixup</c>, <c>gaussian-noise=0.1</c>, <c>adversarial=0.0314:7</c>.</summary>
    /// <param name="text">The name; after an equals sign its first numbers, with colons between. What is not given is as usual.</param>
    /// <param name="seed">The seed of what it draws.</param>
    /// <returns>The regime; null where the text names none.</returns>
    public static IRegime? Read(string text, long seed)
    {
        string[] parts = text.Split('=', 2);
        string[] given = parts.Length == 2 ? parts[1].Split(':') : [];
        if (All.FirstOrDefault(k => k.Id == parts[0]) is not { } kind || given.Length > kind.Numbers.Count)
            return null;
        double[] numbers = [.. kind.Numbers.Select(n => n.Usual)];
        for (int n = 0; n < given.Length; n++)
        {
            if (!double.TryParse(given[n], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[n])
                || !double.IsFinite(numbers[n]))
                return null;
        }

        return kind.With(numbers, seed);
    }
}

/// <summary>
/// A kind of regime.
/// Source: none.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Type">The record.</param>
/// <param name="Numbers">The numbers that it takes, each with the value that is usual.</param>
/// <param name="With">The regime with such numbers and a seed.</param>
public sealed record RegimeKind(
    string Id, Type Type, IReadOnlyList<(string Name, double Usual)> Numbers, Func<IReadOnlyList<double>, long, IRegime> With)
{
    /// <summary>The kind of a record.</summary>
    public static RegimeKind Of<T>()
        where T : INamedRegime<T> => new(T.Id, typeof(T), T.Numbers, (numbers, seed) => T.With(numbers, seed));

    /// <summary>How people ask for it, for example <c>gaussian-noise=DEVIATION</c>.</summary>
    public override string ToString() =>
        Numbers.Count == 0 ? Id : $"{Id}={string.Join(':', Numbers.Select(n => n.Name.ToUpperInvariant()))}";
}
