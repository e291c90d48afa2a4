using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.PostAveraging.Spectra.DefenceSpectra;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>The figures of <see cref="DefenceSpectra"/>.</summary>
internal sealed class DefenceSpectraFigures(DefenceSpectraOptions options, Conclusion to, SpectraRows rows)
{
    private const string Frequency = "frequency along the line (radians per R)", Left = "power left", Formula = "ball (formula)";
    private const double Lowest = 1e-4;

    // JPEG adds steps.
    private const double WithSteps = 1e5;

    private static readonly SpectraDefence[] Points = [SpectraDefence.PostAveraging, SpectraDefence.PostAveragingDraws];
    private static readonly SpectraDefence[] Balls = [SpectraDefence.Ball, SpectraDefence.BallDraws];

    private static readonly SpectraDefence[] Others =
        [SpectraDefence.Smoothing, SpectraDefence.OnePoint, SpectraDefence.LowPass, SpectraDefence.Blur, SpectraDefence.Jpeg];

    // One of each kind for spectra and gradients.
    private static readonly SpectraDefence[] Few =
        [SpectraDefence.None, SpectraDefence.PostAveraging, SpectraDefence.BallDraws, SpectraDefence.LowPass, SpectraDefence.Jpeg];

    private bool HasLines => rows.Lines.Count > 0;

    public void Draw()
    {
        if (HasLines)
        {
            Ratios();
            Spectra();
        }

        HeatMaps();
        Rings();
    }

    private void Ratios()
    {
        to.Add(Measured("averages", LineDirection.Random, SpectraOutput.Logits, Points));
        to.Add(Measured("balls", LineDirection.Random, SpectraOutput.Logits, Balls));
        to.Add(Measured("others", LineDirection.Random, SpectraOutput.Logits, Others));
        to.Add(Measured("probabilities", LineDirection.Random, SpectraOutput.Probabilities, Points));
        to.Add(Measured("gradients", LineDirection.Gradient, SpectraOutput.Logits, [.. Few.Skip(1), SpectraDefence.OnePoint]));
        (string, SpectraDefence[])[] predicted =
        [
            ("averages", Points), ("balls", Balls), ("probabilities", Points),
            ("others", [SpectraDefence.Smoothing]),
        ];
        foreach ((string panel, SpectraDefence[] defences) in predicted)
            to.Add(defences.SelectMany(defence => Theory(panel, $"theory: {Name(defence)}", k => rows.Predicted.Of(defence, k)!.Value)));
        foreach (string panel in new[] { "averages", "balls" })
            to.Add(Theory(panel, Formula, rows.Predicted.OfWholeBall));
        to.Figure(
            "power-left", "The power that defences leave along random lines, beside theory",
            "Share of the power that is left at each frequency along random lines, median over lines (of probabilities, all lines "
                + "together); points: mean over seeds with the range. Lines: theory of many kinks, which has no parameter to fit, for "
                + "one draw and for the mean of several; the paper's formula for the whole ball, which no sampled average reaches. The "
                + "lowest bands hold the smooth part of the function, too, of which more is left than of kinks.",
            Panel("averages", "post-averaging, logits", Points), Panel("balls", "average over the ball, logits", Balls),
            Panel("others", "other defences, logits", Others), Panel("probabilities", "post-averaging, probabilities", Points));
        to.Figure(
            "gradients", "The power that defences leave along gradients",
            "As before, on lines along the gradient of the logit of the class that the network sees, for which there is no theory.",
            Panel("gradients", "", [.. Few.Skip(1), SpectraDefence.OnePoint]));
    }

    private IEnumerable<CurveRow> Measured(
        string panel, LineDirection direction, SpectraOutput output, IReadOnlyList<SpectraDefence> defences) => rows.Lines
        .Where(r => r.Direction == direction && r.Output == output && defences.Contains(r.Defence))
        .Select(r => new CurveRow(panel, Name(r.Defence), r.Seed, r.Frequency * rows.Radius, r.Left));

    private IEnumerable<CurveRow> Theory(string panel, string series, Func<double, double> predicted) => rows.Lines
        .Select(r => r.Frequency).Distinct().Order()
        .Select(frequency => new CurveRow(panel, series, 0, frequency * rows.Radius, predicted(frequency)));

    private Panel Panel(string panel, string title, IReadOnlyList<SpectraDefence> measured)
    {
        Plot<CurveRow> plot = new Plot<CurveRow>(title).Where(r => r.Panel, panel).X(r => r.Frequency, Frequency, log: true)
            .Y(r => r.Ratio, Left, log: true, min: Lowest, max: measured.Contains(SpectraDefence.Jpeg) ? WithSteps : 2)
            .By(r => r.Series).MeanOver(r => r.Seed);
        foreach (SpectraDefence defence in measured)
            plot.PointsOf(Name(defence));
        return plot;
    }

