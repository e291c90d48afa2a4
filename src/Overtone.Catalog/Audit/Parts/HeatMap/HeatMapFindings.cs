using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit concludes from its heat map.</summary>
internal sealed class HeatMapFindings(AuditSetting audit, Conclusion to)
{
    private const string ErrorRate = "error rate";

    private readonly AuditOptions _options = audit.Options;
    private readonly HeatMapScale _scale = HeatMapScale.Of(audit);
    private readonly HeatMapTable _map = new(to.Rows<MeasuredCell>(), HeatMapScale.Of(audit).Tiling);

    public void Conclude()
    {
        foreach (Estimate estimate in new HeatMapEstimates(audit, to.Tables, _scale, _map).All())
            to.Estimate(estimate);
        to.Add(_map.Errors());
        to.Add(_map.Metrics());
        to.Add(_map.Rings());
        if (_scale.Metric.Kind == HeatMapMetric.Layer)
            to.AddTo(LayerShift.WholePlane, Layer());
        string perturbation = $"each image plus {Wave()}; {audit.Size.Images} images"
            + (_options.Dtype == NumberType.Float32 ? "" : $", computed in {StudyText.Kebab(_options.Dtype)}")
            + (_scale.Tiling.Side == 1 ? "" : $", averaged over {_scale.Tiling.Side}×{_scale.Tiling.Side} neighbouring frequencies")
            + ". Zero frequency is in the middle.";
        Map(perturbation);
        if (NeighbourhoodMap.SamplingOf(audit, _scale) is { } sampling)
            Neighbourhoods(sampling);
        else if (_options.Precision is { } precision)
            Intervals(precision);
        to.Figure(
            "error-by-radius", "Error against the distance from zero frequency",
            $"Means over the heat map's cells whose rounded distance from zero frequency is r: {perturbation} Dashed: the clean error.",
            new Plot<RingError>().X(r => r.Radius, "distance from zero (cycles per image)").Y(r => r.Error, "error rate", min: 0, max: 1)
                .LinesAndPoints().Line(CleanError.Of(to.Tables), "clean"));
    }

    /// <summary>The waves of an audit in words.</summary>
    public string Wave()
    {
        string effective = _options.Clip
            ? FormattableString.Invariant($" ({_map.EffectiveNorm:0.###} on average after clipping to [0, 1])")
            : ", not clipped";
        string channels = _options.NormMode == NormMode.PerChannel ? "in each channel" : "over all channels";
        string sign = _options.Sign == SignRule.Paper
            ? "random for each image and channel, the same at every frequency"
            : "plus everywhere";
        return FormattableString.Invariant($"one Fourier basis image of l2 norm {_scale.Norm:0.###} ")
            + $"{channels}{effective}, pixels in [0, 1], phase {_options.Phase}, sign {sign}";
    }

    private void Map(string perturbation)
    {
        (string label, Panel map) = _scale.Metric.Kind switch
        {
            HeatMapMetric.Loss => Shown<CellMetrics>("mean cross entropy (nats)", (plane, what) => plane.Colour(r => r.Loss, what)),
            HeatMapMetric.LogitShift =>
                Shown<CellMetrics>("mean distance from the clean logits", (plane, what) => plane.Colour(r => r.LogitShift, what)),
            _ => Shown<CellError>(
                ErrorRate, (plane, what) => plane.Colour(r => r.Error, what, min: 0, max: 1).Line(CleanError.Of(to.Tables))),
        };
        List<Panel> panels = [map];
        if (_scale.Metric.Kind == HeatMapMetric.Layer)
        {
            panels.Add(CellRow.Map<LayerShift>($"layer {_scale.Metric.Layer}").From(LayerShift.WholePlane)
                .Colour(r => r.Shift, "mean distance from the clean activations"));
        }

        string gradient = "", mark = label == ErrorRate ? " The mark on the key is the clean error." : "";
        if (GradientMap.Panel(to) is { } panel)
        {
            panels.Add(panel);
            gradient = " Last: the limit of small norms, from gradients, for any phase.";
        }

        to.Figure(
            "fourier-heat-map", "Fourier heat map: which frequencies break the model",
            $"The {label} at every frequency: {perturbation}{mark}{gradient}", panels is [var only] ? [only with { Title = "" }] : panels);

        static (string Label, Panel Panel) Shown<T>(string label, Func<HeatMap<T>, string, Panel> colour)
            where T : CellRow => (label, colour(CellRow.Map<T>(label), label));
    }

