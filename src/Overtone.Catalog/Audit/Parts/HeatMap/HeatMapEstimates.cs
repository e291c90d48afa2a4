using System.Globalization;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>The numbers of an audit's summary that come from the heat map.</summary>
internal sealed class HeatMapEstimates(AuditSetting audit, TableSet tables, HeatMapScale scale, HeatMapTable map)
{
    // That nothing breaks a model is worth saying, unless more than half of something does.
    private const double AllClear = 0.5;

    private readonly ModelSize _size = audit.Size;
    private readonly ImageErrors _errors = new(
        tables.Rows<MeasuredCell>(), scale.Tiling, DrawOrder.Of(audit.Options, tables.Rows<CleanAnswer>()));
    private readonly double _cleanError = CleanError.Of(tables);

    public IEnumerable<Estimate> All()
    {
        yield return Withstood();
        yield return Worst();
        var measured = Enum.GetValues<FrequencyBand>().ToDictionary(band => band, Measured);
        FrequencyBand worst = measured.MaxBy(band => band.Value?.AboveClean.Value ?? 0).Key;
        foreach ((FrequencyBand band, (ErrorInterval Error, ErrorInterval AboveClean)? errors) in measured)
        {
            foreach (Estimate estimate in OfBand(band, errors, isWorst: band == worst))
                yield return estimate;
        }
    }

    /// <summary>The share of errors beyond those without a perturbation, as an estimate.</summary>
    /// <param name="name">The name of the error itself.</param>
    /// <param name="where">Under which perturbations, to begin a sentence with.</param>
    /// <param name="above">The difference.</param>
    /// <param name="advice">What to do if it is large.</param>
    public static Estimate AboveClean(string name, string where, ErrorInterval above, string advice = "") => new()
    {
        Name = $"{name}_above_clean",
        Value = above.Value,
        Low = above.Low,
        High = above.High,
        Statement = $"{where} its error is {Points(above.Value)} percentage points above its error on the same images unperturbed (95 "
            + $"% interval {Points(above.Low)} to {Points(above.High)}).",
        Advice = above.Value > WithstoodRadius.Tolerance ? advice : "",
    };

    private Estimate Withstood()
    {
        const string Name = "withstood_radius", Unit = "cycles per image";
        int classes = PreflightMeasurement.ClassesOf(tables);
        if (!WithstoodRadius.IsMeaningful(_cleanError, classes))
        {
            return Estimate.NotMeasured(
                Name,
                $"the clean error of {StudyText.Percent(_cleanError)} plus 15 points is more than the error of guessing among "
                    + $"{classes} classes, {StudyText.Percent(1 - (1.0 / classes))}",
                Unit);
        }

        ErrorInterval interval = _errors.Withstood();
        int radius = (int)interval.Value;
        int largest = scale.Plane.Cells.Max(HeatMapTable.RingOf);
        string what = $"perturbations of norm {StudyText.Number(scale.Norm)}";
        string limit = $"{StudyText.Percent(_cleanError + WithstoodRadius.Tolerance)}, 15 points above the clean error";
        string range = interval.Low < interval.High
            ? $" (95 % interval {StudyText.Number(interval.Low)} to {Cycles(interval.High)})"
            : "";
        return new Estimate
        {
            Name = Name,
            Value = radius,
            Low = interval.Low,
            High = interval.High,
            Unit = Unit,
            Statement = largest == 0
                ? "Only zero frequency was measured."
                : radius == largest
                    ? $"It withstands {what} at every measured distance from zero frequency{range}: no ring's mean error exceeds {limit}."
                    : radius == 0
                        ? $"It withstands {what} at no distance from zero frequency{range}: even the first ring's mean error exceeds "
                            + $"{limit}."
                        : $"It withstands {what} up to {Cycles(radius)}{range}: up to there, no ring's mean error exceeds {limit}.",
            Importance = radius == largest ? AllClear : 0,
            Advice = radius < _size.Shorter / 8.0
                ? "Try varied augmentation: in 1906.08988 AutoAugment withstands low to middle frequencies best (Fig. 4). Noise and "
                    + "adversarial training help at high frequencies and narrow this range (Fig. 3)."
                : "",
        };
    }