    private void Spectra()
    {
        long first = rows.Seeds[0];
        to.Add(to.Rows<BinRow>().Where(r => r.Seed == first && Few.Contains(r.Defence) && r.Frequency > 0)
            .Select(r => new SpectrumRow("line", Name(r.Defence), r.Seed, r.Frequency * rows.Radius, r.Power)));
        to.Add(rows.Lines.Where(r => r.Direction == LineDirection.Random && r.Output == SpectraOutput.Logits && Few.Contains(r.Defence))
            .Select(r => new SpectrumRow("all", Name(r.Defence), r.Seed, r.Frequency * rows.Radius, r.Power)));
        to.Figure(
            "spectra", "Spectra of the logits along random lines",
            "Left: along one line through one image, every frequency; of the averages one draw. Right: in bands, median over lines, mean "
                + "over seeds with the range. All logits together; the best straight line is taken away, the rest tapered by cos⁴.",
            from panel in new[] { "line", "all" }
            select (Panel)new Plot<SpectrumRow>(panel == "line" ? $"one line, seed {first}" : "all lines")
                .Where(r => r.Panel, panel).X(r => r.Frequency, Frequency, log: true).Y(r => r.Power, "power", log: true)
                .By(r => r.Defence).MeanOver(r => r.Seed).ToPanel());
    }

    private void HeatMaps()
    {
        to.Add(rows.Cells.GroupBy(r => (r.Kind, r.Defence, r.Y, r.X)).Select(cell => new MeanCell(
            cell.Key.Kind, cell.Key.Defence, cell.Key.Y, cell.Key.X, cell.Average(r => r.Shift))));
        foreach (AveragedKind kind in Enum.GetValues<AveragedKind>())
        {
            double most = rows.Cells.Where(r => r.Kind == kind && r.Defence == SpectraDefence.None)
                .GroupBy(r => (r.Y, r.X)).Max(cell => cell.Average(r => r.Shift));
            to.Figure(
                $"heat-maps-{StudyText.Kebab(kind)}", $"Heat maps of {(kind == AveragedKind.Network ? "networks" : "linear classifiers")}",
                "Mean ℓ2 change of the logits when a wave of one norm is added to the images; zero frequency in the middle, mean over "
                    + "seeds, one scale for all.", perRow: 4,
                SpectraDefences.OfImages.Select(defence => (Panel)new HeatMap<MeanCell>(Name(defence)).Where(r => r.Kind, kind)
                    .Where(r => r.Defence, defence).X(r => r.X, "horizontal frequency").Y(r => r.Y, "vertical frequency")
                    .Colour(r => r.Shift, "change of logits", min: 0, max: most).ToPanel()));
        }
    }

    private void Rings()
    {
        foreach (SpectraDefence defence in SpectraDefences.OfImages.Where(d => d != SpectraDefence.None))
        {
            Func<CellRow, double> shift = rows.ShiftBehind(defence);
            AddRings(Name(defence), shift);
            if (SpectraDefences.ImageResponse(defence, rows.Images) is { } response)
                AddRings($"theory: {Name(defence)}", cell => cell.Shift * Math.Abs(response(cell.Y, cell.X)));
        }

        to.Figure(
            "rings", "What defences leave in the heat map, by distance from zero frequency",
            "Change of the logits as a share of that without a defence, in rings one cycle per image wide; points: mean over seeds with "
                + "the range. Lines: the transfer functions of low-pass and blur, of the latter away from the border, to which most "
                + "of a small image is near. Of averages theory says 1 as far as the logits are locally linear; "
                + "their points lie on one another.",
            from kind in Enum.GetValues<AveragedKind>()
            select RingPanel(kind));
    }

    private void AddRings(string series, Func<CellRow, double> shift) => to.Add(
        from kind in Enum.GetValues<AveragedKind>()
        from seed in rows.SeedsOf(kind)
        from ring in rows.Rings(kind, seed, shift)
        select new RingRow(kind, series, seed, ring.Ring, ring.Ratio));

    private Panel RingPanel(AveragedKind kind)
    {
        Plot<RingRow> plot = new Plot<RingRow>(AveragingFindings.Name(kind)).Where(r => r.Kind, kind)
            .X(r => r.Ring, "distance from zero (cycles per image)", min: 0).Y(r => r.Ratio, "share of the change left", min: 0)
            .By(r => r.Series).MeanOver(r => r.Seed);
        foreach (SpectraDefence defence in SpectraDefences.OfImages)
            plot.PointsOf(Name(defence));
        return plot;
    }

    private string Name(SpectraDefence defence) => defence switch
    {
        SpectraDefence.None => "no defence",
        SpectraDefence.PostAveraging => "post-averaging",
        SpectraDefence.PostAveragingDraws => $"post-averaging, {options.Draws} draws",
        SpectraDefence.Ball => "ball average",
        SpectraDefence.BallDraws => $"ball average, {options.Draws} draws",
        SpectraDefence.Smoothing => "Gaussian noise",
        SpectraDefence.OnePoint => "one point",
        SpectraDefence.LowPass => "low-pass of the image",
        SpectraDefence.Blur => "blur of the image",
        _ => "JPEG",
    };

    /// <summary>A curve of the power left; theory has one row a frequency, of seed 0.</summary>
    [Table("curves")]
    private sealed record CurveRow(string Panel, string Series, long Seed, [Unit("radians per R")] double Frequency, double Ratio);

    [Table("spectra")]
    private sealed record SpectrumRow(string Panel, string Defence, long Seed, [Unit("radians per R")] double Frequency, double Power);

    [Table("mean_heat_map")]
    private sealed record MeanCell(
        AveragedKind Kind, SpectraDefence Defence, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Shift);

    [Table("rings")]
    private sealed record RingRow(AveragedKind Kind, string Series, long Seed, [Unit("cycles per image")] int Ring, double Ratio);
}
