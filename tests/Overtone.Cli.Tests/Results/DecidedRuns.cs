using System.Text.Json;
using Overtone.Catalog;
using Overtone.Hosting.Stability;
using Overtone.Reports;

namespace Overtone.Cli.Tests.Results;

/// <summary>
/// The runs that decide, as <c>.ci/nightly</c> leaves them in <c>docs/results</c>: for each study the findings, and how often each verdict
/// fell in ten runs on other seeds.
/// </summary>
internal static class DecidedRuns
{
    private static readonly string Folder = Path.Combine(HouseRulesTests.Root, "docs", "results", "quick");

    /// <summary>What the runs were asked to claim, study by study in their order, claim by claim; checks are left out.</summary>
    public static IReadOnlyList<DecidedClaim> Claims { get; } = [.. StudyCatalog.All.SelectMany(study => Of(study.Id))];

    /// <summary>How many claims chance alone would support at most.</summary>
    public static double SupportedByChance { get; } =
        StudyCatalog.All.Sum(study => Read(study.Id, FindingsFile.FileName)?.GetProperty("supported_by_chance").GetDouble() ?? 0);

    /// <summary>What a run left out of its source's experiment; null where nothing.</summary>
    public static string? ReductionOf(string study) => Read(study, FindingsFile.FileName)?.GetProperty("reduction").GetString();

    private static IEnumerable<DecidedClaim> Of(string study)
    {
        JsonElement? stability = Read(study, StabilityFolder.FileName);
        return Read(study, FindingsFile.FileName) is { } findings
            ? findings.GetProperty("claims").EnumerateArray().Where(claim => claim.GetProperty("role").GetString() == "claim")
                .Select(claim => new DecidedClaim(study, claim, StabilityOf(stability, claim.GetProperty("id").GetString()!)))
            : [];
    }

    private static JsonElement? StabilityOf(JsonElement? stability, string id) => stability?.GetProperty("claims").EnumerateArray()
        .Where(claim => claim.GetProperty("id").GetString() == id).Select(claim => (JsonElement?)claim).SingleOrDefault();

    private static JsonElement? Read(string study, string file)
    {
        string path = Path.Combine(Folder, study, file);
        return File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)).RootElement : null;
    }
}
