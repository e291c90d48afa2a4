using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests;

/// <summary>
/// A claim is worth something only if tables without the claimed structure refute it: made-up tables that support every claim of a study
/// are permuted in one column, and the claim must no longer be supported.
/// </summary>
internal static class PermutedClaims
{
    private const int Permutations = 5;

    /// <summary>Requires that all claims of a study are supported by its made-up tables, and none by permuted ones.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">Its options.</param>
    /// <param name="supporting">Made-up tables.</param>
    /// <param name="columnOf">For a claim's id, the table and column to permute.</param>
    internal static void Require(
        Study study, StudyOptions options, TableSet supporting, Func<string, (string Table, string Column)> columnOf)
    {
        var claims = study.ConcludeFrom(options, supporting).Claims;
        Assert.NotEmpty(claims);
        Assert.All(
            claims,
            claim => Assert.True(claim.Verdict == Verdict.Supported, $"{claim.Claim.Id}: {claim.Reason}, estimate {claim.Estimate}"));
        foreach (var alike in claims.Select(claim => claim.Claim.Id).GroupBy(columnOf))
        {
            var (table, column) = alike.Key;
            for (var seed = 0; seed < Permutations; seed++)
            {
                var permuted = study.ConcludeFrom(options, supporting.With(supporting[table].Permute(column, seed))).Claims;
                foreach (var claim in alike.Select(id => permuted.Single(claim => claim.Claim.Id == id)))
                {
                    Assert.True(
                        claim.Verdict != Verdict.Supported,
                        $"{claim.Claim.Id} survives permutation {seed} of {table}.{column}: estimate {claim.Estimate}");
                }
            }
        }
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
