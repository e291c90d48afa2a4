using Overtone.Spectra;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>What <see cref="SpectrumStudy"/> says of its rows.</summary>
internal sealed class SpectrumFindings(SpectrumOptions options, Conclusion to)
{
    private const double LogitLimit = 1e-3;
    // Steps that span more than this are shown on a logarithmic axis.
    private const double Decades = 50;

    private readonly IReadOnlyList<Projection> _lines = to.Rows<Projection>();
    private readonly IReadOnlyList<FrequencyError> _errors = to.Rows<FrequencyError>();
    private readonly IReadOnlyList<TargetAmplitude> _targets = to.Rows<TargetAmplitude>();
    private readonly IReadOnlyList<EnergyShare> _shares = to.Rows<EnergyShare>();

    private bool TargetsAreClasses => _lines is [{ Classes: not null }, ..];

    public void Conclude()
    {
        var estimates = new SpectrumEstimates(options, to);
        Settling[] settling = [.. _lines.SelectMany(Settle)];
        if (_errors.Count > 0)
        {
            estimates.OfLines(settling);
            to.Add(_lines.SelectMany(Watched).Select(r => new WatchedError(r.Direction, r.Frequency, r.Step, r.Error, r.MagnitudeError)));
            to.Add(settling);
            AddAmplitudes();
            LineFigures(settling);
            LineNotes();
        }

        if (to.Rows<FilterError>().Count > 0)
        {
            estimates.OfFilter();
            FilterFigure();
            FilterNote();
        }

        double largest = to.Rows<SnapshotSum>().Max(r => r.LargestSumError);
        if (TargetsAreClasses && largest > LogitLimit)
            estimates.Logits(largest);
    }

    private IEnumerable<FrequencyError> Watched(Projection line)
    {
        HashSet<double> watched = [.. _targets.Where(r => r.Direction == line.Direction && r.Watched).Select(r => r.Frequency)];
        return _errors.Where(r => r.Direction == line.Direction && watched.Contains(r.Frequency));
    }

    private IEnumerable<Settling> Settle(Projection line) => SettlingOrder
        .Of(Watched(line).Select(r => (r.Frequency, r.Step, r.Error ?? double.NaN)), options.Threshold)
        .Select(s => new Settling(line.Direction, s.Frequency, IfReached(s.Settling), IfReached(s.FirstCrossing)));

    private static double? IfReached(double step) => double.IsNaN(step) ? null : step;

    private void AddAmplitudes()
    {
        to.Add(_targets.Select(r => new FunctionAmplitude(r.Direction, "targets", r.Frequency, r.Amplitude)));
        foreach (double step in new[] { _errors.Min(r => r.Step), _errors.Max(r => r.Step) })
            to.Add(
                _errors
                    .Where(r => r.Step == step)
                    .Select(r => new FunctionAmplitude(r.Direction, $"step {step}", r.Frequency, r.Amplitude)));
    }

    private void LineFigures(Settling[] settling)
    {
        string unit = _lines[0].Unit;
        bool log = IsWide(_errors.Select(r => r.Step));
        to.Figure(
            "error-heat-map", "Relative error of each frequency over training",
            "Left: Δ_F(k) = |ĥ(k) − ŷ(k)| / |ŷ(k)| with complex coefficients; right: with magnitudes only, as published scripts "
            + "for one dimension compute it. Colours saturate at 0.1 and 0.9. Red: learned. Blue to the end: not learned, or nothing to "
            + "learn: where the targets have almost no amplitude, any error is relatively large (see the figure of the spectra). "
            + $"Frequencies in {unit}.",
            _lines.SelectMany(line => new Panel[]
            {
                Map(line, "complex").Colour(r => r.Error, "relative error", min: 0.1, max: 0.9),
                Map(line, "magnitudes only").Colour(r => r.MagnitudeError, "relative error", min: 0.1, max: 0.9),
            }));
        to.Figure(
            "error-curves", "Relative error of the watched frequencies",
            "Δ_F with complex coefficients; the dashed line is the threshold below which a frequency counts as learned. Frequencies in "
            + $"{unit}.{(log ? " Step 0 is not on the logarithmic axis." : "")}",
            _lines.Select(line => new Plot<WatchedError>(Name(line)).Where(r => r.Direction, line.Direction)
                .X(r => r.Step, "step", log).Y(r => r.Error, "relative error", log: true).By(r => r.Frequency, "frequency")
                .Line(options.Threshold, "threshold").ToPanel()));
        Projection[] settled =
            [.. _lines.Where(line => settling.Any(r => r.Direction == line.Direction && r.SettlingStep is not null))];
        if (settled.Length > 0)
            to.Figure(
                "settling", "When each watched frequency settles",
                $"The step from which on the error stays below {options.Threshold}. Frequencies that never settle have no point.",
                settled.Select(line => new Plot<Settling>(Name(line)).Where(r => r.Direction, line.Direction)
                    .X(r => r.Frequency, $"frequency ({unit})").Y(r => r.SettlingStep, "settling step").LinesAndPoints().ToPanel()));
        to.Figure(
            "spectra", "Spectrum of the targets, and of the network at its first and last step",
            "Amplitude of all outputs together (or of the chosen one); the dashed line is 1.5 times the sampling noise of the "
            + "targets. Where the network has learned everything, its last curve lies on top of the targets'.",
            _lines.Select(line => new Plot<FunctionAmplitude>(Name(line)).Where(r => r.Direction, line.Direction)
                .X(r => r.Frequency, $"frequency ({unit})").Y(r => r.Amplitude, "amplitude", log: true).By(r => r.Function)
                .Line(_targets[0].Floor, "noise").ToPanel()));
    }

