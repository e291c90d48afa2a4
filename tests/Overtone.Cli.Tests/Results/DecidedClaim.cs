using System.Globalization;
using System.Text.Json;

namespace Overtone.Cli.Tests.Results;

/// <summary>A claim as a decided run left it in <c>verdicts.json</c>, with its stability where ten runs were made.</summary>
internal sealed record DecidedClaim(string Study, JsonElement Json, JsonElement? Stability)
{
    private static readonly string[] Words = ["supported", "not_supported", "does_not_discriminate", "inconclusive"];

    public string Id => Text("id")!;

    public string Statement => Text("statement")!;

    public string Verdict => Text("verdict")!.Replace('_', ' ');

    public string? Published => Text("published");

    public string Reason => Text("reason")!;

    /// <summary>In how many of ten runs another verdict fell than the most frequent one; 0 where there are none.</summary>
    public int Turned => Stability?.GetProperty("turned").GetInt32() ?? 0;

    /// <summary>How many values it is judged by.</summary>
    public int Values => Json.GetProperty("values").GetArrayLength();

    /// <summary>The statistic with its interval.</summary>
    public string Statistic => Interval(Json, "estimate", "lower", "upper");

    public string Threshold => $"{(IsAtLeast ? "≥" : "≤")} {Number(Json, "threshold")}";

    /// <summary>The rival that decides, with its own statistic.</summary>
    public string Rival => $"{Deciding.GetProperty("name").GetString()}: {Number(Deciding, "estimate")}";

    /// <summary>The difference from it, and the margin.</summary>
    public string Difference =>
        $"{Interval(Deciding, "difference", "difference_lower", "difference_upper")}, {Number(Deciding, "margin")}";

    /// <summary>In how many of ten runs the same verdict fell; the others, if any.</summary>
    public string OfTen
    {
        get
        {
            if (Stability is not { } stability)
                return "";
            JsonElement counts = stability.GetProperty("counts");
            IEnumerable<(string Word, int Count)> fallen = Words.Select(word => (word, counts.GetProperty(word).GetInt32()))
                .Where(pair => pair.Item2 > 0).OrderByDescending(pair => pair.Item2);
            return string.Join(", ", fallen.Select(pair => $"{pair.Count} {pair.Word.Replace('_', ' ')}"));
        }
    }

    // The one whose difference lies nearest to the margin, or on its wrong side.
    private JsonElement Deciding => Json.GetProperty("rivals").EnumerateArray().MinBy(rival =>
    {
        JsonElement end = rival.GetProperty(IsAtLeast ? "difference_lower" : "difference_upper");
        double away = end.ValueKind == JsonValueKind.Null ? double.NegativeInfinity : (IsAtLeast ? 1 : -1) * end.GetDouble();
        return (rival.GetProperty("told_apart").GetBoolean(), away - rival.GetProperty("margin").GetDouble());
    });

    private bool IsAtLeast => Text("direction") == "at_least";

    private string? Text(string key) => Json.GetProperty(key).GetString();

    private static string Interval(JsonElement json, string estimate, string lower, string upper) =>
        $"{Number(json, estimate)} [{Number(json, lower)}, {Number(json, upper)}]";

    private static string Number(JsonElement json, string key) => json.GetProperty(key) is { ValueKind: JsonValueKind.Number } number
        ? number.GetDouble().ToString("G3", CultureInfo.InvariantCulture).Replace('E', 'e').Replace('-', '−') : "–";
}
