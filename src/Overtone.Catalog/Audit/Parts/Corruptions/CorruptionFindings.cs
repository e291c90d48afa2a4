using System.Globalization;
using Overtone.Data.Corruptions;
using Overtone.Robustness;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit concludes from corrupted images.</summary>
internal sealed class CorruptionFindings(AuditSetting audit, Conclusion to)
{
    private const HighFrequencyMask PaperMask = HighFrequencyMask.NyquistSquare;

    private readonly AuditOptions _options = audit.Options;
    private readonly ModelSize _size = audit.Size;
    private readonly double _cleanError = CleanError.Of(to.Tables);
    private readonly IReadOnlyList<CorruptionAnswer> _answers = to.Rows<CorruptionAnswer>();

    public void Conclude()
    {
        if (_answers.Count == 0)
            return;
        CorruptionMean[] means = [.. Means()];
        foreach (Estimate estimate in Estimates(means))
            to.Estimate(estimate);
        to.Add(Rates());
        to.Add(means);
        Bars();
        Sheet();
        Spectra();
    }

    private IEnumerable<Estimate> Estimates(CorruptionMean[] means)
    {
        CorruptionMean[] benchmark = [.. means.Where(r => CorruptionChoice.IsOfBenchmark(r.Corruption))];
        if (benchmark.Length > 0)
        {
            double error = benchmark.Average(r => r.Error);
            (double low, double high) = Interval(benchmark);
            string which = benchmark.Length == CorruptionCatalog.Benchmark.Count
                ? "the 15 corruptions of the benchmark"
                : $"{benchmark.Length} of the benchmark's 15 corruptions";
            yield return new Estimate
            {
                Name = "corruption_error",
                Value = error,
                Low = low,
                High = high,
                Statement = $"On {which} it misclassifies {StudyText.Percent(error, low, high)} of the images, averaged over five "
                    + $"severities; {Percent(_cleanError)} without corruption.",
                Advice = error > _cleanError + WithstoodRadius.Tolerance
                    ? "The bars below show which corruptions hurt: noise and blur augmentation help against high-frequency "
                        + "corruptions, at a cost at low ones; varied augmentation (AutoAugment) helps against nearly all (1906.08988, "
                        + "Fig. 6)."
                    : "",
            };
        }

        CorruptionMean worst = means.MaxBy(r => r.Error)!;
        (double lowest, double highest) = Interval([worst]);
        yield return new Estimate
        {
            Name = "worst_corruption_error",
            Value = worst.Error,
            Low = lowest,
            High = highest,
            Importance = worst.Error - _cleanError,
            Statement = $"The most harmful corruption is {worst.Corruption.Replace('_', ' ')}: it makes the model misclassify "
                + $"{StudyText.Percent(worst.Error, lowest, highest)} of the images, averaged over five severities. "
                + $"{Percent(worst.HighFrequencyNyquistSquare)} of the energy of its change is at high frequencies ({Label}).",
            Advice = "Train with this corruption; one of a similar spectrum need not do (noise with fog's spectrum did not help against "
                + "fog in 1906.08988).",
        };
    }

    // The mean of the intervals: right if all corruptions break the same images, and too wide otherwise.
    private (double Low, double High) Interval(IReadOnlyCollection<CorruptionMean> means)
    {
        WilsonInterval[] intervals = [.. means.SelectMany(mean => _answers.Where(r => r.Corruption == mean.Corruption))
            .Select(r => WilsonInterval.Of((int)r.Errors, (int)r.Images))];
        return (intervals.Average(interval => interval.Low), intervals.Average(interval => interval.High));
    }

    private IEnumerable<CorruptionRate> Rates() => _answers.Select(r =>
    {
        double error = (double)r.Errors / r.Images;
        return new CorruptionRate(
            r.Corruption, r.Severity, 1 - error, error, StandardError.OfShare(error, r.Images), r.Images, r.Unchanged, r.L2Norm,
            r.HighFrequencyNyquistSquare, r.HighFrequencyOutsideSquare, r.HighFrequencyOutsideDisc);
    });