    private Estimate Worst()
    {
        SpatialFrequency worst = scale.Tiling.Neighbourhoods.Select(one => one.Middle).MaxBy(map.Error);
        (double low, double high) = IntervalAt(worst);
        string where = scale.Tiling.Side == 1
            ? "frequency is"
            : $"{scale.Tiling.Side}×{scale.Tiling.Side} neighbouring frequencies are those around";
        string period = worst.Radius > 0 ? $", a wave of about {StudyText.Number(_size.Shorter / worst.Radius)} pixels" : "";
        return new Estimate
        {
            Name = "worst_frequency_error",
            Value = map.Error(worst),
            Low = low,
            High = high,
            Statement = map.Error(worst) == 0
                ? "No image is misclassified at any measured frequency."
                : $"The most harmful {where} {worst} (vertical, horizontal){period}: the error there is "
                    + $"{StudyText.Percent(map.Error(worst), low, high)}. As the largest of {scale.Tiling.Neighbourhoods.Count} measured "
                    + "values, "
                    + "this number is biased upwards.",
            Advice = map.Error(worst) == 0
                ? ""
                : "Check whether your images contain such patterns in practice: screens, fabrics, compression blocks, sensor lines.",
        };
    }

    private (double Low, double High) IntervalAt(SpatialFrequency cell)
    {
        HeatMapTable.Sums sums = map.At(cell);
        if (NeighbourhoodMap.SamplingOf(audit, scale) is { } sampling)
            return sampling.Proportion(scale.Tiling.Of(cell)).Interval((int)sums.Images, (int)sums.Errors);
        (double low, double high) = WilsonInterval.Of((int)sums.Errors, (int)sums.Images);
        return (low, high);
    }

    private (ErrorInterval Error, ErrorInterval AboveClean)? Measured(FrequencyBand band) =>
        _errors.Of(scale.Plane.Cells.Where(cell => FrequencyBands.Of(cell, _size.Shorter) == band));

    private IEnumerable<Estimate> OfBand(
        FrequencyBand band, (ErrorInterval Error, ErrorInterval AboveClean)? errors, bool isWorst)
    {
        string name = $"{StudyText.Kebab(band)}_frequency_error", where = Where(band);
        if (errors is not { } measured)
        {
            string reason = $"no measured cell is {where}";
            yield return Estimate.NotMeasured(name, reason);
            yield return Estimate.NotMeasured($"{name}_above_clean", reason);
            yield break;
        }

        yield return new Estimate
        {
            Name = name,
            Value = measured.Error.Value,
            Low = measured.Error.Low,
            High = measured.Error.High,
            Statement = $"Perturbed {where}, it misclassifies{(band == FrequencyBand.Zero ? "" : " on average")} "
                + $"{StudyText.Percent(measured.Error.Value, measured.Error.Low, measured.Error.High)} of the images.",
        };
        yield return AboveClean(name, $"Perturbed {where},", measured.AboveClean, Advice(band)) with
        {
            Importance = isWorst ? measured.AboveClean.Value : 0,
        };
    }

    private string Where(FrequencyBand band)
    {
        (double beyond, double upTo) = FrequencyBands.Limits(band, _size.Shorter);
        return band switch
        {
            FrequencyBand.Zero => "at zero frequency (a shift of brightness and colour)",
            FrequencyBand.Low => $"at low frequencies (up to {Cycles(upTo)}, without zero)",
            FrequencyBand.Middle => $"at middle frequencies (beyond {StudyText.Number(beyond)}, up to {Cycles(upTo)})",
            _ => $"at high frequencies (beyond {Cycles(beyond)})",
        };
    }

    private static string Cycles(double radius) => $"{StudyText.Number(radius)} {(radius == 1 ? "cycle" : "cycles")} per image";

    // Hundredths of shares, with one decimal.
    private static string Points(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Advice(FrequencyBand band) => band switch
    {
        FrequencyBand.Zero => "Train with changes of brightness and colour (colour jitter).",
        FrequencyBand.Low => "Train with varied changes of brightness, contrast and colour (colour jitter, AutoAugment); noise with "
            + "fog's spectrum did not help against fog in 1906.08988.",
        FrequencyBand.Middle => "Train with noise limited to these frequencies, or with blurred and distorted images: it relies on "
            + "patterns of this size.",
        _ => "Train with Gaussian noise (standard deviation 0.1, for example) or adversarially, or blur the inputs slightly: all "
            + "three make a model ignore high frequencies, at some cost at low ones.",
    };
}