    private HeatMap<FrequencyError> Map(Projection line, string kind) =>
        new HeatMap<FrequencyError>(_lines.Count > 1 ? $"{Name(line)}, {kind}" : kind).Where(r => r.Direction, line.Direction)
            .X(r => r.Step, "step").Y(r => r.Frequency, "frequency").LowIsWarm();

    private string Name(Projection line) => _lines.Count > 1 ? $"direction {line.Direction}" : "";

    private void FilterFigure()
    {
        bool log = IsWide(to.Rows<FilterError>().Select(r => r.Step));
        to.Figure(
            "filter-errors",
            "Error of the low- and the high-frequency part in the whole input space",
            "e_low and e_high: the ℓ2 norm of the difference between filtered targets and filtered predictions over that of the filtered "
                + "targets; one panel for each variance δ of the filter. Flagged: a part has less than 1 % of the targets' energy.",
            _shares
                .OrderBy(r => r.Variance)
                .Select(share =>
                    new Plot<FilterError>(
                        FormattableString.Invariant($"δ = {share.Variance:G3}{(share.Use == EnergyShare.Used ? "" : " (flagged)")}"))
                        .Where(r => r.Variance, share.Variance)
                        .X(r => r.Step, "step", log)
                        .Y(r => r.Error, "relative error", min: 0)
                        .By(r => r.Part)
                        .ToPanel()));
    }

    private static bool IsWide(IEnumerable<double> steps)
    {
        double[] positive = [.. steps.Where(step => step > 0).Distinct()];
        return positive.Length > 1 && positive.Max() / positive.Min() > Decades;
    }

    private void LineNotes()
    {
        Projection first = _lines[0];
        string outputs = options.Output is { } output ? $"of output {output}" : "of all outputs together (ℓ2 norm)";
        to.Note($"Spectra are {outputs} over {first.Samples:N0} samples, at frequencies in {first.Unit}; the error is |ĥ − ŷ| / |ŷ| with "
            + "complex coefficients. Published scripts for one dimension compare magnitudes only, which ignores the phase and is never "
            + "larger: that is the column magnitude_error.");
        if (TargetsAreClasses)
            to.Note($"The targets are class labels, used as one-hot vectors of {first.Classes} classes.");
        foreach (Projection line in _lines)
        {
            to.Note((options.Directions.Length > 0 ? $"Direction {line.Direction}" : "The first principal direction")
                + $" holds {StudyText.Percent(line.ExplainedVariance)} of the inputs' variance; the standard deviation along it is "
                + $"{line.StandardDeviation:G3} in units of the inputs.");
        }

        int watched = _targets.Count(r => r.Watched);
        to.Note(options.Frequencies.Length > 0
            ? $"All {watched} given frequencies are watched."
            : $"{watched} frequencies are watched: the targets' spectral peaks above {_targets[0].Floor:G2} (1.5 times the sampling noise "
                + "σ/√n), or those above it of an even grid where peaks are too few.");
        foreach (Projection line in _lines)
        {
            int above = _targets.Count(r => r.Direction == line.Direction && r.Frequency > line.NyquistFrequency);
            if (above > 0)
                to.Note($"Warning: {above} frequencies are above {line.NyquistFrequency:G4}, the Nyquist frequency of the samples. "
                    + "Aliasing makes them look like lower ones.");
        }
    }

    private void FilterNote()
    {
        int flagged = _shares.Count(r => r.Use != EnergyShare.Used);
        to.Note($"The filter weights {_shares[0].Samples:N0} samples with exp(−|x − x'|²/(2δ)), including the sample itself: δ is a "
            + "variance in squared units of the inputs, and a small δ leaves every sample unchanged. The low and high parts are not "
            + "orthogonal, so their energies do not add up to 1."
            + (flagged > 0 ? $" {flagged} of {_shares.Count} variances are flagged in the table energy_shares, because a part has less "
                + "than 1 % of the targets' energy, and left out of the summary." : ""));
    }
}
