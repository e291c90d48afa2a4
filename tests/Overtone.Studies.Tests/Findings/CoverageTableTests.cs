using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Overtone.Repository;
using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

/// <summary>
/// The simulated coverage that the documentation prints is what comes out. With OVERTONE_WRITE_DOCS=1 the table is written.
/// </summary>
public sealed class CoverageTableTests
{
    private const int Samples = 2000, Resamples = 400;

    private static readonly (string Name, Func<Random, double> Draw, double Mean, double Median, bool IsShare)[] Distributions =
    [
        ("normal", r => Normal.InvCDF(0, 1, 1 - r.NextDouble()), 0, 0, false),
        ("log-normal, σ = 1", r => Math.Exp(Normal.InvCDF(0, 1, 1 - r.NextDouble())), Math.Exp(0.5), 1, false),
        ("1 in nine of ten, else 0", r => r.NextDouble() < 0.9 ? 1 : 0, 0.9, double.NaN, true),
    ];

    [Fact]
    public void The_documentation_prints_what_comes_out()
    {
        string[] head =
        [
            "| values | n | median, sorted values (used here) | share, exact (used here) | mean, percentile bootstrap "
                + "| mean, Student's t |",
            "|---|---|---|---|---|---|",
        ];
        new WrittenPage("verdicts.md").Holds("coverage", [.. head, .. Rows()]);
    }

    private static IEnumerable<string> Rows() =>
        from distribution in Distributions
        from count in new[] { 6, 10, 20 }
        let covered = Coverage(distribution, count)
        let cells = new[]
        {
            distribution.Name, $"{count}", Text(covered.Median), Text(covered.Share), Text(covered.Bootstrap), Text(covered.T),
        }
        select $"| {string.Join(" | ", cells)} |";

    private static string Text(int? covered) =>
        covered is { } count ? (100.0 * count / Samples).ToString("0.0", CultureInfo.InvariantCulture) : "";

    private static (int? Median, int? Share, int? Bootstrap, int? T) Coverage(
        (string Name, Func<Random, double> Draw, double Mean, double Median, bool IsShare) distribution, int count)
    {
        var random = new Random(count);
        int median = 0, share = 0, bootstrap = 0, t = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => distribution.Draw(random))];
            if (distribution.IsShare)
            {
                var exact = ProportionInterval.Of(values.Count(v => v == 1), count);
                share += Holds(exact.Low, exact.High, distribution.Mean);
            }
            else
            {
                var sorted = MedianInterval.Of(values)!.Value;
                median += Holds(sorted.Low, sorted.High, distribution.Median);
            }

            double[] means = [.. Enumerable.Range(0, Resamples)
                .Select(_ => Enumerable.Range(0, count).Average(_ => values[random.Next(count)]))];
            bootstrap += Holds(means.Quantile(0.025), means.Quantile(0.975), distribution.Mean);
            double half = StudentT.InvCDF(0, 1, count - 1, 0.975) * values.StandardDeviation() / Math.Sqrt(count);
            t += Holds(values.Average() - half, values.Average() + half, distribution.Mean);
        }

        return distribution.IsShare ? (null, share, bootstrap, t) : (median, null, bootstrap, t);
    }

    private static int Holds(double low, double high, double truth) => low <= truth && truth <= high ? 1 : 0;
}
