using System.Text.Encodings.Web;
using System.Text.Json;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Reports;

/// <summary>
/// Writes the estimates and the judged claims as JSON for other programs. Keys are stable; a number that does not exist (NaN, never
/// reached, no interval) is <c>null</c>.
/// </summary>
public static class FindingsFile
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "verdicts.json";

    /// <summary>The key of the version of the rule by which claims were judged; see <see cref="VerdictRule.Version"/>.</summary>
    public const string RuleKey = "rule";

    /// <summary>
    /// By which version of the rule a run's claims were judged when its findings were written; null where there are none. Before there
    /// was a key, it was the first.
    /// </summary>
    /// <param name="path">The file written by <see cref="Write"/>.</param>
    /// <exception cref="InvalidDataException">The file is no JSON, or the version no number.</exception>
    public static int? RuleOf(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.GetProperty("claims").GetArrayLength() == 0
                ? null
                : json.RootElement.TryGetProperty(RuleKey, out JsonElement rule) ? rule.GetInt32() : 1;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException(
                $"{path}: found no findings of a run, expected JSON with 'claims' and a number '{RuleKey}'", error);
        }
    }

    /// <summary>Writes the findings of a run to <paramref name="path"/>, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, RunManifest manifest, StudyFindings findings) => AtomicFile.Write(path, temporary =>
    {
        using FileStream stream = File.Create(temporary);
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var json = new Utf8JsonWriter(stream, options);
        WriteRun(json, manifest, findings);
    });

    private static void WriteRun(Utf8JsonWriter json, RunManifest manifest, StudyFindings findings)
    {
        json.WriteStartObject();
        json.WriteString("study", manifest.Study);
        json.WriteNumber("study_version", manifest.StudyVersion);
        json.WriteNumber(RuleKey, VerdictRule.Version);
        json.WriteString("source", manifest.Source);
        json.WriteString("reduction", manifest.Reduction);
        WriteArray(json, "warnings", findings.Warnings, warning => json.WriteStringValue(warning));
        WriteArray(json, "highlights", findings.Highlights, highlight => json.WriteStringValue(highlight.Name));
        WriteArray(json, "estimates", findings.Estimates, estimate => WriteEstimate(json, estimate));
        WriteArray(json, "not_measured", findings.NotMeasured, part => WriteMissing(json, part));
        json.WriteNumber("supported_by_chance", Math.Round(findings.SupportedByChance, 3));
        WriteArray(json, "claims", findings.Claims, judged => WriteClaim(json, judged));
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, Estimate estimate)
    {
        json.WriteStartObject();
        json.WriteString("name", estimate.Name);
        json.WriteString("subject", estimate.Subject);
        WriteNumber(json, "value", estimate.Value);
        WriteNumber(json, "low", estimate.Low ?? double.NaN);
        WriteNumber(json, "high", estimate.High ?? double.NaN);
        json.WriteString("unit", estimate.Unit);
        json.WriteString("not_measured", estimate.IsMeasured ? null : estimate.Statement);
        json.WriteString("statement", estimate.Statement);
        json.WriteString("advice", estimate.Advice);
        json.WriteEndObject();
    }

    private static void WriteMissing(Utf8JsonWriter json, NotMeasured part)
    {
        json.WriteStartObject();
        json.WriteString("part", part.Part);
        json.WriteString("reason", part.Reason);
        json.WriteEndObject();
    }

    private static void WriteClaim(Utf8JsonWriter json, JudgedClaim judged)
    {
        Claim claim = judged.Claim;
        json.WriteStartObject();
        json.WriteString("id", claim.Id);
        json.WriteString("role", claim.Role switch
        {
            ClaimRole.Check => "check",
            ClaimRole.NegativeControl => "negative_control",
            _ => "claim",
        });
        json.WriteString("statement", claim.Statement);
        json.WriteString("source", claim.Source);
        json.WriteString("statistic", claim.Statistic);
        json.WriteString("direction", claim.Direction == Direction.AtLeast ? "at_least" : "at_most");
        WriteNumber(json, "threshold", claim.Threshold);
        json.WriteString("verdict", VerdictRule.KeyOf(judged.VerdictText));
        json.WriteString("reason", judged.Reason);
        json.WriteString("reduction", judged.Reduction);
        WriteNumber(json, "estimate", judged.Estimate);
        WriteNumber(json, "lower", judged.Lower);
        WriteNumber(json, "upper", judged.Upper);
        WriteArray(json, "values", judged.Values, value => WriteNumber(json, null, value));
        json.WriteNumber("never_reached", judged.NeverReached);
        json.WriteString("replicate", claim.Replicate);
        json.WriteNumber("replicates_asked", claim.Replicate is null ? 1 : claim.Replicates);
        json.WriteString("published", claim.Published);
        WriteArray(json, "rivals", judged.Rivals, rival => WriteRival(json, rival));
        json.WriteEndObject();
    }

    private static void WriteRival(Utf8JsonWriter json, JudgedRival judged)
    {
        json.WriteStartObject();
        json.WriteString("name", judged.Rival.Name);
        WriteNumber(json, "margin", judged.Rival.Margin);
        WriteNumber(json, "estimate", judged.Estimate);
        WriteNumber(json, "difference", judged.Difference);
        WriteNumber(json, "difference_lower", judged.Lower);
        WriteNumber(json, "difference_upper", judged.Upper);
        json.WriteBoolean("told_apart", judged.IsTold);
        WriteArray(json, "values", judged.Values, value => WriteNumber(json, null, value));
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string key, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(key);
        foreach (T item in items)
            write(item);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string? key, double value)
    {
        if (key is not null)
            json.WritePropertyName(key);
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }
}
