namespace Overtone.Catalog.Rivals;

/// <summary>
/// Learners that know nothing of frequency but have a network's total error at every recorded step: what they score, the total error and
/// the target's spectrum explain alone.
/// </summary>
internal static class BlindLearner
{
    /// <summary>The learner that is at every step the target, scaled: all frequencies have one relative error.</summary>
    public const string Shrinking = "a blind learner, shrinking equally";

    /// <summary>The learner that is at every step the target and white noise, which shrinks.</summary>
    public const string White = "a blind learner, white noise";

    // Of one draw alone the score would be mostly chance; of their mean little is left of it.
    private const int Draws = 99;

    /// <summary>
    /// The mean score of white noise over draws; a draw without a score counts as none, 0.
    /// </summary>
    /// <param name="seed">The seed of the replicate.</param>
    /// <param name="count">How many frequencies there are.</param>
    /// <param name="score">
    /// Of the magnitudes of white noise at each frequency, in units of their root mean square, drawn anew each time.
    /// </param>
    /// <param name="outputs">How many outputs a magnitude is of, all together.</param>
    public static double WhiteScore(long seed, int count, Func<double[], double> score, int outputs = 1)
    {
        var random = new Random((int)(RandomStreams.SeedOf(seed, "white-noise") & int.MaxValue));
        double sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            // A coefficient of white noise is complex normal: its square is exponential.
            double[] magnitudes = [.. Enumerable.Range(0, count).Select(_ =>
                Math.Sqrt(Enumerable.Range(0, outputs).Average(_ => -Math.Log(1 - random.NextDouble()))))];
            sum += score(magnitudes) is var value && double.IsFinite(value) ? value : 0;
        }

        return sum / Draws;
    }
}
