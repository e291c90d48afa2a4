using System.Globalization;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>A coarser audit that comes before the whole one.</summary>
internal enum AuditLook
{
    /// <summary>The heat map by neighbourhoods, and what takes little beside it.</summary>
    First,

    /// <summary>Every part that needs no more of the heat map.</summary>
    Second,
}

/// <summary>Which reports an audit has before its last. What it leaves to later, each part says itself.</summary>
internal static class FirstLooks
{
    // With fewer the whole is there soon enough.
    private const int FewestImages = 100;

    /// <summary>
    /// The looks that come before an audit: none where the whole is soon there, or where models are compared, which are measured one after
    /// the other.
    /// </summary>
    /// <exception cref="InvalidOptionException">An option has a value it must not have, or the model file one.</exception>
    public static IReadOnlyList<FirstLook> Of(AuditOptions options)
    {
        if (options.IsDemonstration || options.CompareWith.Length > 0 || options.Images < FewestImages)
            return [];
        ModelRequirements.Require(options);
        var attacks = AttackChoice.Of(options);
        bool hasCorruptions = options.Corruptions is not [CorruptionChoice.None], hasAttacks = options.Attacks is not [AttackChoice.None];
        string[] later = [.. hasCorruptions ? ["corruptions"] : Array.Empty<string>(), .. hasAttacks ? ["attacks"] : Array.Empty<string>()];
        FirstLook second = Look(options, AuditLook.Second, attacks.Fourier ? ["the black-box attack"] : []);
        return later.Length == 0 ? [second] : [Look(options, AuditLook.First, later), second];
    }

    private static FirstLook Look(AuditOptions options, AuditLook look, string[] later)
    {
        AuditOptions coarser = AuditParts.All.Aggregate(options, (some, part) => part.Look(some, look)) with { Refined = options };
        string rest = later.Length == 0 ? "" : $" Still to come: {string.Join(" and ", later)}.";
        return new FirstLook(
            coarser,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The audit is not finished. So far, the heat map is averaged over {coarser.Resolution}×{coarser.Resolution} neighbouring "
                    + $"frequencies and known to ±{coarser.Precision}.{rest}"));
    }
}
