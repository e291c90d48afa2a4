using MathNet.Numerics.Statistics;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FrequencyPrinciple.OneDimension.FrequencyPrinciple1d;

namespace Overtone.Catalog.FrequencyPrinciple.OneDimension;

/// <summary>What <see cref="FrequencyPrinciple1d"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrinciple1dFindings(FrequencyPrinciple1dOptions options, Conclusion to)
{
    private const string PaperOne = "1807.01251, one-dimensional experiments", PaperTwo = "1901.06523, Fig. 1";

    // The target's peak is at 1 cycle per period, so "high" is everything above 2.
    private const double HighFrequency = 2;
    private const double LastShare = 0.25;

    private readonly Settling[] _settling = [.. to.Rows<FrequencyError>()
        .GroupBy(r => (r.Experiment, r.Seed))
        .SelectMany(own => SettlingOrder.Of(own.Select(r => (r.Frequency, (double)r.Step, r.Error)), options.Threshold)
            .Select(s => new Settling(own.Key.Experiment, own.Key.Seed, s.Frequency, s.Settling, s.FirstCrossing)))];

    public void Conclude()
    {
        string[] fits = [.. options.Targets.Select(StudyText.Kebab)];
        to.Add(_settling);
        foreach (string fit in fits)
            Order(fit);
        if (fits.Contains("sines"))
            Separation();
        if (options.EarlyStopping)
            ConcludeEarlyStopping();
        foreach (string control in options.Controls ? Controls : [])
            Order(control);
        Figures(fits);
        Notes();
    }

    private void Order(string experiment)
    {
        bool control = Controls.Contains(experiment);
        to.Claim(
            $"order-{experiment}",
            control ? $"Frequencies settle in rising order ({experiment})" : $"Fitting '{experiment}', lower frequencies settle first")
            .From(control ? "1901.06523's authors' lecture notes" : experiment == "sines" ? PaperTwo : PaperOne)
            .By($"Spearman rank correlation of frequency and settling step (error below {options.Threshold} to the end), mean over seeds")
            .AtLeast(0.8).Published(experiment == "sines" ? "1 (digitised)" : null).AsControl(control)
            .PerSeed(BySeed(experiment).Select(own =>
                RankOrder.Of(own.Select(s => (s.Frequency, s.SettlingStep)))));
    }

    private void Separation() => to.Claim("separation-sines", "Frequency 5 needs at least twice the steps of frequency 3").From(PaperTwo)
        .By($"settling step of frequency 5 over that of frequency 3 (error below {options.Threshold}), mean over seeds")
        .AtLeast(2).Published("about 8 (digitised)")
        .PerSeed(BySeed("sines").Select(own => At(own, 5) / At(own, 3)));

    private IEnumerable<IGrouping<long, Settling>> BySeed(string experiment) =>
        _settling.Where(s => s.Experiment == experiment).GroupBy(s => s.Seed);

    private static double At(IEnumerable<Settling> settling, double frequency) =>
        settling.FirstOrDefault(s => s.Frequency == frequency)?.SettlingStep ?? double.NaN;

    // A seed is stopped at the step that is best for the other seeds, and the end is a median of several records: the lowest of a seed's
    // own losses lies below any other by chance alone, so that scatter without overfitting would look like overfitting.
    private void ConcludeEarlyStopping()
    {
        ILookup<long, Fit> fits = to.Rows<Fit>().Where(r => r.Experiment == EarlyStopping).ToLookup(r => r.Seed);
        ILookup<long, Spectrum> spectra = to.Rows<Spectrum>().Where(r => r.Experiment == EarlyStopping).ToLookup(r => r.Seed);
        Stopping[] seeds = [.. fits.Select(seed =>
        {
            IEnumerable<Fit> others = fits.Where(other => fits.Count == 1 || other.Key != seed.Key).SelectMany(rows => rows);
            long best = others.GroupBy(r => r.Step).MinBy(rows => rows.Average(r => Math.Log(r.TestLoss)))!.Key;
            long last = seed.Max(r => r.Step);
            double end = seed.Where(r => r.Step >= (1 - LastShare) * last).Select(r => r.TestLoss).Median();
            double Energy(long step) =>
                spectra[seed.Key].Where(r => r.Step == step && r.Frequency > HighFrequency).Sum(r => Math.Pow(r.Learned, 2));
            return new Stopping(seed.Key, best, seed.First(r => r.Step == best).TestLoss, end, Energy(best), Energy(last));
        })];
        to.Add(seeds);
        to.Claim("early-stopping-overfit", "Trained past the best step, the network overfits the noise").From($"{PaperOne}, early stopping")
            .By("natural logarithm of the test loss at the end (median of the last quarter of training) over that at the step that is "
                + "best for the other seeds, mean over seeds")
            // The loss rises by a factor of 1.3.
            .AtLeast(0.262).Published("about 0.62, one network (digitised)")
            .PerSeed(seeds.Select(s => Math.Log(s.EndTestLoss / s.BestTestLoss)));
        to.Claim("early-stopping-spectrum", "At the best step the fit holds little of the high frequencies it takes up later")
            .From($"{PaperOne}, early stopping")
            .By("energy of the fit above twice the peak frequency at the step that is best for the other seeds over that at the end, mean "
                + "over seeds")
            .AtMost(0.5).PerSeed(seeds.Select(s => s.BestHighEnergy / s.EndHighEnergy));
    }

    private void Figures(string[] fits)
    {
        to.Figure(
            "error-heat-map", "Relative error of each frequency over training",
            "Δ_F(k) = |ĥ(k) − f̂(k)| / |f̂(k)| with complex coefficients, averaged over seeds; colours saturate at 0.1 and 1, as in the "
            + "paper. Red: learned. Rows are the target's peaks; columns are recorded steps, evenly spaced on a logarithmic axis.",
            fits.Select(fit => new HeatMap<FrequencyError>(fit).Where(r => r.Experiment, fit)
                .X(r => r.Step, "training step", log: true).Y(r => r.Frequency, "frequency (cycles per period)")
                .Colour(r => r.Error, "relative error", min: 0.1, max: 1).LowIsWarm().ToPanel()));
        to.Figure(
            "error-curves", "The same errors as curves",
            "Mean over seeds with the range from smallest to largest; the dashed line is the threshold below which a frequency counts as "
            + "learned.",
            fits.Select(Curves));
        to.Figure(
            "settling", "When each frequency settles",
            $"The step from which the error stays below {options.Threshold}; one point per seed. Frequencies that never settle "
            + "have no point.",
            fits.Select(fit => new Plot<Settling>(fit).Where(r => r.Experiment, fit).Points()
                .X(r => r.Frequency, "frequency (cycles per period)").Y(r => r.SettlingStep, "settling step", log: true).ToPanel()));
        if (options.EarlyStopping)
            to.Figure(
                "early-stopping", "Early stopping: noise is learned late",
                "Left: loss on the noisy training samples. Right: loss against the clean target. Mean over seeds with the range.",
                Loss("training loss").Y(r => r.TrainLoss, "mean squared error", log: true),
                Loss("loss against the clean target").Y(r => r.TestLoss, "mean squared error", log: true));
        if (options.Controls)
            to.Figure(
                "controls", "Negative controls: where the order is known to fail",
                $"The target is sin x + sin 3x + sin 5x. Ricker activation with a = {options.RickerWidth}; a loss with a derivative term; "
                + $"initial weights with standard deviation {options.LargeScale}. Mean over seeds with their range.",
                perRow: 3, Controls.Select(Curves));
    }

    private Panel Curves(string experiment) => new Plot<FrequencyError>(experiment).Where(r => r.Experiment, experiment)
        .X(r => r.Step, "training step", log: true).Y(r => r.Error, "relative error", log: true)
        .By(r => r.Frequency, "frequency").MeanOver(r => r.Seed).Line(options.Threshold, "threshold");

    private static Plot<Fit> Loss(string title) =>
        new Plot<Fit>(title).Where(r => r.Experiment, EarlyStopping).X(r => r.Step, "training step", log: true).MeanOver(r => r.Seed);

    private void Notes()
    {
        to.Note("Errors use complex coefficients (phase counts); the tables also contain the magnitude-only variant of the published "
            + "scripts.");
        to.Note("Samples lie at −π + 2πi/n without the end point, so that frequencies are exact; the paper's grid includes it and leaks "
            + "by about 0.4 %.");
        to.Note("Watched frequencies are the lowest four strict local maxima of the target's spectrum with at least 2 % of its largest "
            + "amplitude, as in the published scripts.");
        to.Note("The network and noise level of the source's early-stopping picture are unknown; the experiment keeps its target, its 61 "
            + "samples and its shape.");
    }

    [Table("settling")]
    internal sealed record Settling(
        string Experiment, long Seed, [Unit("cycles per period")] double Frequency, [Unit("training steps")] double SettlingStep,
        [Unit("training steps")] double FirstCrossing);

    [Table("early_stopping")]
    private sealed record Stopping(
        long Seed, [Unit("training steps")] long BestStep, double BestTestLoss, double EndTestLoss, double BestHighEnergy,
        double EndHighEnergy);
}