    private void Intervals(double precision)
    {
        var proportion = new SequentialProportion(audit.Size.Images, precision);
        var looks = HeatMapTable.Looks(to.Rows<MeasuredCell>());
        to.Add(_scale.Plane.Cells.Select(cell =>
        {
            (double low, double high) = proportion.Interval(looks[_scale.Plane.Canonical(cell)]);
            return new CellInterval(cell.Y, cell.X, low, high, (high - low) / 2);
        }));
        to.Figure(
            "heat-map-intervals", "How sure the heat map is",
            "Left: half-width of each cell's 95 % interval for the error on the whole sample "
                + FormattableString.Invariant($"(asked for: at most {precision:0.###}; ")
                + "twice that at every other frequency where it and its neighbours are clearly low or high). Right: on how many images the "
                + "cell was measured. Intervals hold at all looks together, so that stopping early leaves them valid.",
            CellRow.Map<CellInterval>("half-width of the interval").Colour(r => r.HalfWidth, "half-width", min: 0),
            CellRow.Map<CellError>("images measured").Colour(r => r.Images, "images", min: 0));
    }

    private void Neighbourhoods(NeighbourhoodSampling sampling)
    {
        NeighbourhoodError[] found = [.. _scale.Tiling.Neighbourhoods.Select(one =>
        {
            HeatMapTable.Sums sums = _map.At(one.Middle);
            (double low, double high) = sampling.Proportion(one).Interval((int)sums.Images, (int)sums.Errors);
            return new NeighbourhoodError(
                one.Middle.Y, one.Middle.X, one.Members.Distinct().Count(), sums.Error, low, high, (high - low) / 2, sums.Images,
                string.Join(' ', one.Members.Distinct()));
        })];
        to.Add(found);
        var intervals = found.ToDictionary(r => r.Cell);
        to.Add(_scale.Plane.Cells.Select(cell =>
        {
            NeighbourhoodError one = intervals[_scale.Tiling.Of(cell).Middle];
            return new CellInterval(cell.Y, cell.X, one.Low, one.High, one.HalfWidth);
        }));
        long passes = found.Sum(r => r.Passes);
        double share = (double)passes / ((long)_scale.Plane.Cells.Count * audit.Size.Images);
        int side = _scale.Tiling.Side, wide = found.Count(r => r.HalfWidth > _options.Precision + 1e-9);
        string more = wide == 0
            ? ""
            : $" {wide} of {found.Length} neighbourhoods are wider than that although they met every image.";
        to.Figure(
            "heat-map-intervals", "How sure the heat map is",
            $"Left: half-width of the 95 % interval for the error averaged over {side}×{side} neighbouring frequencies, on the whole "
                + "sample "
                + FormattableString.Invariant($"(asked for: at most {_options.Precision:0.###}).{more} Right: how many images the ")
                + "neighbourhood met, each at one of its frequencies at random. Intervals allow for stopping as soon as they are narrow. "
                + $"In all {passes:N0} forward passes, {StudyText.Percent(share)} of one for every cell and image.",
            CellRow.Map<CellInterval>("half-width of the interval").Colour(r => r.HalfWidth, "half-width", min: 0),
            CellRow.Map<CellError>("images measured").Colour(r => r.Images, "images", min: 0));
    }

    private IEnumerable<LayerShift> Layer()
    {
        var measured = to.Rows<LayerShift>().ToDictionary(r => r.Cell);
        return _scale.Plane.Cells.Select(cell =>
            measured[_scale.Plane.Canonical(cell)] with { FrequencyY = cell.Y, FrequencyX = cell.X });
    }
}
