using System.Text.Json;
using Overtone.Studies;

namespace Overtone.Hosting.Stability;

/// <summary>How a study's verdicts agree over sets of seeds: the content of <c>stability.json</c>.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="StudyVersion">Its version.</param>
/// <param name="Preset">The preset that the options began from.</param>
/// <param name="Reduction">What the options leave out of the paper's experiment; null for nothing.</param>
/// <param name="Seeds">The first seed of each set.</param>
/// <param name="Claims">How the verdicts on each claim agree.</param>
internal sealed record StudyStability(
    string Study, int StudyVersion, Preset Preset, string? Reduction, IReadOnlyList<long> Seeds, IReadOnlyList<ClaimStability> Claims)
{
    /// <summary>Compares what was found with several sets.</summary>
    /// <param name="study">The study.</param>
    /// <param name="sets">The options of each set.</param>
    /// <param name="found">What was found with each, in the same order.</param>
    public static StudyStability Of(Study study, IReadOnlyList<StudyOptions> sets, IReadOnlyList<SetVerdicts> found) => new(
        study.Id,
        study.Version,
        sets[0].Preset,
        found[0].Reduction,
        [.. sets.Select(options => options.Seed)],
        ClaimStability.Of(found, RemedyOf(study, sets[0])));

    /// <summary>As JSON for other programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SetVerdicts.Spelling);

    // Not for a study whose thorough preset has no more replicates than these options.
    private static string? RemedyOf(Study study, StudyOptions options) =>
        options.Preset == Preset.Quick && Reductions.Replicates(study.OptionsOf(Preset.Thorough)) > Reductions.Replicates(options)
            ? $"{OptionBinder.Preset.Name} {StudyJson.NameOf(Preset.Thorough)}"
            : null;
}
