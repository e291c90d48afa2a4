using Overtone.Studies.Tables;

namespace Overtone.Studies.Findings;

/// <summary>What a study concludes from its tables.</summary>
public sealed record StudyFindings
{
    private const int MostHighlights = 3;

    /// <summary>Claims, checks and negative controls, judged, in the order in which a reader should meet them.</summary>
    public required IReadOnlyList<JudgedClaim> Claims { get; init; }

    /// <summary>
    /// How many claims chance alone would support at most: as many as would be expected if every one's truth lay just at its threshold.
    /// </summary>
    public double SupportedByChance => Claims.Sum(claim => claim.SupportedByChance);

    /// <summary>The claims, the checks or the controls alone.</summary>
    public IReadOnlyList<JudgedClaim> ClaimsOf(ClaimRole role) => [.. Claims.Where(claim => claim.Claim.Role == role)];

    /// <summary>The numbers of the summary, most important first; empty for a study that only judges claims.</summary>
    public IReadOnlyList<Estimate> Estimates { get; init; } = [];

    /// <summary>The three numbers at most that matter most, for a reader who reads nothing else; the most important first.</summary>
    public IReadOnlyList<Estimate> Highlights =>
    [
        .. Estimates.Where(e => e is { Importance: > 0, Subject.Length: 0, IsMeasured: true })
            .OrderByDescending(e => e.Importance).Take(MostHighlights),
    ];

    /// <summary>The figures, in order. They may draw measured tables and <see cref="Tables"/>.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Tables derived from the measured ones, for example settling steps.</summary>
    public IReadOnlyList<Table> Tables { get; init; } = [];

    /// <summary>
    /// What was not measured, and why: told in the terminal, the report and <c>verdicts.json</c>. A study names what it left out itself;
    /// the run adds the trials that it was finished without.
    /// </summary>
    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];

    /// <summary>
    /// What may make the numbers mean less than they seem to: told first, in the terminal, the report and <c>verdicts.json</c>.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What a reader must know to read the numbers correctly: choices made, departures from the source.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
