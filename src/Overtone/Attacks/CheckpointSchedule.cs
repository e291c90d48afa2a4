namespace Overtone.Attacks;

/// <summary>
/// After how many steps APGD looks back: gaps that shrink from 22 % of all steps, by 3 % each time, to no less than 6 % (Croce and Hein
/// 2020). For 100 steps: 22, 41, 57, 70, 80, 87, 93, 99.
/// </summary>
internal static class CheckpointSchedule
{
    /// <summary>The checkpoints: numbers of steps taken, rising.</summary>
    /// <param name="steps">All steps, 1 or more.</param>
    public static IReadOnlyList<int> Of(int steps)
    {
        int gap = Math.Max(22 * steps / 100, 1), least = Math.Max(6 * steps / 100, 1), shrinks = Math.Max(3 * steps / 100, 1);
        var checkpoints = new List<int>();
        for (int next = gap; next <= steps; next += gap)
        {
            checkpoints.Add(next);
            gap = Math.Max(gap - shrinks, least);
        }

        return checkpoints;
    }
}