    private IEnumerable<CorruptionMean> Means() => Rates().GroupBy(r => r.Corruption, (corruption, severities) =>
    {
        CorruptionRate[] rows = [.. severities];
        double error = rows.Average(r => r.Error);
        return new CorruptionMean(
            corruption, 1 - error, error, _cleanError - error, rows.Sum(r => r.Unchanged), Mean(rows, r => r.L2Norm),
            Mean(rows, r => r.HighFrequencyNyquistSquare), Mean(rows, r => r.HighFrequencyOutsideSquare),
            Mean(rows, r => r.HighFrequencyOutsideDisc));
    });

    // A severity that changes no image has no norm and no spectrum.
    private static double Mean(CorruptionRate[] rows, Func<CorruptionRate, double> value) =>
        rows.Select(value).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private void Bars() => to.Figure(
        "corruptions", "Accuracy on corrupted images",
        $"Accuracy on each corruption: the mean over five severities, with the range from the mildest to the strongest. {Convention()}",
        new Bars<CorruptionRate>().Each(r => r.Corruption).Y(r => r.Accuracy, "accuracy", min: 0, max: 1)
            .Line(1 - _cleanError, "as they are"));

    private void Sheet() => to.Figure(
        "corruption-sheet", "What the corruptions look like",
        $"One image of the sample, as it is and at severities 1 to 5. {Convention()}",
        _size.Channels == 1
            ? new Images<GreySheetPixel>().Each(r => r.Severity, r => r.Row, r => r.Column).Rows(r => r.Corruption)
                .Value(r => r.Grey, "pixel value", 0, 1).ToPanel()
            : new Images<ColourSheetPixel>().Each(r => r.Severity, r => r.Row, r => r.Column).Rows(r => r.Corruption)
                .Value(r => r.Red, "pixel value", 0, 1).Colour(r => r.Green, r => r.Blue).ToPanel());

    private void Spectra()
    {
        IReadOnlyList<CorruptionMagnitude> rows = to.Rows<CorruptionMagnitude>();
        // What a spectrum lacks at a few frequencies must not eat up the colours of all.
        const double Decades = 3;
        double most = rows.Max(r => r.Log10Magnitude);
        to.Figure(
            "corruption-spectra", "What the corruptions change, by frequency",
            "Base-10 logarithm of the mean magnitude of the Fourier transform of the change, E|F(C(X) − X)|, at severity "
                + $"{CorruptionPart.SpectrumSeverity} (orthonormal, no window, mean over channels and changed images), zero frequency in "
                + "the middle; the three upper decades of all corruptions together are coloured. In each title: the share of the change's "
                + $"energy at high frequencies, {Label}; other masks stand in the table. {Convention()}",
            perRow: 4,
            rows.Select(r => r.Corruption).Distinct().Select(corruption =>
                new HeatMap<CorruptionMagnitude>($"{corruption.Replace('_', ' ')}{Share(corruption)}")
                    .Where(r => r.Corruption, corruption).X(r => r.FrequencyX, "").Y(r => r.FrequencyY, "")
                    .Colour(r => r.Log10Magnitude, "log10 magnitude", min: most - Decades, max: most).ToPanel()));
    }

    private string Share(string corruption)
    {
        double share = _answers
            .Single(r => r.Corruption == corruption && r.Severity == CorruptionPart.SpectrumSeverity).HighFrequencyNyquistSquare;
        return double.IsFinite(share) ? string.Create(CultureInfo.InvariantCulture, $", {100 * share:0}\u00a0%") : ": no image changed";
    }

    private string Convention()
    {
        if (_options.CorruptedData.Length > 0)
            return $"Corrupted images as they are in {Path.GetFileName(Path.TrimEndingDirectorySeparator(_options.CorruptedData))}.";
        string mode = _options.CorruptionMode == CorruptionMode.Faithful
            ? "as published, with the quirks of the published code"
            : "with the quirks of the published code fixed";
        string ice = _options.Frost.Length > 0
            ? "pictures given"
            : "generated ice, since the published photos may not be redistributed";
        return $"Corruptions of CIFAR-10-C, {mode}; lengths scaled from 32 to {_size.Shorter} pixels; frost from {ice}.";
    }

    private string Label => HighFrequencyMasks.Label(PaperMask, _size.Height, _size.Width);

    private static string Percent(double share) => double.IsNaN(share) ? "unknown" : StudyText.Percent(share);
}
