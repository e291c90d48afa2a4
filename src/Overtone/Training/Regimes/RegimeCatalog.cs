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
        RegimeKind.Of<CropAndFlip>(), RegimeKind.Of<Cutout>(), RegimeKind.Of<AutoAugment>(), RegimeKind.Of<Mixup>(),
        RegimeKind.Of<GaussianNoise>(), RegimeKind.Of<BandNoise>(), RegimeKind.Of<FogNoise>(), RegimeKind.Of<LowPass>(),
        RegimeKind.Of<HighPass>(), RegimeKind.Of<SquareLowPass>(), RegimeKind.Of<SquareHighPass>(), RegimeKind.Of<AdversarialExamples>(),
        RegimeKind.Of<AdversarialExamplesL2>(), RegimeKind.Of<FastAdversarialExamples>(),
    ];

    /// <summary>Reads a regime as people name it: <c>mixup</c>, <c>gaussian-noise=0.1</c>, <c>adversarial=0.0314:7</c>.</summary>
    /// <param name="text">The name; after an equals sign its first numbers, with colons between. What is not given is as usual.</param>
    /// <param name="seed">The seed of what it draws.</param>
    /// <exception cref="RegimeException">There is none of that name, or not with such numbers.</exception>
    public static IRegime Read(string text, long seed)
    {
        string[] parts = text.Split('=', 2);
        string[] given = parts.Length == 2 ? parts[1].Split(':') : [];
        return All.FirstOrDefault(k => k.Id == parts[0]) is { } kind
            ? kind.Read(given, seed)
            : throw new RegimeException($"'{parts[0]}'", $"one of {string.Join(", ", All)}");
    }
}

/// <summary>
/// A kind of regime.
/// Source: none.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Type">The record.</param>
/// <param name="Summary">What it does, a phrase.</param>
/// <param name="Numbers">The numbers that it takes.</param>
/// <param name="Read">The regime of what people write after its name, and a seed.</param>
public sealed record RegimeKind(
    string Id, Type Type, string Summary, IReadOnlyList<RegimeNumber> Numbers, Func<IReadOnlyList<string>, long, IRegime> Read)
{
    /// <summary>The kind of a record.</summary>
    public static RegimeKind Of<T>()
        where T : INamedRegime<T> => new(T.Id, typeof(T), T.Summary, T.Numbers, (given, seed) => T.Read(given, seed));

    /// <summary>How people ask for it, for example <c>gaussian-noise=DEVIATION</c>.</summary>
    public override string ToString() =>
        Numbers.Count == 0 ? Id : $"{Id}={string.Join(':', Numbers.Select(n => n.Name.ToUpperInvariant()))}";
}
