using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What <see cref="SpectralBiasCapacity"/> concludes from its tables.</summary>
internal sealed class SpectralBiasCapacityFindings(SpectralBiasCapacityOptions options, TableSet tables, string? reduction)
{
    // Proposed before any run: never less, by one frequency at least from the smallest setting to the largest, and by a tenth of one more for a layer than for a doubled width.
    private const double NeverLess = 0;
    private const double OneFrequency = 1;
    private const double More = 0.1;

    // The last tenth of the records: single ones can fall into a spike of the loss.
    private const double LastShare = 0.9;

    private readonly SourceClaims _claims = new("1806.08734, Fig. 14 to 18", reduction, Replicates: 10);
    private readonly Dictionary<(long Depth, long Width, double Clip, long Repeat), Dictionary<long, double>> _highest = tables["learned"].Rows
        .GroupBy(r => (r.Integer("depth"), r.Integer("width"), r.Number("clip"), r.Integer("repeat")))
        .ToDictionary(setting => setting.Key, setting => setting.GroupBy(r => r.Integer("seed")).ToDictionary(seed => seed.Key, AtTheEnd));

    public StudyFindings Conclude()
    {
        CapacityAxis[] axes = [.. CapacityAxis.Of(options)];
        var claims = axes.SelectMany(axis => new[] { Monotone(axis), Gain(axis) }).ToList();
        claims.Insert(6, DepthAgainstWidth(axes[0], axes[1]));
        return new StudyFindings
        {
            Claims = claims,
            Figures = SpectralBiasCapacityFigures.Of(axes),
            Tables = [Highest(axes), Spectra(axes)],
            Notes =
            [
                "The target is 1 on the middle sample and 0 on all others: every frequency has the size 1/N. A frequency counts as learned when half of that is there; the highest such frequency is averaged over the last tenth of the records. It cannot exceed the highest that the samples tell apart, N/2 - 1.",
                "Depth counts affine maps, as the notebooks do. Clipping bounds weights and biases after every step; networks in which it is not what varies are bounded by 10, which hardly a weight reaches.",
                "The control trains the smallest network four times from other seeds: nothing grows from one to the next.",
            ],
        };
    }

    private JudgedClaim Monotone(CapacityAxis axis) => _claims.OfMeanCurve(
        $"monotone-{axis.Name}", $"{axis.Phrase}, the highest frequency learned does not fall",
        "smallest change of the highest frequency learned, averaged over seeds, from one setting to the next", NeverLess, Direction.AtLeast, HighestBySeed(axis), mean => mean.Zip(mean.Skip(1), (before, after) => after - before).Min(), axis.Role);

    private JudgedClaim Gain(CapacityAxis axis) => _claims.PerReplicate(
        $"gain-{axis.Name}", $"{axis.Phrase}, from the first setting to the last, it grows",
        "highest frequency learned in the last setting less that in the first, mean over seeds", OneFrequency, Direction.AtLeast, Gains(axis), axis.Role);

    private JudgedClaim DepthAgainstWidth(CapacityAxis depth, CapacityAxis width) => _claims.PerReplicate(
        "depth-against-width", "A layer more helps more than twice the width",
        "gain of the highest frequency learned for each setting deeper less that for each setting wider, mean over seeds", More, Direction.AtLeast,
        Gains(depth).Zip(Gains(width), (deeper, wider) => (deeper / (depth.Settings.Count - 1)) - (wider / (width.Settings.Count - 1))));

    // The highest frequencies of a seed's networks, a setting each.
    private double[][] HighestBySeed(CapacityAxis axis) =>
        [.. _highest[axis.Settings[0].Key].Keys.Order().Select(seed => axis.Settings.Select(setting => _highest[setting.Key][seed]).ToArray())];

    private IEnumerable<double> Gains(CapacityAxis axis) => HighestBySeed(axis).Select(settings => settings[^1] - settings[0]);

    private static double AtTheEnd(IEnumerable<Row> rows)
    {
        Row[] all = [.. rows];
        double last = all.Max(r => r.Number("step"));
        return all.Where(r => r.Number("step") >= LastShare * last).Average(r => r.Number("highest"));
    }

    private Table Highest(CapacityAxis[] axes)
    {
        var highest = new TableBuilder("highest", Column.Text("axis"), Column.Number("value"), Column.Integer("seed"), Column.Number("highest", "cycles per unit"));
        foreach (CapacityAxis axis in axes)
        {
            foreach (CapacitySetting setting in axis.Settings)
            {
                foreach ((long seed, double value) in _highest[setting.Key])
                    highest.Add(axis.Name, setting.Value, seed, value);
            }
        }

        return highest.Build();
    }

    // Means over seeds, a picture for each setting; settings that stand in two axes are drawn in both.
    private Table Spectra(CapacityAxis[] axes)
    {
        var spectra = new TableBuilder("mean_spectra", Column.Text("panel"), Column.Integer("step", "training steps"), Column.Number("frequency", "cycles per unit"), Column.Number("ratio"));
        ILookup<(long, long, double, long), Row> rows = tables["spectra"].Rows.ToLookup(r => (r.Integer("depth"), r.Integer("width"), r.Number("clip"), r.Integer("repeat")));
        foreach ((CapacityAxis axis, CapacitySetting setting) in axes.SelectMany(axis => axis.Settings.Select(setting => (axis, setting))))
        {
            foreach (var cell in rows[setting.Key].GroupBy(r => (Step: r.Integer("step"), Frequency: r.Number("frequency"))))
                spectra.Add(axis.PanelOf(setting), cell.Key.Step, cell.Key.Frequency, cell.Average(r => r.Number("ratio")));
        }

        return spectra.Build();
    }
}
