using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Overtone.Catalog.FourierRobustness;
using Overtone.Catalog.PostAveraging;
using Overtone.Repository;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests;

/// <summary>What every study keeps to, whatever it is about.</summary>
public partial class StudyCatalogTests(SmokeRuns runs)
{
    public static TheoryData<string> Ids => [.. StudyCatalog.All.Select(study => study.Id)];

    [Fact]
    public void Studies_have_ids_of_their_own() => Assert.Distinct(StudyCatalog.All.Select(study => study.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_study_says_what_it_is(string id)
    {
        var study = Study(id);
        Assert.Matches(KebabCase(), study.Id);
        Assert.True(study.Version >= 1);
        Assert.All(new[] { study.Title, study.Source, study.Summary }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.DoesNotContain('\n', study.Title);
        Assert.NotEmpty(study.Backend);
        Assert.All(study.Examples, example => Assert.StartsWith($"run {id}", example, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_option_is_described_and_has_a_flag_of_its_own(string id)
    {
        var type = Study(id).OptionsType;
        var settable = type.GetProperties().Where(p => p.CanWrite && p.Name != nameof(StudyOptions.Preset)).ToArray();
        Assert.NotEmpty(settable);
        Assert.All(
            settable,
            property =>
                Assert.False(string.IsNullOrWhiteSpace(property.GetCustomAttribute<OptionAttribute>()?.Description), property.Name));
        Assert.Equal(settable.Select(p => p.Name).Order(), StudyOptions.PropertiesOf(type).Select(p => p.Name).Order());
        Assert.Distinct(settable.Select(StudyOptions.FlagOf));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Presets_are_valid_and_the_papers_leaves_nothing_out(string id)
    {
        var study = Study(id);
        foreach (var preset in Enum.GetValues<Preset>())
        {
            var options = study.OptionsOf(preset);
            options.Validate();
            Assert.Equal(preset, options.Preset);
        }

        // A model or training of one's own is no experiment of a paper's.
        Assert.Equal(study.RepeatsExperiment, study.ReductionOf(study.OptionsOf(Preset.Smoke)) is not null);
        Assert.Null(study.ReductionOf(study.OptionsOf(Preset.Paper)));
    }

    /// <summary>
    /// Sixteen replicates that all agree do not tell a proportion from 0.8 yet. Networks that learn images take too long for more than
    /// twelve.
    /// </summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_thorough_preset_is_the_quick_one_with_enough_replicates_to_decide(string id)
    {
        var study = Study(id);
        var thorough = study.OptionsOf(Preset.Thorough);
        var counts = StudyOptions.PropertiesOf(study.OptionsType)
            .Where(property => property.GetCustomAttribute<OptionAttribute>()!.CountsReplicates).ToArray();
        var enough = id switch
        {
            "fprinciple-images" => 24,
            "fprinciple-filtering" or "fourier-features" => 12,
            "spectral-bias-sines" or "spectral-bias-perturbation" or "spectral-bias-capacity" => 60,
            _ => 20,
        };
        // Studies that train networks on images are thorough on photographs, with six seeds within eight hours for the whole source.
        var ofRobustness = new[] { typeof(RobustnessOptions), typeof(AveragingOptions) }
            .Any(shared => study.OptionsType.Namespace!.StartsWith(shared.Namespace!, StringComparison.Ordinal));
        if (ofRobustness && id != "planted-bands")
        {
            Assert.All(counts, property => Assert.Equal(VerdictRule.FewestReplicates, property.GetValue(thorough)));
            return;
        }

        Assert.All(study.RepeatsExperiment ? counts : [], property => Assert.Equal(enough, property.GetValue(thorough)));
        var quick = study.OptionsOf(Preset.Quick) with { Preset = Preset.Thorough };
        foreach (var property in counts)
            property.SetValue(quick, property.GetValue(thorough));
        Assert.Equal(Json(quick), Json(thorough));

        static string Json(StudyOptions options) => JsonSerializer.Serialize(options, options.GetType(), StudyJson.Compact);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_smoke_preset_runs_and_leaves_no_tensor_behind(string id)
    {
        var run = runs.Of(id);
        Assert.Empty(run.Outcome.Failures);
        Assert.NotNull(run.Outcome.Findings);
        Assert.Equal(0, run.TensorsLeft);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_same_seed_gives_the_same_tables_bit_for_bit(string id)
    {
        var run = runs.Of(id);
        Assert.Equal(run.Stored, run.StoredAfterASampleAgain());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Another_seed_gives_other_tables(string id) => Assert.NotNull(runs.Of(id).FirstToDifferWith(seed: 77));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Claims_are_told_apart_and_name_the_reduction(string id)
    {
        var findings = runs.Of(id).Outcome.Findings!;
        var claims = findings.Claims;
        Assert.True(claims.Count + findings.Estimates.Count > 0, "A study judges claims or estimates something.");
        Assert.Distinct(findings.Estimates.Select(e => e.Name));
        Assert.Distinct(claims.Select(c => c.Claim.Id));
        Assert.All(claims, c => Assert.Matches(KebabCase(), c.Claim.Id));
        Assert.All(claims, c => Assert.Equal(Study(id).ReductionOf(Study(id).OptionsOf(Preset.Smoke)), c.Reduction));
        Assert.All(claims, c => Assert.True(double.IsFinite(c.Claim.Threshold)));
        Assert.All(claims.Where(c => c.Claim.Replicate is not null), c => Assert.True(c.Claim.Replicates >= VerdictRule.FewestReplicates));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_claim_has_a_rival_that_it_must_beat_and_nothing_else_has_one(string id)
    {
        var findings = runs.Of(id).Outcome.Findings!;
        foreach (var claim in findings.ClaimsOf(ClaimRole.Claim).Select(c => c.Claim))
        {
            Assert.True(claim.Rivals.Count > 0, $"{claim.Id} names no rival");
            Assert.Distinct(claim.Rivals.Select(rival => rival.Name));
            Assert.All(claim.Rivals, rival => Assert.True(rival.Margin >= 0 && double.IsFinite(rival.Margin), $"{claim.Id}: {rival}"));
            Assert.All(claim.Rivals, rival => Assert.False(string.IsNullOrWhiteSpace(rival.Name), claim.Id));
        }

        Assert.All(
            findings.ClaimsOf(ClaimRole.Check).Concat(findings.ClaimsOf(ClaimRole.NegativeControl)),
            other => Assert.Empty(other.Claim.Rivals));
    }

    /// <summary>
    /// The page of all claims is the one table of what is quoted from sources: each claim with the source's number, and how that was had.
    /// </summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_of_all_claims_has_each_claim_with_the_sources_number_and_its_mark(string id)
    {
        string[] rows = [.. File.ReadLines(Path.Combine(RepositoryFolder.Root, "docs", "claims.md"))
            .Where(line => line.StartsWith($"| `{id}` ", StringComparison.Ordinal))];
        foreach (Claim claim in runs.Of(id).Outcome.Findings!.ClaimsOf(ClaimRole.Claim).Select(c => c.Claim))
        {
            string row = Assert.Single(rows, line => line.StartsWith($"| `{id}` {claim.Id} |", StringComparison.Ordinal));
            Assert.EndsWith($"| {claim.Published} |", row, StringComparison.Ordinal);
            if (claim.Published is { } published)
                Assert.Matches(@"\((digitised|read by eye|seen|proved|fitted to|recalled|recomputed)", published);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Columns_are_named_alike_everywhere(string id)
    {
        var outcome = runs.Of(id).Outcome;
        foreach (var table in outcome.Tables.All.Concat(outcome.Findings!.Tables))
        {
            Assert.Matches(SnakeCase(), table.Name);
            Assert.True(table.RowCount > 0, table.Name);
            Assert.All(table.Columns, column => Assert.Matches(SnakeCase(), column.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Figures_draw_what_there_is(string id)
    {
        var outcome = runs.Of(id).Outcome;
        var tables = outcome.Tables.All.Concat(outcome.Findings!.Tables).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var figures = outcome.Findings.Figures;
        Assert.NotEmpty(figures);
        Assert.Distinct(figures.Select(f => f.Id));
        foreach (var figure in figures)
        {
            Assert.Matches(KebabCase(), figure.Id);
            Assert.NotEmpty(figure.Panels);
            Assert.All(figure.Panels, panel => RequireColumns(panel, tables));
        }
    }

    // Every column a panel names exists, axes are numbers, and the rows it keeps are not none.
    private static void RequireColumns(Panel panel, Dictionary<string, Table> tables)
    {
        Assert.True(tables.TryGetValue(panel.Table, out var table), panel.Table);
        foreach (var axis in FigureColumns.AxesOf(panel))
        {
            Assert.NotEqual(ColumnType.Text, table![axis.Column].Type);
        }

        Assert.All(FigureColumns.GroupsOf(panel), name => Assert.Contains(name, table!.Columns.Select(column => column.Name)));
        Assert.Contains(table!.Rows, row => panel.Where.All(where => row.Text(where.Column) == where.Value));
    }

    private static Study Study(string id) => StudyCatalog.All.Single(study => study.Id == id);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
