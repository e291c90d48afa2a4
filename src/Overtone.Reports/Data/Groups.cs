using Overtone.Pages;

namespace Overtone.Reports.Data;

/// <summary>Rows sorted into groups.</summary>
/// <param name="Labels">The groups' names, in order.</param>
/// <param name="Values">The groups' numbers, ascending; empty when the groups are names.</param>
/// <param name="OfRow">For each row the place of its group; −1 for a row that belongs to none (NaN).</param>
internal sealed record Groups(IReadOnlyList<string> Labels, IReadOnlyList<double> Values, IReadOnlyList<int> OfRow)
{
    /// <summary>Whether the groups are numbers.</summary>
    public bool AreNumbers => Values.Count > 0;

    /// <summary>Groups by name, in order of appearance.</summary>
    public static Groups OfTexts(IReadOnlyList<string> texts)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string text in texts)
            places.TryAdd(text, places.Count);
        return new Groups([.. places.Keys], [], [.. texts.Select(text => places[text])]);
    }

    /// <summary>Groups by number, ascending; NaN belongs to none.</summary>
    public static Groups OfNumbers(IReadOnlyList<double> numbers)
    {
        double[] distinct = [.. numbers.Where(n => !double.IsNaN(n)).Distinct().Order()];
        Dictionary<double, int> places = distinct.Select((number, place) => (number, place)).ToDictionary(p => p.number, p => p.place);
        return new Groups(
            [.. distinct.Select(n => NumberLabel.Compact(n))],
            distinct,
            [.. numbers.Select(n => double.IsNaN(n) ? -1 : places[n])]);
    }
}
