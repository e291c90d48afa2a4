namespace Overtone.Studies.Runs;

/// <summary>How long trials take that are begun in order, each as soon as one of several workers is free.</summary>
internal static class Schedule
{
    /// <summary>The time until the last one ends.</summary>
    /// <param name="durations">What each takes, those under way first.</param>
    /// <param name="jobs">How many workers, at least 1.</param>
    public static double Length(IEnumerable<double> durations, int jobs)
    {
        var free = new PriorityQueue<double, double>();
        double end = 0;
        foreach (double duration in durations)
        {
            double start = free.Count < jobs ? 0 : free.Dequeue();
            free.Enqueue(start + duration, start + duration);
            end = Math.Max(end, start + duration);
        }

        return end;
    }
}
