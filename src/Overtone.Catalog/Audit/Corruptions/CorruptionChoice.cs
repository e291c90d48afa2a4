using Overtone.Data.Corruptions;
using Overtone.Studies;

namespace Overtone.Catalog.Audit.Corruptions;

/// <summary>Which corruptions an audit measures.</summary>
internal static class CorruptionChoice
{
    private const string All = "all", Benchmark = "benchmark", None = "none";

    /// <summary>The corruptions for images of some channels, in the published order.</summary>
    /// <exception cref="InvalidOptionException">A name is unknown, or a corruption of colours is asked for grey images.</exception>
    public static IReadOnlyList<Corruption> Of(AuditOptions options, int channels) => options.Corruptions switch
    {
        [All] => For(CorruptionCatalog.All, channels),
        [Benchmark] => For(CorruptionCatalog.Benchmark, channels),
        [None] => [],
        string[] names => Named(names, channels),
    };

    /// <summary>Checks the names before the images are known.</summary>
    /// <exception cref="InvalidOptionException">A name is unknown.</exception>
    public static void Require(AuditOptions options) => Of(options, 3);

    private static Corruption[] For(IReadOnlyList<Corruption> corruptions, int channels) => [.. corruptions.Where(c => channels == 3 || !c.NeedsColour)];

    private static Corruption[] Named(string[] names, int channels)
    {
        string[] known = [.. CorruptionCatalog.All.Select(c => c.Name)];
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new InvalidOptionException("--corruptions", $"'{unknown}'", $"{All}, {Benchmark}, {None}, or names separated by commas: {string.Join(", ", known)}");
        Corruption[] chosen = [.. CorruptionCatalog.All.Where(c => names.Contains(c.Name))];
        return channels == 3 || Array.Find(chosen, c => c.NeedsColour) is not { } coloured
            ? chosen
            : throw new InvalidOptionException("--corruptions", $"{coloured.Name} for grey images", "images in colour, or corruptions that work on grey");
    }
}
