using Overtone.Robustness;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.HeatMaps.RegimeHeatMaps;

namespace Overtone.Catalog.FourierRobustness.HeatMaps;

/// <summary>What <see cref="RegimeHeatMaps"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class RegimeHeatMapsFindings(RegimeHeatMapsOptions options, Conclusion to)
{
    // Of the paper's 32×32 maps from 8 cycles per image on.
    private const double HighRadius = 1 / 4.0;
    private const double TolerableError = 0.15;

    private readonly RegimeFindings _regimes = new(to, "Fig. 3");
    private readonly Dictionary<(TrainedRegime Regime, long Seed), Dictionary<SpatialFrequency, double>> _maps = to.Rows<CellError>()
        .GroupBy(r => (r.Regime, r.Seed))
        .ToDictionary(map => map.Key, map => map.ToDictionary(r => new SpatialFrequency(r.Y, r.X), r => r.Error));

    private int Side => _maps.First().Value.Keys.Max(cell => cell.Y) - _maps.First().Value.Keys.Min(cell => cell.Y) + 1;

    public void Conclude()
    {
        if (_regimes.Introduce())
        {
            Claims(TrainedRegime.Gaussian, "Gaussian noise in training");
            Claims(TrainedRegime.Adversarial, "Adversarial training");
        }

        Areas();
        Figures();
        to.Note("The images and the signs of the perturbations are the same for every frequency and network. A cell of one network, on "
            + $"{options.TestImages} images, has a standard error of up to {Overtone.StandardError.OfShare(0.5, options.TestImages):P1}.");
    }

    private void Claims(TrainedRegime regime, string what)
    {
        string id = StudyText.Kebab(regime);
        _regimes.Compare(
            _regimes.Claim($"high-frequencies-{id}", $"{what} lowers the error under high-frequency perturbations")
                .By("natural less this regime: mean error over frequencies from a quarter of the image's side on").AtLeast(0.2)
                .Published("blog and Fig. 3: strongly improved (recalled)"),
            regime, 0.1, (natural, other) => HighError(natural) - HighError(other));
        _regimes.Compare(
            _regimes.Claim($"low-error-area-{id}", $"{what} shrinks the region of small error around zero frequency")
                .By("share of all cells, natural less this regime, in the region: connected, error less than 0.15 above the clean one")
                .AtLeast(0.01).Published("Fig. 3: smaller (recalled)"),
            regime, 0.01, (natural, other) => (double)(Area(natural) - Area(other)) / _maps[natural].Count);
    }

    private double HighError((TrainedRegime, long) network) =>
        _maps[network].Where(cell => cell.Key.Radius >= HighRadius * Side).Average(cell => cell.Value);

    private int Area((TrainedRegime Regime, long Seed) network) =>
        LowErrorArea.Of(_maps[network], _regimes.CleanError(network.Regime, network.Seed) + TolerableError);

    private void Areas()
    {
        to.Add(_maps.Keys.Select(network => new RegionRow(network.Regime, network.Seed, Area(network), HighError(network))));
        foreach (IGrouping<TrainedRegime, int> regime in _maps.Keys.GroupBy(network => network.Regime, Area))
        {
            to.Estimate(new Estimate
            {
                Name = $"low_error_area.{StudyText.Kebab(regime.Key)}",
                Value = regime.Average(),
                Unit = "cells",
                Statement = $"{RegimeFindings.Name(regime.Key)} have a region of small error of {regime.Average():0.#} cells of "
                    + $"{Side * Side:N0}, mean over seeds.",
            });
        }
    }

    private void Figures()
    {
        to.Add(_maps.SelectMany(map => map.Value, (map, cell) => (map.Key.Regime, cell.Key, cell.Value))
            .GroupBy(r => (r.Regime, r.Key))
            .Select(cell => new MeanCell(cell.Key.Regime, cell.Key.Key.Y, cell.Key.Key.X, cell.Average(r => r.Value))));
        to.Add(_maps.SelectMany(map => map.Value
            .GroupBy(cell => (int)Math.Round(cell.Key.Radius))
            .Select(ring => new RingError(map.Key.Regime, map.Key.Seed, ring.Key, ring.Average(cell => cell.Value)))));
        to.Figure(
            "heat-maps", "Error under perturbations of single frequencies",
            "Zero frequency in the middle; small errors are red. Mean over seeds. Perturbed images are not clipped.", perRow: 2,
            Regimes.Select(regime => (Panel)new HeatMap<MeanCell>(RegimeFindings.Name(regime)).Where(r => r.Regime, regime)
                .X(r => r.X, "horizontal frequency").Y(r => r.Y, "vertical frequency").Colour(r => r.Error, "error", min: 0, max: 1)
                .LowIsWarm().ToPanel()));
        to.Figure(
            "profiles", "Error against the distance from zero frequency",
            "Mean over rings one cycle per image wide; mean over seeds with the range.",
            new Plot<RingError>().X(r => r.Radius, "distance from zero (cycles per image)").Y(r => r.Error, "error", min: 0, max: 1)
                .By(r => r.Regime).MeanOver(r => r.Seed).LinesAndPoints());
    }

    [Table("mean_heat_map")]
    private sealed record MeanCell(
        TrainedRegime Regime, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Error);

    [Table("rings")]
    private sealed record RingError(TrainedRegime Regime, long Seed, [Unit("cycles per image")] int Radius, double Error);

    [Table("regions")]
    private sealed record RegionRow(TrainedRegime Regime, long Seed, [Unit("cells")] int Area, double HighFrequencyError);
}
