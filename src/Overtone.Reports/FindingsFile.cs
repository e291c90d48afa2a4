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
        json.WriteString("source", manifest.Source);
        json.WriteString("reduction", manifest.Reduction);
        json.WriteStartArray("warnings");
        foreach (string warning in findings.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteStartArray("highlights");
        foreach (Estimate highlight in findings.Highlights)
            json.WriteStringValue(highlight.Name);
        json.WriteEndArray();
        json.WriteStartArray("estimates");
        foreach (Estimate estimate in findings.Estimates)
            WriteEstimate(json, estimate);
        json.WriteEndArray();
        json.WriteStartArray("not_measured");
        foreach (NotMeasured part in findings.NotMeasured)
            WriteMissing(json, part);
        json.WriteEndArray();
        json.WriteStartArray("claims");
        foreach (JudgedClaim judged in findings.Claims)
            WriteClaim(json, judged);
        json.WriteEndArray();
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
        json.WriteString("role", claim.Role == ClaimRole.NegativeControl ? "negative_control" : "claim");
        json.WriteString("statement", claim.Statement);
        json.WriteString("source", claim.Source);
        json.WriteString("statistic", claim.Statistic);
        json.WriteString("direction", claim.Direction == Direction.AtLeast ? "at_least" : "at_most");
        WriteNumber(json, "threshold", claim.Threshold);
        json.WriteString("verdict", Spell(judged.Verdict));
        json.WriteString("reason", judged.Reason);
        json.WriteString("reduction", judged.Reduction);
        WriteNumber(json, "estimate", judged.Estimate);
        WriteNumber(json, "lower", judged.Lower);
        WriteNumber(json, "upper", judged.Upper);
        json.WriteStartArray("values");
        foreach (double value in judged.Values)
            WriteNumber(json, null, value);
        json.WriteEndArray();
        json.WriteNumber("never_reached", judged.NeverReached);
        WriteNumber(json, "never_reached_counts_as", claim.NeverReachedCountsAs ?? double.NaN);
        json.WriteString("replicate", claim.Replicate);
        json.WriteNumber("replicates_asked", claim.Replicate is null ? 1 : claim.Replicates);
        json.WriteString("published", claim.Published);
        json.WriteEndObject();
    }

    private static string Spell(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.NotSupported => "not_supported",
        _ => "inconclusive",
    };

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
