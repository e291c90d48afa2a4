using MathNet.Numerics.Statistics;
using Overtone.Catalog.Rivals;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.FrequencyPrinciple;
using static Overtone.Catalog.FrequencyPrinciple.OneDimension.FrequencyPrinciple1d;

namespace Overtone.Catalog.FrequencyPrinciple.OneDimension;

/// <summary>What <see cref="FrequencyPrinciple1d"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrinciple1dFindings(FrequencyPrinciple1dOptions options, Conclusion to)
{
    private const string Picture = "1807.01251, early stopping, as its authors' lecture notes show it";
    private const string OneRate = "a learner that takes up signal and noise at one rate";
    private const string PaperOne = "1807.01251, one-dimensional experiments", PaperTwo = "1901.06523, Fig. 1";
    private const string Scripts = "the scripts of 1807.01251's authors", Lectures = "1901.06523's authors' lecture notes";

    // The target's peak is at 1 cycle per period, so "high" is everything above 2.
    private const double HighFrequency = 2;
    private const double LastShare = 0.25;
    private const double RankMargin = 0.3;

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
        foreach (string fit in fits)
            Left(fit);
        if (fits.Contains("sines"))
            Separation();
        if (options.EarlyStopping)
            ConcludeEarlyStopping();
        foreach (string control in options.Controls ? Controls : [])
            Order(control);
        Figures(fits);
        Notes();
        if (options.Controls)
            Broken();
    }

    // The source of the controls says that they break the order, not how far.
    private void Broken() => to.Note("The lecture notes say of the controls that they break the order or weaken it. Median rank "
        + "correlation here: "
        + string.Join(", ", Controls.Select(control => $"{control} {StudyText.Number(MedianOrder(control))}"))
        + "; 1 is the full order, and a median near it means that a control does not break at these settings.");

    private double MedianOrder(string experiment) =>
        BySeed(experiment).Select(own => RankOrder.Of(own.Select(s => (s.Frequency, s.SettlingStep))))
            .Select(order => double.IsNaN(order) ? 0 : order).Median();

    private void Order(string experiment)
    {
        bool control = Controls.Contains(experiment);
        ClaimBuilder claim = to.Claim(
            $"order-{experiment}",
            control ? $"Frequencies settle in rising order ({experiment})" : $"Fitting '{experiment}', lower frequencies settle first")
            .From(control ? Lectures : SourceOf(experiment))
            .By($"Spearman rank correlation of frequency and settling step (error below {options.Threshold} to the end)")
            .AtLeast(0.8).Published(experiment == "sines" ? "1 (digitised)" : null).AsControl(control);
        if (!control)
            claim.Against(BlindLearner.Shrinking, RankMargin, 0)
                .Against(BlindLearner.White, RankMargin, White(experiment, settled => RankOrder.Of(settled)));
        claim.PerSeed(BySeed(experiment).Select(own => RankOrder.Of(own.Select(s => (s.Frequency, s.SettlingStep)))));
    }

    private void Left(string experiment) => TrainingErrors.JudgeLeft(
        to.Claim($"left-{experiment}", $"Fitting '{experiment}', what is left of the error is at high frequencies")
            .From($"ours, after {SourceOf(experiment)}"),
        [.. Seeds(experiment)]);

    private static string SourceOf(string experiment) => experiment switch
    {
        "sines" => PaperTwo,
        "growing-sines" => Scripts,
        _ => PaperOne,
    };

    // The picture's eight times are three doublings; half of it in times is asked for.
    private void Separation() => to.Claim("separation-sines", "Frequency 5 needs many times the steps of frequency 3").From(PaperTwo)
        .By($"doublings from the settling step of frequency 3 to that of frequency 5 (error below {options.Threshold}; the last step "
            + "where 5 never settles, a lower bound)")
        .AtLeast(2).Published("3: about 8 times (digitised)", 3)
        .Against(BlindLearner.Shrinking, 1, 0)
        .Against(BlindLearner.White, 1, White("sines", Doublings))
        .PerSeed(BySeed("sines").Select(own => Doublings(own.Select(s => (s.Frequency, s.SettlingStep)))));

    private double Doublings(IEnumerable<(double Frequency, double Step)> settled)
    {
        var steps = settled.ToDictionary(s => s.Frequency, s => s.Step);
        double At(double frequency) => steps.GetValueOrDefault(frequency, double.NaN);
        return Math.Log2((double.IsNaN(At(5)) ? options.Steps : At(5)) / Math.Max(1, At(3)));
    }

    private IEnumerable<double> White(string experiment, Func<IEnumerable<(double Frequency, double Step)>, double> score) =>
        Seeds(experiment).Select(own => own.WhiteSettling(options.Threshold, score));

    // White noise of n samples has the coefficients' root mean square 1/√n of its own.
    private IEnumerable<TrainingErrors> Seeds(string experiment)
    {
        ILookup<long, Fit> fits = to.Rows<Fit>().Where(r => r.Experiment == experiment).ToLookup(r => r.Seed);
        var amplitudes = to.Rows<Spectrum>().Where(r => r.Experiment == experiment)
            .DistinctBy(r => r.Frequency).ToDictionary(r => r.Frequency, r => r.Target);
        foreach (IGrouping<long, FrequencyError> seed in to.Rows<FrequencyError>().Where(r => r.Experiment == experiment)
            .GroupBy(r => r.Seed))
        {
            double[] frequencies = [.. seed.Select(r => r.Frequency).Distinct().Order()];
            Dictionary<long, double[]> errors = seed.GroupBy(r => r.Step)
                .ToDictionary(step => step.Key, step => step.OrderBy(r => r.Frequency).Select(r => r.Error).ToArray());
            Fit[] ordered = [.. fits[seed.Key].OrderBy(r => r.Step)];
            yield return new TrainingErrors(
                seed.Key, frequencies, [.. frequencies.Select(k => amplitudes[k])], 1 / Math.Sqrt(options.Samples),
                [.. ordered.Select(r => ((double)r.Step, Math.Sqrt(r.TrainLoss), errors[r.Step]))]);
        }
    }

    private IEnumerable<IGrouping<long, Settling>> BySeed(string experiment) =>
        _settling.Where(s => s.Experiment == experiment).GroupBy(s => s.Seed);

    // A seed is stopped at the step that is best for the other seeds, and the end is a median of several records: the lowest of a seed's
    // own losses lies below any other by chance alone, so that scatter without overfitting would look like overfitting.
    private void ConcludeEarlyStopping()
    {
        ILookup<long, Fit> fits = to.Rows<Fit>().Where(r => r.Experiment == EarlyStopping).OrderBy(r => r.Step).ToLookup(r => r.Seed);
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
        to.Claim("early-stopping-overfit", "Trained past the best step, the network overfits the noise").From(Picture)
            .By("natural logarithm of the test loss at the end (median of the last quarter of training) over that at the step that is "
                + "best for the other seeds")
            // The loss rises by a factor of 1.3.
            .AtLeast(0.262).Published("about 0.62, one network (digitised)", 0.62)
            .Against(OneRate, 0.1, seeds.Select(s => Overfit([.. fits[s.Seed]])))
            .PerSeed(seeds.Select(s => Math.Log(s.EndTestLoss / s.BestTestLoss)));
        to.Claim("early-stopping-spectrum", "At the best step the fit holds little of the high frequencies it takes up later")
            .From(Picture)
            .By("energy of the fit above twice the peak frequency at the step that is best for the other seeds over that at the end")
            .AtMost(0.5)
            .Against(OneRate, 0.1, seeds.Select(s => Math.Pow(Learned(fits[s.Seed], s.BestStep) / Learned(fits[s.Seed], long.MaxValue), 2)))
            .PerSeed(seeds.Select(s => s.BestHighEnergy / s.EndHighEnergy));
    }

    // What a learner with the same training loss has of signal and noise alike.
    private static double Learned(IEnumerable<Fit> ordered, long step) =>
        1 - Math.Sqrt(ordered.Last(r => r.Step <= step).TrainLoss / ordered.First().TrainLoss);

    // Its test loss at the end over its lowest.
    private double Overfit(Fit[] ordered)
    {
        double power = Target1dFunction.Points(TestSamples).Average(x => Math.Pow(Target1d.Steps.Value(x), 2));
        double[] losses = [.. ordered.Select(r => Learned(ordered, r.Step))
            .Select(share => (Math.Pow(1 - share, 2) * power) + Math.Pow(share * options.Noise, 2))];
        double last = ordered[^1].Step;
        return Math.Log(losses.Where((_, n) => ordered[n].Step >= (1 - LastShare) * last).Median() / losses.Min());
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
                "controls", "Negative controls: where the order is said to break or weaken",
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
            + "scripts for one dimension.");
        to.Note("Samples lie at −π + 2πi/n without the end point, so that frequencies are exact; the paper's grid includes it and leaks "
            + "by about 0.4 %.");
        to.Note("Watched frequencies are the lowest four strict local maxima of the target's spectrum, as in one of the published scripts, "
            + "with at least 2 % of its largest amplitude.");
        to.Note("The network and noise level of the source's early-stopping picture are unknown; the experiment keeps its target. The "
            + "61 samples are those of a script of the authors.");
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
