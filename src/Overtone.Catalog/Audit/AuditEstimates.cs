using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>The numbers of an audit's summary, each with what it says and what can be done about it.</summary>
internal sealed class AuditEstimates(TableSet tables, ModelSize size, AuditScale scale, HeatMapTable map, Table bands, Table noise, Table flips)
{
    private const double NeededShare = 0.9;
    private const string GradientCorrelation = "gradient_rank_correlation";

    private readonly double _cleanAccuracy = 1 - CleanError.Of(tables);

    // Errors above this stand out from those on unperturbed images.
    private double Limit => CleanError.IslandLimit(tables);

    public IEnumerable<Estimate> All()
    {
        yield return CleanAccuracy();
        yield return Island();
        yield return Worst();
        yield return MeanError("low_frequency_error", "low frequencies", cell => cell.Radius < size.Shorter / 4.0, "Train with augmentations that shift brightness, contrast and shading (fog, colour jitter): they are low-frequency changes.");
        yield return MeanError("high_frequency_error", "high frequencies", cell => cell.Radius >= size.Shorter / 4.0, "Train with Gaussian noise (for example a standard deviation of 0.1) or adversarially, or blur inputs a little: all three make a model ignore high frequencies, at some cost at low ones.");
        yield return Bandwidth();
        yield return Flips();
        foreach (Estimate estimate in Noise())
            yield return estimate;
        if (tables.Contains("gradient"))
            yield return Gradient();
        else if (tables.Contains(GradientCoverage.Missing) && tables[GradientCoverage.Missing].Rows.FirstOrDefault(r => r.Text("part") == PlaneMeasurement.GradientMap) is { } missing)
            yield return Estimate.NotMeasured(GradientCorrelation, missing.Text("reason"));
        if (tables.Contains(DtypeMeasurement.Answers))
            yield return new DtypeFlips(tables[DtypeMeasurement.Answers]).Estimate();
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
            Statement = $"It classifies {StudyText.Percent(_cleanAccuracy)} of {size.Images} unperturbed images rightly (95 % interval {StudyText.Percent(low)} to {StudyText.Percent(high)}).",
            Advice = _cleanAccuracy < 0.5 ? "If the model is known to do better, check normalisation, channel order and the order of classes first." : "",
        };
    }

    private Estimate Island()
    {
        if (Limit > 1)
            return new Estimate { Name = "low_frequency_island", Value = double.NaN, Statement = "So many unperturbed images are misclassified that no frequency can stand out." };
        int island = LowFrequencyIsland.Of(scale.Plane, map.Error, Limit).Count, cells = scale.Plane.Cells.Count;
        double share = (double)island / cells;
        return new Estimate
        {
            Name = "low_frequency_island",
            Value = share,
            Statement = $"It withstands perturbations (norm {StudyText.Number(scale.Norm)}) at {island} of {cells} frequencies around zero: there the error stays below {StudyText.Percent(Limit)}, 15 points above the clean error.",
            Advice = share < 0.5 ? "A small island means that fine texture decides. Noise augmentation widens it." : "",
        };
    }

    private Estimate Worst()
    {
        SpatialFrequency worst = scale.Plane.Classes.MaxBy(map.Error);
        (double low, double high) = WilsonInterval.Of((int)map.At(worst).Errors, (int)map.At(worst).Images);
        string period = worst.Radius > 0 ? $", a wave of about {StudyText.Number(size.Shorter / worst.Radius)} pixels" : "";
        return new Estimate
        {
            Name = "worst_frequency_error",
            Value = map.Error(worst),
            Low = low,
            High = high,
            Statement = $"The most harmful frequency is {worst} (vertical, horizontal){period}: {StudyText.Percent(map.Error(worst))} of the images are misclassified there. Being the largest of {scale.Plane.Classes.Count} measured values, it errs upwards.",
            Advice = "Look whether your images meet such a pattern in use: screens, fabrics, compression blocks, sensor lines.",
        };
    }

    private Estimate MeanError(string name, string where, Func<SpatialFrequency, bool> isIn, string advice)
    {
        SpatialFrequency[] cells = [.. scale.Plane.Cells.Where(isIn)];
        double error = cells.Length == 0 ? double.NaN : cells.Average(map.Error);
        string border = $"{(where[0] == 'l' ? "below" : "at least")} {StudyText.Number(size.Shorter / 4.0)} cycles per image";
        return new Estimate
        {
            Name = name,
            Value = error,
            Statement = cells.Length == 0 ? $"The region holds no {where} ({border})." : $"Perturbed at {where} ({border}), it misclassifies {StudyText.Percent(error)} of the images on average.",
            Advice = error > Limit ? advice : "",
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

        Row[] lowPass = [.. bands.Rows.Where(r => r.Text("shape") == StudyText.Kebab(BandShape.SquareLowPass)).OrderBy(r => r.Integer("bandwidth"))];
        // From there on, not there alone: accuracy need not rise steadily.
        int first = Array.FindLastIndex(lowPass, r => r.Number("accuracy") < NeededShare * _cleanAccuracy) + 1;
        double needed = first < lowPass.Length ? lowPass[first].Integer("bandwidth") : double.NaN;
        return new Estimate
        {
            Name = "bandwidth_needed",
            Value = needed,
            Unit = "cycles per image",
            Statement = double.IsNaN(needed)
                ? $"No measured low-pass keeps {StudyText.Percent(NeededShare)} of its clean accuracy: it needs the highest frequencies."
                : $"It lives on a square of {needed}×{needed} frequencies out of {size.Height}×{size.Width}: low-passed to it, it keeps {StudyText.Percent(NeededShare)} of its clean accuracy.",
            Advice = double.IsNaN(needed) ? "Blurred or resized inputs will hurt; train with blurred images as well." : "Frequencies beyond could be filtered from the input at little cost; that is the simplest defence.",
        };
    }

    private Estimate Flips()
    {
        if (flips.RowCount == 0)
            return new Estimate { Name = "flip_rate", Value = double.NaN, Statement = "No radius was measured." };
        Row row = flips.Rows.MinBy(r => Math.Abs(r.Integer("radius") - (size.Shorter / 4.0)));
        double rate = row.Number("flip_rate"), chance = row.Number("flip_rate_by_chance");
        (double low, double high) = IntervalOf(rate);
        return new Estimate
        {
            Name = "flip_rate",
            Value = rate,
            Low = low,
            High = high,
            Statement = $"{StudyText.Percent(rate)} of the images are right as they are, wrong within radius {row.Integer("radius")} and right beyond it alone; chance alone would give {StudyText.Percent(chance)}.",
        };
    }

    private IEnumerable<Estimate> Noise()
    {
        foreach ((BandShape shape, string name, string where) in new[] { (BandShape.SquareLowPass, "low_frequency_noise_error", "lowest"), (BandShape.SquareHighPass, "high_frequency_noise_error", "highest") })
        {
            int bandwidth = scale.Sides[Math.Min(1, scale.Sides.Length - 1)];
            Row row = noise.Rows.Single(r => r.Text("shape") == StudyText.Kebab(shape) && r.Integer("bandwidth") == bandwidth);
            (double low, double high) = IntervalOf(row.Number("error"));
            yield return new Estimate
            {
                Name = name,
                Value = row.Number("error"),
                Low = low,
                High = high,
                Statement = $"Under noise of norm {StudyText.Number(scale.NoiseNorm)} in the {where} {bandwidth}×{bandwidth} frequencies it misclassifies {StudyText.Percent(row.Number("error"))}.",
            };
        }
    }

    private Estimate Gradient()
    {
        var sensitivity = tables["gradient"].Rows.ToDictionary(FrequencyColumns.Of, r => r.Number("sensitivity"));
        SpatialFrequency[] cells = [.. scale.Plane.Classes];
        double correlation = Correlation.Spearman(cells.Select(cell => sensitivity[cell]), cells.Select(map.Error));
        if (double.IsNaN(correlation))
            return Estimate.NotMeasured(GradientCorrelation, "the heat map or the map of gradients has the same value everywhere, and so no order");
        return new Estimate
        {
            Name = GradientCorrelation,
            Value = correlation,
            Statement = $"First-order sensitivity and the heat map have rank correlation {correlation.ToString("0.00", CultureInfo.InvariantCulture)} over {cells.Length} frequencies.",
            Advice = correlation < 0.5 ? $"At norm {StudyText.Number(scale.Norm)} the model is far from its linear range: trust the heat map, not gradients." : "",
        };
    }

    private WilsonInterval IntervalOf(double share) => WilsonInterval.Of((int)Math.Round(share * size.Images), size.Images);
}
