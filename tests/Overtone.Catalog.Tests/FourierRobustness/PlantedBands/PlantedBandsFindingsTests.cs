using Overtone.Catalog.FourierRobustness.PlantedBands;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.PlantedBands.PlantedBandsStudy;

namespace Overtone.Catalog.Tests.FourierRobustness.PlantedBands;

public class PlantedBandsFindingsTests
{
    private const int Sets = 10;
    private const double Chance = 0.1;

    private static readonly PlantedBandsStudy Study = new();
    private static readonly PlantedBandsOptions Options = new();

    [Fact]
    public void Checks_and_claims_fail_where_instruments_speak_of_other_sets() => PermutedClaims.Require(
        Study, Options, Tables(), (claim, seed) => claim.EndsWith("false-alarms", StringComparison.Ordinal)
            ? Tables(isOneBandInControls: true)
            : Tables(shown: set => (set + 3 + (seed % 4)) % Sets));

    [Fact]
    public void Networks_that_are_often_wrong_are_too_small_to_tell()
    {
        var findings = Study.ConcludeFrom(Options, Tables(clean: 0.7));
        Assert.Empty(findings.Claims);
        Assert.Contains(findings.Notes, note => note.StartsWith("Too small to tell", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_that_moves_as_much_everywhere_names_no_band()
    {
        var findings = Study.ConcludeFrom(Options, Tables(shift: _ => 1.9));
        Assert.Equal(
            Verdict.NotSupported, findings.Claims.Single(claim => claim.Claim.Id == "heat-map-finds").Verdict);
    }

    private static double RadiusOf(int set) => 4 * Math.Pow(11 / 4.0, (set + 0.5) / Sets);

    // Planted sets have a bump around their radius; controls are alike from 4 to 13.
    private static TableSet Tables(
        double clean = 0.95, bool isOneBandInControls = false, Func<int, int>? shown = null, Func<double, double>? shift = null)
    {
        var radii = RadiusSteps.Of(32);
        var networks = Enumerable.Range(0, Sets).SelectMany(set => new[] { false, true }, (set, isControl) => (set, isControl)).ToArray();
        double Bump(int set, bool isControl, double radius) => isControl && !isOneBandInControls
            ? radius is > 4 and < 13 ? 1 : 0
            : Math.Exp(-Math.Pow(Math.Log2(radius / RadiusOf(set)) / 0.2, 2) / 2);
        int Shown(int set) => shown?.Invoke(set) ?? set;
        double Share(int set, bool isControl, double radius) => isControl && !isOneBandInControls
            ? radius is > 4 and < 13 ? 0.8 : 0
            : radius < RadiusOf(set) ? 0 : 0.8;
        double Passed(int set, bool isControl, double radius, bool isLow) => Chance + (isControl && !isOneBandInControls
            ? (isLow ? radius > 4 : radius < 13) ? 0.8 : 0
            : isLow ? Share(set, isControl, radius) : 0.8 - Share(set, isControl, radius));
        return new TableSet(
        [
            Table.Of(networks.Select(n => new NetworkRow(n.set, n.isControl, "", 1, clean, Chance))),
            Table.Of(networks.SelectMany(n => radii, (n, radius) => new FilterRow(
                n.set, n.isControl, radius, 0.8 * Bump(n.set, n.isControl, radius), Passed(Shown(n.set), n.isControl, radius, isLow: true),
                Passed(Shown(n.set), n.isControl, radius, isLow: false)))),
            Table.Of(networks.SelectMany(n => radii, (n, radius) =>
            {
                double bump = Bump(Shown(n.set), n.isControl, radius);
                // What every ring does together, spread over its waves.
                int cells = (int)Math.Round(radius * radius);
                return new RingRow(
                    n.set, n.isControl, radius, cells, 0.3 * bump, shift?.Invoke(radius) ?? (1 + (200 * bump / cells)));
            })),
        ]);
    }
}
