using System.Text.Json.Nodes;
using Overtone.Catalog;
using Overtone.Hosting.Stability;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Cli.Tests.Stability;

public class StudyStabilityTests
{
    private const string Verdicts = """
        {
          "study": "coin", "reduction": "draws 2 (paper: 8)", "warnings": [], "estimates": [],
          "claims": [
            { "id": "rises", "role": "claim", "statement": "It rises", "verdict": "not_supported", "estimate": null },
            { "id": "falls", "role": "negative_control", "statement": "It falls", "verdict": "supported", "values": [1] }
          ]
        }
        """;

    private static readonly SetVerdicts Found = SetVerdicts.Read(Verdicts);

    private static readonly SetVerdicts Other =
        Found with { Claims = [Found.Claims[0] with { Verdict = "inconclusive" }, Found.Claims[1]] };

    [Theory]
    [InlineData("small-weight-gradients", Preset.Quick, "--preset thorough")]
    [InlineData("small-weight-gradients", Preset.Smoke, null)]
    [InlineData("small-weight-gradients", Preset.Thorough, null)]
    [InlineData("ball-average", Preset.Quick, null)]
    public void More_replicates_are_advised_where_the_thorough_preset_has_more(string study, Preset preset, string? needs) =>
        Assert.Equal([needs, null], Of(study, preset).Claims.Select(claim => claim.Needs));

    [Fact]
    public void The_file_names_study_seeds_and_verdicts_as_other_files_do()
    {
        JsonNode json = JsonNode.Parse(Of("small-weight-gradients", Preset.Quick).ToJson())!;
        Assert.Equal(("small-weight-gradients", "quick"), ((string?)json["study"], (string?)json["preset"]));
        Assert.True((int)json["study_version"]! >= 1);
        Assert.Equal([1, 1001, 2001], json["seeds"]!.AsArray().Select(seed => (int)seed!));
        Assert.Equal("draws 2 (paper: 8)", (string?)json["reduction"]);
        JsonNode claim = json["claims"]![0]!;
        Assert.Equal(("rises", "claim", "It rises"), ((string?)claim["id"], (string?)claim["role"], (string?)claim["statement"]));
        JsonNode counts = claim["counts"]!;
        Assert.Equal((0, 2, 1), ((int)counts["supported"]!, (int)counts["not_supported"]!, (int)counts["inconclusive"]!));
        Assert.Equal(("not_supported", 1), ((string?)claim["most_frequent"], (int)claim["turned"]!));
        Assert.Equal(1.0 / 3, (double)claim["differing_share"]!, 1e-12);
        Assert.Equal("--preset thorough", (string?)claim["needs"]);
    }

    [Fact]
    public void The_table_tells_claims_from_negative_controls_and_names_the_reduction()
    {
        var text = new StringWriter();
        StabilityTable.Write(new Output("overtone", text, TextWriter.Null), Of("small-weight-gradients", Preset.Quick));
        string[] lines = text.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("claim     supported  not supported  ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("It rises  0          2  ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("turns in 1 of 3; needs --preset thorough", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Negative controls: ", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("turns in 0 of 3", lines[4], StringComparison.Ordinal);
        Assert.Contains("draws 2 (paper: 8)", lines[5]);
    }

    private static StudyStability Of(string id, Preset preset)
    {
        Study study = StudyCatalog.All.Single(s => s.Id == id);
        return StudyStability.Of(study, SeedSets.Of(study.OptionsOf(preset), 3), [Found, Other, Found]);
    }
}
