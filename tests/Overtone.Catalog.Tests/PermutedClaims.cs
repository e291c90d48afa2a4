using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests;

/// <summary>
/// A claim is worth something only if tables without the claimed structure refute it, and tables in which a rival does as well: made-up
/// tables that support every claim of a study are permuted in one column, or give a rival what they give the claim, and the claim must no
/// longer be supported.
/// </summary>
internal static class PermutedClaims
{
    private const int Permutations = 5;

    /// <summary>Requires that all claims and checks of a study hold on its made-up tables, and none on permuted ones.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">Its options.</param>
    /// <param name="supporting">Made-up tables.</param>
    /// <param name="columnOf">For the id of a claim or check, the table and column to permute.</param>
    internal static void Require(
        Study study, StudyOptions options, TableSet supporting, Func<string, (string Table, string Column)> columnOf) => Require(
        study, options, supporting, (claim, seed) =>
        {
            var (table, column) = columnOf(claim);
            return supporting.With(supporting[table].Permute(column, seed));
        });

    /// <summary>Requires that all claims and checks of a study hold on its made-up tables, and none on changed ones.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">Its options.</param>
    /// <param name="supporting">Made-up tables.</param>
    /// <param name="changed">For the id of a claim or check, tables without what it says, made anew with every seed.</param>
    internal static void Require(Study study, StudyOptions options, TableSet supporting, Func<string, int, TableSet> changed)
    {
        string[] ids = [.. RequireHolding(study, options, supporting).Select(claim => claim.Claim.Id)];
        foreach (var (id, seed) in ids.SelectMany(id => Enumerable.Range(0, Permutations).Select(seed => (id, seed))))
        {
            var claim = Judge(study, options, changed(id, seed), id);
            Assert.True(claim.Verdict != Verdict.Supported, $"{id} survives change {seed}: estimate {claim.Estimate}");
        }
    }

    /// <summary>Requires that all claims and checks of a study hold, and returns them; negative controls are not looked at.</summary>
    internal static IReadOnlyList<JudgedClaim> RequireHolding(Study study, StudyOptions options, TableSet tables)
    {
        var findings = study.ConcludeFrom(options, tables);
        JudgedClaim[] claims = [.. findings.ClaimsOf(ClaimRole.Claim), .. findings.ClaimsOf(ClaimRole.Check)];
        Assert.NotEmpty(claims);
        Assert.All(
            claims,
            claim => Assert.True(claim.Verdict == Verdict.Supported, $"{claim.Claim.Id}: {claim.Reason}, estimate {claim.Estimate}"));
        return claims;
    }

    /// <summary>
    /// Requires that a claim still lies wholly on the claimed side of its threshold, so that nothing but a rival speaks against it, and
    /// that the rival does: it is not told apart.
    /// </summary>
    internal static void RequireRivalDecides(Study study, StudyOptions options, TableSet tables, string claim)
    {
        var judged = Judge(study, options, tables, claim);
        var passes = judged.Claim.Direction == Direction.AtLeast
            ? judged.Lower >= judged.Claim.Threshold
            : judged.Upper <= judged.Claim.Threshold;
        Assert.True(passes, $"{claim} misses its own threshold: estimate {judged.Estimate}");
        Assert.Contains(judged.Rivals, rival => !rival.IsTold);
        Assert.True(judged.Verdict == Verdict.DoesNotDiscriminate, $"{claim}: {judged.Verdict}, {judged.Reason}");
    }

    /// <summary>Tables in which the rows of a rival are those of another, under the rival's name.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="isRival">Which rows are the rival's.</param>
    /// <param name="isOther">Which rows it gets.</param>
    /// <param name="named">A row of the other, under the rival's name.</param>
    internal static TableSet WithRival<T>(TableSet tables, Func<T, bool> isRival, Func<T, bool> isOther, Func<T, T> named)
    {
        var rows = tables.Rows<T>();
        Assert.Contains(rows, row => isRival(row));
        Assert.Contains(rows, row => isOther(row));
        return tables.With(Table.Of(rows.Where(row => !isRival(row)).Concat(rows.Where(isOther).Select(named))));
    }

    /// <summary>The verdict on one claim.</summary>
    internal static JudgedClaim Judge(Study study, StudyOptions options, TableSet tables, string claim) =>
        study.ConcludeFrom(options, tables).Claims.Single(c => c.Claim.Id == claim);

    /// <summary>A table with two columns of one type exchanged.</summary>
    internal static Table Exchange(Table table, string first, string second)
    {
        string Other(string name) => name == first ? second : name == second ? first : name;
        var exchanged = new TableBuilder(table.Name, [.. table.Columns]);
        foreach (var row in table.Rows)
        {
            exchanged.Add([.. table.Columns.Select(column => ValueOf(row, Other(column.Name)))]);
        }

        return exchanged.Build();
    }

    private static object ValueOf(Row row, string column) => row.Table[column].Type switch
    {
        ColumnType.Integer => row.Integer(column),
        ColumnType.Number => row.Number(column),
        _ => row.Text(column),
    };
}
