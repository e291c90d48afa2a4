using Overtone.Studies.Tables;

namespace Overtone.Studies;

/// <summary>A trial that a run was finished without: it failed, and its study calls it optional.</summary>
/// <param name="Key">The trial's key.</param>
/// <param name="Part">What was to be measured: the trial's label.</param>
/// <param name="Reason">Why it was not, in one sentence.</param>
public sealed record NotMeasured(string Key, string Part, string Reason)
{
    /// <summary>The table in which a study finds what was not measured: a row each with <c>part</c> and <c>reason</c>. It is there only if there is something.</summary>
    public const string Table = "not_measured";

    internal static TableSet AddTo(TableSet tables, IReadOnlyList<NotMeasured> missing) => missing.Count == 0 ? tables : tables.With(ToTable(missing));

    private static Table ToTable(IReadOnlyList<NotMeasured> missing)
    {
        var rows = new TableBuilder(Table, Column.Text("part"), Column.Text("reason"));
        foreach (NotMeasured part in missing)
            rows.Add(part.Part, part.Reason);
        return rows.Build();
    }
}
