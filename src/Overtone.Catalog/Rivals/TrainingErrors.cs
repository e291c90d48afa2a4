using Overtone.Spectra;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Rivals;

/// <summary>One network's errors over its training, with what a blind learner of the same total error is computed from.</summary>
/// <param name="Seed">The network's seed.</param>
/// <param name="Frequencies">The watched frequencies, rising.</param>
/// <param name="Amplitudes">The target's amplitude at each.</param>
/// <param name="WhiteNoise">The root mean square amplitude of white noise whose total error is 1.</param>
/// <param name="Records">Record by record the step or epoch, the total error, and the relative error at each frequency.</param>
/// <param name="Outputs">How many outputs an amplitude is of, all together.</param>
internal sealed record TrainingErrors(
    long Seed, double[] Frequencies, double[] Amplitudes, double WhiteNoise,
    IReadOnlyList<(double Step, double Total, double[] Relative)> Records, int Outputs = 1)
{
    /// <summary>The score of white noise in a statistic of the steps at which frequencies settle.</summary>
    /// <param name="threshold">The error below which a frequency counts as learned.</param>
    /// <param name="score">The statistic.</param>
    public double WhiteSettling(double threshold, Func<IEnumerable<(double Frequency, double Step)>, double> score) =>
        White(noise => score(SettlingOrder.Of(
            Records.SelectMany(record =>
                WhiteErrors(record.Total, noise).Select((error, k) => (Frequencies[k], record.Step, error))),
            threshold).Select(s => (s.Frequency, s.Settling))));

    /// <summary>Judges where the error that is left lies, against both blind learners; see <see cref="ErrorOrder"/>.</summary>
    /// <param name="claim">The claim so far: its statement and source.</param>
    /// <param name="networks">The networks, one a seed.</param>
    public static void JudgeLeft(ClaimBuilder claim, IReadOnlyList<TrainingErrors> networks) => claim
        .By(ErrorOrder.Statistic).AtLeast(ErrorOrder.Medium)
        .Against(
            BlindLearner.Shrinking, ErrorOrder.Margin, networks.Select(own => ErrorOrder.OfShrinking(own.Frequencies, own.Amplitudes)))
        .Against(
            BlindLearner.White, ErrorOrder.Margin,
            networks.Select(own => own.White(noise => own.Left(r => own.WhiteErrors(r.Total, noise)))))
        .PerSeed(networks.Select(own => own.Left(r => r.Relative)));

    private double Left(Func<(double Step, double Total, double[] Relative), double[]> errors) =>
        ErrorOrder.Of(Frequencies, Amplitudes, [.. Records.Select(r => (r.Total, errors(r)))]);

    private double White(Func<double[], double> score) => BlindLearner.WhiteScore(Seed, Frequencies.Length, score, Outputs);

    private double[] WhiteErrors(double total, double[] noise) =>
        [.. noise.Zip(Amplitudes, (magnitude, amplitude) => total * WhiteNoise * magnitude / amplitude)];
}
