namespace Overtone.Reports.Axes;

/// <summary>Ticks at round numbers, all at one distance.</summary>
internal static class LinearTicks
{
    /// <summary>
    /// The finest ticks of a linear scale whose labels leave each other room. Two, as far apart as can be, where no distance leaves room
    /// for more than one; fewer only where two labels have no room at all.
    /// </summary>
    /// <param name="scale">The scale; on a logarithmic one, round numbers are placed on it.</param>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    /// <param name="whole">Whether only whole numbers make sense.</param>
    public static IReadOnlyList<TickMark> Choose(AxisScale scale, Func<IReadOnlyList<TickMark>, bool> fits, bool whole = false)
    {
        IEnumerable<IReadOnlyList<TickMark>> choices = RoundStep.For(scale.High - scale.Low, whole: whole).Select(step => At(scale, step));
        IEnumerable<IReadOnlyList<TickMark>> several = choices.Where(ticks => ticks.Count >= 2);
        return several.FirstOrDefault(fits)
            ?? Pair(several, fits)
            ?? choices.LastOrDefault(ticks => ticks.Count > 0)?.Take(1).ToArray()
            ?? [];
    }

    /// <summary>First and last of the roundest ticks where that pair has room; null where none has.</summary>
    /// <param name="choices">Sets of two ticks or more, finest first.</param>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    internal static IReadOnlyList<TickMark>? Pair(
        IEnumerable<IReadOnlyList<TickMark>> choices, Func<IReadOnlyList<TickMark>, bool> fits) =>
        choices.Reverse().Select(ticks => (TickMark[])[ticks[0], ticks[^1]]).FirstOrDefault(fits);

    private static IReadOnlyList<TickMark> At(AxisScale scale, RoundStep step)
    {
        double largest = Math.Max(Math.Abs(scale.Low), Math.Abs(scale.High));
        return
        [
            .. from value in step.Multiples(scale.Low, scale.High)
               where scale.Shows(value)
               select new TickMark(scale.Place(value), step.Label(value, largest)),
        ];
    }
}
