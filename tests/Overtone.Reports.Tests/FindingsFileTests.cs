using System.Text.Encodings.Web;
using System.Text.Json;
using Overtone.Studies.Findings;

namespace Overtone.Reports.Tests;

public class FindingsFileTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonElement Write()
    {
        using var folder = new Folder();
        FindingsFile.Write(folder["verdicts.json"], Samples.Manifest, Samples.Findings with { Estimates = Samples.Estimates });
        return JsonDocument.Parse(File.ReadAllText(folder["verdicts.json"])).RootElement;
    }

    [Fact]
    public void Every_claim_is_there_with_its_verdict()
    {
        JsonElement json = Write();
        Assert.Equal("f-principle/toy", json.GetProperty("study").GetString());
        Assert.Equal(
            [
                "holds supported claim", "fails not_supported claim", "open inconclusive claim", "never not_supported claim",
                "blind does_not_discriminate claim", "exact holds check", "control not_supported negative_control",
            ],
            json.GetProperty("claims").EnumerateArray()
                .Select(claim => $"{claim.GetProperty("id")} {claim.GetProperty("verdict")} {claim.GetProperty("role")}"));
    }

    [Fact]
    public void The_rule_and_what_chance_would_support_are_told()
    {
        JsonElement json = Write();
        Assert.Equal(VerdictRule.Version, json.GetProperty("rule").GetInt32());
        Assert.Equal(Samples.Findings.SupportedByChance, json.GetProperty("supported_by_chance").GetDouble(), 1e-3);
    }

    [Theory]
    [InlineData("""{"rule":2,"claims":[{}]}""", 2)]
    [InlineData("""{"claims":[{}]}""", 1)]
    [InlineData("""{"rule":2,"claims":[]}""", null)]
    public void A_file_tells_by_which_rule_its_claims_were_judged(string json, int? rule)
    {
        using var folder = new Folder();
        File.WriteAllText(folder["verdicts.json"], json);
        Assert.Equal(rule, FindingsFile.RuleOf(folder["verdicts.json"]));
        Assert.Null(FindingsFile.RuleOf(folder["nowhere.json"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"rule":"two","claims":[{}]}""")]
    public void A_file_that_has_no_findings_is_refused(string json)
    {
        using var folder = new Folder();
        File.WriteAllText(folder["verdicts.json"], json);
        Assert.Contains(
            folder["verdicts.json"],
            Assert.Throws<InvalidDataException>(() => FindingsFile.RuleOf(folder["verdicts.json"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rival_is_there_with_what_tells_it_apart()
    {
        JsonElement[] claims = [.. Write().GetProperty("claims").EnumerateArray()];
        Assert.Equal(
            "name margin estimate difference difference_lower difference_upper told_apart values",
            string.Join(' ', claims[0].GetProperty("rivals")[0].EnumerateObject().Select(property => property.Name)));
        for (int i = 0; i < claims.Length; i++)
        {
            var judged = Samples.Findings.Claims[i];
            Assert.Equal(
                judged.Rivals.Select(rival => $"{rival.Rival.Name} {rival.IsTold} {rival.Values.Count}"),
                claims[i].GetProperty("rivals").EnumerateArray().Select(rival =>
                    $"{rival.GetProperty("name")} {rival.GetProperty("told_apart")} {rival.GetProperty("values").GetArrayLength()}"));
        }

        Assert.Equal([true, false, 0.1], (object[])
        [
            claims[0].GetProperty("rivals")[0].GetProperty("told_apart").GetBoolean(),
            claims[4].GetProperty("rivals")[0].GetProperty("told_apart").GetBoolean(),
            claims[0].GetProperty("rivals")[0].GetProperty("estimate").GetDouble(),
        ]);
    }

    [Fact]
    public void Numbers_come_back_exactly_and_NaN_or_infinite_ones_as_null()
    {
        JsonElement[] claims = [.. Write().GetProperty("claims").EnumerateArray()];
        for (int i = 0; i < claims.Length; i++)
        {
            var judged = Samples.Findings.Claims[i];
            Assert.Equal(judged.Values, claims[i].GetProperty("values").EnumerateArray().Select(Number));
            Assert.Equal(Finite(judged.Estimate), Number(claims[i].GetProperty("estimate")));
            Assert.Equal(Finite(judged.Lower), Number(claims[i].GetProperty("lower")));
            Assert.Equal(Finite(judged.Upper), Number(claims[i].GetProperty("upper")));
            Assert.Equal(judged.NeverReached, claims[i].GetProperty("never_reached").GetInt32());
        }

        static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
        static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Null ? double.NaN : element.GetDouble();
    }

    [Fact]
    public void The_keys_are_the_documented_ones() => Assert.Equal(
        "id role statement source statistic direction threshold verdict reason reduction estimate lower upper values never_reached "
                + "replicate replicates_asked published rivals",
        string.Join(' ', Write().GetProperty("claims")[1].EnumerateObject().Select(property => property.Name)));

    [Fact]
    public void A_reduced_experiment_is_named()
    {
        JsonElement claims = Write().GetProperty("claims");
        Assert.Equal("8 seeds of 20", claims[1].GetProperty("reduction").GetString());
        Assert.Equal(JsonValueKind.Null, claims[0].GetProperty("reduction").ValueKind);
    }

    [Fact]
    public void Every_estimate_is_there_and_what_it_lacks_is_null()
    {
        const string Reason = "The region holds no such frequencies.";
        JsonElement[] estimates = [.. Write().GetProperty("estimates").EnumerateArray()];
        Assert.Equal(
            [
                """{"name":"accuracy","subject":"","value":0.875,"low":0.8104,"high":0.92,"unit":"","not_measured":null"""
                    + ""","statement":"It classifies 87.5 % rightly.","advice":"Check the normalisation."}""",
                """{"name":"bandwidth","subject":"","value":7,"low":null,"high":null,"unit":"cycles per image","not_measured":null"""
                    + ""","statement":"It lives on a square of 7×7 frequencies.","advice":""}""",
                """{"name":"unmeasured","subject":"","value":null,"low":null,"high":null"""
                    + $$""","unit":"","not_measured":"{{Reason}}","statement":"{{Reason}}","advice":""}""",
            ],
            estimates.Select(e => JsonSerializer.Serialize(e, Readable)));
    }

    [Fact]
    public void Warnings_are_told()
    {
        using var folder = new Folder();
        FindingsFile.Write(folder["verdicts.json"], Samples.Manifest, Samples.Findings with { Warnings = ["near chance"] });
        JsonElement json = JsonDocument.Parse(File.ReadAllText(folder["verdicts.json"])).RootElement;
        Assert.Equal(JsonValueKind.Array, json.GetProperty("highlights").ValueKind);
        Assert.Equal("near chance", Assert.Single(json.GetProperty("warnings").EnumerateArray()).GetString());
    }

    [Fact]
    public void What_was_left_out_is_told()
    {
        using var folder = new Folder();
        StudyFindings findings = Samples.Findings with { NotMeasured = [new("attack pgd", "no gradient", "key")] };
        FindingsFile.Write(folder["verdicts.json"], Samples.Manifest, findings);
        JsonElement json = JsonDocument.Parse(File.ReadAllText(folder["verdicts.json"])).RootElement;
        JsonElement missing = Assert.Single(json.GetProperty("not_measured").EnumerateArray());
        Assert.Equal("""{"part":"attack pgd","reason":"no gradient"}""", JsonSerializer.Serialize(missing, Readable));
    }
}
