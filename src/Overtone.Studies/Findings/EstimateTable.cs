namespace Overtone.Studies.Findings;

/// <summary>The same numbers of several things compared, side by side: a row a number, a column a subject.</summary>
public sealed class EstimateTable
{
    private EstimateTable(IReadOnlyList<string> subjects, IReadOnlyList<EstimateRow> rows) => (Subjects, Rows) = (subjects, rows);

    /// <summary>The subjects, in the order in which they are met.</summary>
    public IReadOnlyList<string> Subjects { get; }

    /// <summary>The numbers, in the order in which they are met.</summary>
    public IReadOnlyList<EstimateRow> Rows { get; }

    /// <summary>The table of all estimates that have a subject.</summary>
    /// <param name="estimates">Estimates; those without a subject are left out.</param>
    public static EstimateTable Of(IReadOnlyList<Estimate> estimates)
    {
        Estimate[] with = [.. estimates.Where(e => e.Subject.Length > 0)];
        string[] subjects = [.. with.Select(e => e.Subject).Distinct()];
        return new EstimateTable(
            subjects, [
                .. with.GroupBy(ShortName)
                    .Select(row => new EstimateRow(
                        row.Key,
                        row.First().Unit,
                        [.. subjects.Select(subject => row.FirstOrDefault(e => e.Subject == subject))])),
            ]);
    }

    private static string ShortName(Estimate estimate) => estimate.Name[(estimate.Subject.Length + 1)..];
}

/// <summary>One number of several subjects.</summary>
/// <param name="Name">The number's name, without a subject.</param>
/// <param name="Unit">Its unit; empty for fractions and pure numbers.</param>
/// <param name="Values">One estimate a subject; null where it was not measured.</param>
public sealed record EstimateRow(string Name, string Unit, IReadOnlyList<Estimate?> Values);
