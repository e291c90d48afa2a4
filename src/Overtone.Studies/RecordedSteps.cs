namespace Overtone.Studies;

/// <summary>The steps at which something is recorded that goes step by step.</summary>
public static class RecordedSteps
{
    /// <summary>Every so many steps, from 0 to <paramref name="last"/> at most.</summary>
    public static long[] Every(long every, long last) => [.. Enumerable.Range(0, (int)(last / every) + 1).Select(n => n * every)];

    /// <summary>Steps spread evenly on a logarithmic axis from 1 to <paramref name="last"/>, with 0 before them; each once.</summary>
    public static long[] Logarithmic(long last, int count) =>
        [.. Enumerable.Range(0, count).Select(n => (long)Math.Round(Math.Pow(last, (double)n / (count - 1)))).Prepend(0).Distinct()];

    /// <summary>The last steps of at most <paramref name="most"/> epochs, evenly spread from the first epoch to the last.</summary>
    public static long[] WholeEpochs(int epochs, long stepsPerEpoch, int most)
    {
        int count = Math.Min(epochs, most);
        return [
            .. Enumerable
                .Range(0, count)
                .Select(n => stepsPerEpoch * (1 + (long)Math.Round((double)n * (epochs - 1) / Math.Max(1, count - 1)))),
        ];
    }
}
