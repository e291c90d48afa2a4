using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.Bands;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>The numbers of an audit's summary, each with what it says and what can be done about it.</summary>
internal sealed class AuditEstimates(
    TableSet tables, ModelSize size, AuditScale scale, HeatMapTable map, BandScore[] bands, BandScore[] noise, RadiusFlips[] flips)
{
    private const double NeededShare = 0.9;
    private const string GradientCorrelation = "gradient_rank_correlation";

    private readonly double _cleanAccuracy = 1 - CleanError.Of(tables);

    public IEnumerable<Estimate> All()
    {
        yield return CleanAccuracy();
        foreach (Estimate estimate in new HeatMapEstimates(tables, size, scale, map).All())
            yield return estimate;
        yield return Bandwidth();
        yield return Flips();
        foreach (Estimate estimate in Noise())
            yield return estimate;
        if (tables.Rows<CellGradient>() is { Count: > 0 } gradient)
            yield return Gradient(gradient);
        foreach (MissingGradient missing in tables.Rows<MissingGradient>().Where(r => r.Part == PlaneMeasurement.GradientMap))
            yield return Estimate.NotMeasured(GradientCorrelation, missing.Reason);
        if (tables.Rows<DtypeAnswer>() is { Count: > 0 } dtype)
            yield return new DtypeFlips(dtype).Estimate();
    }

    private Estimate CleanAccuracy()
    {
        (double low, double high) = IntervalOf(_cleanAccuracy);
        return new Estimate
        {
            Name = "clean_accuracy",
            Value = _cleanAccuracy,
            Low = low,
            High = high,
            Statement = $"It classifies {StudyText.Percent(_cleanAccuracy)} of {size.Images} unperturbed images rightly "
                + $"(95 % interval {StudyText.Percent(low)} to {StudyText.Percent(high)}).",
            Advice = _cleanAccuracy < 0.5
                ? "If the model is known to do better, check normalisation, channel order and the order of classes first."
                : "",
        };
    }

    private Estimate Bandwidth()
    {
        if (_cleanAccuracy == 0)
        {
            return new Estimate
            {
                Name = "bandwidth_needed",
                Value = double.NaN,
                Unit = "cycles per image",
                Statement = "No unperturbed image is classified rightly: there is no accuracy that a low-pass could keep.",
            };
        }

        BandScore[] lowPass = [.. bands.Where(r => r.Shape == BandShape.SquareLowPass).OrderBy(r => r.Bandwidth)];
        // From there on, not there alone: accuracy need not rise steadily.
        int first = Array.FindLastIndex(lowPass, r => r.Accuracy < NeededShare * _cleanAccuracy) + 1;
        double needed = first < lowPass.Length ? lowPass[first].Bandwidth : double.NaN;
        return new Estimate
        {
            Name = "bandwidth_needed",
            Value = needed,
            Unit = "cycles per image",
            Statement = double.IsNaN(needed)
                ? $"No measured low-pass keeps {StudyText.Percent(NeededShare)} of its clean accuracy: it needs the highest frequencies."
                : $"It lives on a square of {needed}×{needed} frequencies out of {size.Height}×{size.Width}: low-passed to it, it keeps "
                    + $"{StudyText.Percent(NeededShare)} of its clean accuracy.",
            Advice = double.IsNaN(needed)
                ? "Blurred or resized inputs will hurt; train with blurred images as well."
                : "Frequencies beyond could be filtered from the input at little cost; that is the simplest defence.",
        };
    }

    private Estimate Flips()
    {
        if (flips.MinBy(r => Math.Abs(r.Radius - (size.Shorter / 4.0))) is not { } row)
            return Estimate.NotMeasured("flip_rate", "no radius was asked for");
        (double low, double high) = IntervalOf(row.FlipRate);
        return new Estimate
        {
            Name = "flip_rate",
            Value = row.FlipRate,
            Low = low,
            High = high,
            Statement = $"{StudyText.Percent(row.FlipRate)} of the images are right as they are, wrong within radius {row.Radius} and "
                + $"right beyond it alone; chance alone would give {StudyText.Percent(row.FlipRateByChance)}.",
        };
    }

    private IEnumerable<Estimate> Noise()
    {
        var clean = tables.Rows<CleanAnswer>().ToDictionary(r => r.Image, r => r.IsRight ? 1 : 0);
        int bandwidth = scale.Sides[Math.Min(1, scale.Sides.Length - 1)];
        foreach ((BandShape shape, string name, string where) in new[]
        {
            (BandShape.SquareLowPass, "low_frequency_noise_error", "lowest"),
            (BandShape.SquareHighPass, "high_frequency_noise_error", "highest"),
        })
        {
            double error = noise.Single(r => r.Shape == shape && r.Bandwidth == bandwidth).Error;
            (double low, double high) = IntervalOf(error);
            string what = $"Under noise of norm {StudyText.Number(scale.NoiseNorm)} in the {where} {bandwidth}×{bandwidth} frequencies";
            yield return new Estimate
            {
                Name = name,
                Value = error,
                Low = low,
                High = high,
                Statement = $"{what} it misclassifies {StudyText.Percent(error)}.",
            };
            double[] more = [.. tables[BandAnswer.UnderNoise].As<BandAnswer>().Where(r => r.Shape == shape && r.Bandwidth == bandwidth)
                .Select(r => (double)(clean[r.Image] - (r.Correct ? 1 : 0)))];
            (double mean, double lower, double upper) = BootstrapInterval.OfMean(more);
            yield return HeatMapEstimates.AboveClean(name, what, new ImageErrors.Interval(mean, lower, upper));
        }
    }

    private Estimate Gradient(IReadOnlyList<CellGradient> gradient)
    {
        var sensitivity = gradient.ToDictionary(r => r.Cell, r => r.Sensitivity);
        SpatialFrequency[] cells = [.. scale.Plane.Classes];
        double correlation = Correlation.Spearman(cells.Select(cell => sensitivity[cell]), cells.Select(map.Error));
        if (double.IsNaN(correlation))
            return Estimate.NotMeasured(GradientCorrelation, "the heat map or the map of gradients is flat, and so has no order");
        return new Estimate
        {
            Name = GradientCorrelation,
            Value = correlation,
            Statement = "First-order sensitivity and the heat map have rank correlation "
                + $"{correlation.ToString("0.00", CultureInfo.InvariantCulture)} over {cells.Length} frequencies.",
            Advice = correlation < 0.5
                ? $"At norm {StudyText.Number(scale.Norm)} the model is far from its linear range: trust the heat map, not gradients."
                : "",
        };
    }

    private WilsonInterval IntervalOf(double share) => WilsonInterval.Of((int)Math.Round(share * size.Images), size.Images);
}
