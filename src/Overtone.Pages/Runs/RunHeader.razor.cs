using System.Globalization;
using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Pages.Runs;

/// <summary>What was run and when, whether at full size, and how many claims held.</summary>
public partial class RunHeader : ComponentBase
{
    /// <summary>What was run.</summary>
    [Parameter, EditorRequired]
    public required RunManifest Manifest { get; set; }

    /// <summary>The claims that are counted, without negative controls.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<JudgedClaim> Claims { get; set; }

    private string When => Manifest.Finished is { } finished
        ? $"{Spell(Manifest.Started)}; finished {Spell(finished)}"
        : $"{Spell(Manifest.Started)}; not finished";

    private string Tally
    {
        get
        {
            IEnumerable<string> counts =
                from verdict in (string[])["supported", "not supported", "does not discriminate", "inconclusive"]
                let count = Claims.Count(c => c.VerdictText == verdict)
                where count > 0
                select $"{count} {(verdict == "does not discriminate" && count > 1 ? "do not discriminate" : verdict)}";
            return $"{Claims.Count} claim{(Claims.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}";
        }
    }

    private static string Spell(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
