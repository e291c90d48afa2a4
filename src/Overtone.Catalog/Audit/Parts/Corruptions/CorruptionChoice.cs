using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>Which corruptions an audit measures.</summary>
internal static class CorruptionChoice
{
    /// <summary>The name that stands for no corruption.</summary>
    public const string None = "none";

    private const string All = "all", Benchmark = "benchmark";
    private const int Colour = 3;

    private static readonly string[] OfBenchmark = [.. CorruptionCatalog.Benchmark.Select(c => c.Name)];

    /// <summary>The corruptions' names for images of some channels, in the published order.</summary>
    /// <exception cref="InvalidOptionException">A name is unknown, or a corruption of colours is asked for grey images.</exception>
    /// <exception cref="DataFormatException">A folder of corrupted images is damaged, or lacks what is asked for.</exception>
    public static IReadOnlyList<string> Of(AuditOptions options, int channels) => options.Corruptions switch
    {
        [None] => [],
        _ when options.CorruptedData.Length > 0 => Wanted(options) is { Length: > 0 } wanted
            ? [.. Published(options).Corruptions.Intersect(wanted)]
            : Published(options).Corruptions,
        [All] => For(CorruptionCatalog.All, channels),
        [Benchmark] => For(CorruptionCatalog.Benchmark, channels),
        string[] names => Named(names, channels),
    };

    /// <summary>Whether a corruption counts in the mean corruption error.</summary>
    public static bool IsOfBenchmark(string corruption) => OfBenchmark.Contains(corruption);

    /// <summary>Checks what can be checked before anything is measured.</summary>
    /// <exception cref="InvalidOptionException">A name is unknown, or ice is given for images that are corrupted already.</exception>
    /// <exception cref="DataFormatException">A folder of corrupted images is damaged, incomplete, or made from other images.</exception>
    public static void Require(AuditOptions options, IReadOnlyList<string> dataRoots)
    {
        if (options.CorruptedData.Length == 0)
        {
            Of(options, Colour);
            return;
        }

        if (options.Frost.Length > 0)
            throw new InvalidOptionException(
                "--frost", $"'{options.Frost}' beside --corrupted-data", "one of the two: those images are corrupted already");
        Published(options).RequireMadeFrom(ImageProblem.OpenOfAnySizes(options.Data, dataRoots).Evaluation);
    }

    private static CorruptedFolder Published(AuditOptions options) => CorruptedFolder.Open(options.CorruptedData, Wanted(options));

    // None for whatever is there.
    private static string[] Wanted(AuditOptions options) => options.Corruptions switch
    {
        [All] or [None] => [],
        [Benchmark] => OfBenchmark,
        string[] names => names,
    };

    private static string[] For(IReadOnlyList<Corruption> corruptions, int channels) =>
        [.. corruptions.Where(c => channels == Colour || !c.NeedsColour).Select(c => c.Name)];

    private static string[] Named(string[] names, int channels)
    {
        string[] known = [.. CorruptionCatalog.All.Select(c => c.Name)];
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new InvalidOptionException(
                "--corruptions", $"'{unknown}'", $"{All}, {Benchmark}, {None}, or names separated by commas: {string.Join(", ", known)}");
        Corruption[] chosen = [.. CorruptionCatalog.All.Where(c => names.Contains(c.Name))];
        return channels == Colour || Array.Find(chosen, c => c.NeedsColour) is not { } coloured
            ? [.. chosen.Select(c => c.Name)]
            : throw new InvalidOptionException(
                "--corruptions", $"{coloured.Name} for grey images", "images in colour, or corruptions that work on grey");
    }
}
