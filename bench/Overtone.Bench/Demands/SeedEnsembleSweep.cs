using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;

namespace Overtone.Bench.Demands;

/// <summary>
/// Where an ensemble of seeds wins, and where the rule of <see cref="SeedEnsembles"/> uses one. A wrong decision is one that costs more
/// than a tenth against the better of the two.
/// </summary>
internal static class SeedEnsembleSweep
{
    private const double Tolerance = 1.1;
    private const double TurnSeconds = 0.15;
    private static readonly int[][] Widths =
        [[1, 16, 1], [1, 64, 64, 1], [1, 128, 128, 1], [1, 200, 200, 200, 1], [1, 2000, 1], [10, 500, 100, 1], [784, 400, 200, 10]];
    private static readonly int[] Samples = [33, 65, 201, 1000];

    public static void Report(BenchSession session, string demand)
    {
        int wrong = 0, cells = 0;
        BenchSession.Remark(
            "time of one network's step, and how often faster it is in ensembles of 2, 4, 8, "
            + $"{SeedEnsembles.LargestEnsemble}; [the ensemble the rule uses]");
        foreach (int[] widths in session.IsQuick ? Widths[..2] : Widths)
        {
            var shape = new PerceptronShape(widths, Activation.Tanh);
            foreach (int samples in session.IsQuick ? Samples[..1] : Samples)
            {
                cells++;
                wrong += Cell(shape, samples) ? 0 : 1;
            }
        }

        session.Report(
            new Figure(demand, $"shapes and samples at which the rule costs more than {Tolerance - 1:P0}", $"{wrong} of {cells}"));
    }

    private static bool Cell(PerceptronShape shape, int samples)
    {
        int[] sizes = [1, 2, 4, 8, SeedEnsembles.LargestEnsemble];
        SeedTraining[] sides = [.. sizes.Select(size => new SeedTraining(shape, samples, size, size))];
        int[] steps = [.. sides.Select(StepsOfOneTurn)];
        double[] shortest = [.. sizes.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round < 3; round++)
        {
            for (int side = 0; side < sizes.Length; side++)
                shortest[side] = Math.Min(shortest[side], sides[side].Time(steps[side]) / steps[side] / sizes[side]);
        }

        foreach (SeedTraining side in sides)
            side.Dispose();
        int chosen = SeedEnsembles.SizeFor(shape, samples);
        // Sizes between the measured ones behave like the next lower one.
        double ofRule = shortest[Array.FindLastIndex(sizes, size => size <= chosen)];
        bool isGood = ofRule <= Tolerance * shortest.Min();
        IEnumerable<string> gains = shortest.Skip(1).Select(time => (shortest[0] / time).ToString("0.00", CultureInfo.InvariantCulture));
        BenchSession.Remark(
            $"{string.Join('-', shape.Widths),-18} {samples,5} samples, {shape.WeightCount * samples / 1e6,8:0.00} M multiplications: "
            + $"{Duel.Format(shortest[0]),9}; {string.Join("  ", gains)}  [{chosen}]{(isGood ? "" : "  wrong")}");
        return isGood;
    }

    private static int StepsOfOneTurn(SeedTraining side)
    {
        side.Time(2);
        return Math.Max(2, (int)(TurnSeconds / side.Time(3) * 3));
    }
}
