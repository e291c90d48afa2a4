using Overtone.Robustness;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.PlantedBands.PlantedBandsStudy;

namespace Overtone.Catalog.FourierRobustness.PlantedBands;

/// <summary>What <see cref="PlantedBandsStudy"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class PlantedBandsFindings(Conclusion to)
{
    public const string HeatMap = "heat map", ErrorMap = "heat map of errors", Filters = "low- and high-passed images";

    private const double Tolerance = 1 / 4.0, LeastFound = 0.9, MostFalseAlarms = 0.1, LeastClean = 0.8;

    // Below that, an error is within those of sampling.
    private const double LeastEffect = 0.02;

    // Every network's logits move a little whatever the frequency is.
    private const double LeastTimesFloor = 2;

    private readonly IReadOnlyList<NetworkRow> _networks = to.Rows<NetworkRow>();
    private readonly ILookup<(int Set, bool IsControl), FilterRow> _filters = to.Rows<FilterRow>().ToLookup(r => (r.Set, r.IsControl));
    private readonly ILookup<(int Set, bool IsControl), RingRow> _rings = to.Rows<RingRow>().ToLookup(r => (r.Set, r.IsControl));

    public void Conclude()
    {
        FoundRow[] found = [.. _networks.SelectMany(Rows)];
        to.Add(found);
        NetworkRow worst = _networks.MinBy(r => r.CleanAccuracy)!;
        to.Estimate(new Estimate
        {
            Name = "worst_clean_accuracy",
            Value = worst.CleanAccuracy,
            Statement = $"The worst of the {_networks.Count} networks classifies {StudyText.Percent(worst.CleanAccuracy)} of its test "
                + "images correctly.",
        });
        if (worst.CleanAccuracy < LeastClean)
        {
            to.Note($"Too small to tell: a network is right on less than {StudyText.Percent(LeastClean)} of its images, so nothing is "
                + "judged. Train longer (--epochs), or take a larger network.");
        }
        else
        {
            Judge(found, "heat-map", HeatMap, "The heat map");
            Judge(found, "filters", Filters, "The accuracy on low- and high-passed images");
        }

        Figures(found);
        to.Note("The truth is the middle of the band whose removal costs the network most, half an octave being removed at a time. An "
            + $"instrument names a band if what it shows lies within {FoundBand.WidestSingle:0} octave, at half its height.");
    }

    private void Judge(FoundRow[] found, string id, string instrument, string subject)
    {
        FoundRow[] planted = [.. found.Where(r => r.Instrument == instrument && !r.IsControl)],
            controls = [.. found.Where(r => r.Instrument == instrument && r.IsControl)];
        to.Claim($"{id}-finds", $"{subject} names the band whose removal costs most").By(
                "share of the planted sets in which one band is named, a quarter of an octave from the truth at most")
            .AtLeast(LeastFound).Of(planted.Average(r => r.IsSingle && r.Distance <= Tolerance ? 1.0 : 0));
        to.Claim($"{id}-false-alarms", $"{subject} names no band where four matter alike")
            .By("share of the controls in which one band is named").AtMost(MostFalseAlarms)
            .Of(controls.Average(r => r.IsSingle ? 1.0 : 0));
        if (planted.All(r => r.Found is not null && r.Truth is not null))
        {
            FoundRow Next(int n) => planted[(n + (planted.Length / 2)) % planted.Length];
            to.Claim($"{id}-distance", $"{subject} points near the band whose removal costs most")
                .By("distance from the truth in octaves").AtMost(Tolerance)
                .Against(
                    "what it says of another planted set", Tolerance,
                    planted.Select((r, n) => Math.Abs(Math.Log2(Next(n).Found!.Value / r.Truth!.Value))))
                .Per("set", planted.Select(r => r.Distance!.Value));
        }
    }

    private IEnumerable<FoundRow> Rows(NetworkRow network)
    {
        FilterRow[] filters = [.. _filters[(network.Set, network.IsControl)]];
        RingRow[] rings = [.. _rings[(network.Set, network.IsControl)]];
        double[] radii = [.. filters.Select(r => r.Radius)];
        FoundBand? truth = FoundBand.OfPeak(radii, [.. filters.Select(r => r.Loss)], LeastEffect);
        double half = (network.CleanAccuracy + network.Chance) / 2;
        yield return Row(HeatMap, OfShifts(radii, rings));
        // Small perturbations move logits long before they cost accuracy.
        if (FoundBand.OfPeak(radii, [.. rings.Select(r => r.ErrorAboveClean)], LeastEffect) is { } ofErrors)
            yield return Row(ErrorMap, ofErrors);
        yield return Row(
            Filters,
            FoundBand.BetweenHalves(radii, [.. filters.Select(r => r.LowPassed)], [.. filters.Select(r => r.HighPassed)], half));

        FoundRow Row(string instrument, FoundBand? found) => new(
            network.Set, network.IsControl, instrument, truth?.Centre, truth?.Octaves, found?.Centre, found?.Octaves,
            found is not null && truth is not null ? found.DistanceTo(truth.Centre) : null, found?.IsSingle ?? false,
            $"{instrument}, {Kind(network.IsControl)}");
    }

    // A perturbation lies in one wave, of which an outer ring has more, each with less of what the network reads there. Squares, summed
    // over the ring, add up to what the ring does; what every wave does, wherever it is, says nothing of a band.
    private static FoundBand? OfShifts(double[] radii, RingRow[] rings)
    {
        double floor = rings.Min(r => r.MeanSquareShift);
        return rings.Max(r => r.MeanSquareShift) < LeastTimesFloor * floor
            ? null
            : FoundBand.OfPeak(radii, [.. rings.Select(r => r.Cells * (r.MeanSquareShift - floor))], least: 0);
    }

    private void Figures(FoundRow[] found)
    {
        to.Add(_rings.SelectMany(network => network.Select(r => new ShiftRow(
            r.Set, r.IsControl, r.Radius, Math.Sqrt(r.MeanSquareShift / network.Min(ring => ring.MeanSquareShift))))));
        double limit = Math.Pow(2, Tolerance);
        to.Figure(
            "found", "Planted against found",
            "Each point is a network. Left: the band whose removal costs it most, and the band that an instrument names; lines: the same, "
                + "and a quarter of an octave away. Right: how wide is what instruments show where four bands matter alike; beyond an "
                + "octave they name none.",
            new Plot<FoundRow>("class in one band").Where(r => r.IsControl, false)
                .X(r => r.Truth, "truth (cycles per image)", min: 3, max: 12)
                .Y(r => r.Found, "found (cycles per image)", min: 3, max: 12).By(r => r.Instrument).Points()
                .Sloped("", 1, 0).Sloped("", limit, 0).Sloped("", 1 / limit, 0),
            new Plot<FoundRow>("class in four bands alike").Where(r => r.IsControl, true)
                .X(r => r.Set, "control", min: -0.5, max: found.Max(r => r.Set) + 0.5)
                .Y(r => r.Octaves, "width (octaves)", min: 0, max: 2).By(r => r.Instrument).Points()
                .Line(FoundBand.WidestSingle, "one band"));
        to.Figure(
            "curves", "What each band does",
            "One line for each network. Above: the accuracy that is lost when half an octave is removed. Below: how far the heat map's "
                + "perturbations move the logits, in units of the ring where they move them least. Left with the class in one band, "
                + "right in four alike.", perRow: 2,
            [Loss(isControl: false), Loss(isControl: true), Shift(isControl: false), Shift(isControl: true)]);
    }

    private static Panel Loss(bool isControl) => new Plot<FilterRow>($"accuracy lost, {Kind(isControl)}")
        .Where(r => r.IsControl, isControl).X(r => r.Radius, "distance from zero (cycles per image)", log: true)
        .Y(r => r.Loss, "accuracy lost", min: 0, max: 1).By(r => r.Set);

    private static Panel Shift(bool isControl) => new Plot<ShiftRow>($"shift of logits, {Kind(isControl)}")
        .Where(r => r.IsControl, isControl).X(r => r.Radius, "distance from zero (cycles per image)", log: true)
        .Y(r => r.Shift, "relative shift", min: 0).By(r => r.Set);

    private static string Kind(bool isControl) => isControl ? "controls" : "planted";

    [Table("found")]
    internal sealed record FoundRow(
        int Set, bool IsControl, string Instrument, [Unit("cycles per image")] double? Truth, double? TruthOctaves,
        [Unit("cycles per image")] double? Found, double? Octaves, [Unit("octaves")] double? Distance, bool IsSingle,
        string Kind);

    [Table("relative_shifts")]
    private sealed record ShiftRow(int Set, bool IsControl, [Unit("cycles per image")] double Radius, double Shift);
}
