using System.Globalization;
using Overtone.Bench.Demands;
using Overtone.Catalog.Audit;
using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Bench;

/// <summary>
/// What <c>--resolution</c> would have seen of an exact 32×32 map, in thousands of orders of its images and without a further pass: how
/// often its intervals hold the truth, and what they cost.
/// </summary>
internal static class ResolutionCoverage
{
    private const string Verb = "resolution-coverage";
    private const int Side = 32, Resolution = 3, Orders = 2000, OrdersOfCells = 100, Seed = 1;
    private const double Precision = 0.05;

    // 32×17: the waves of the published PyTorch program, which leaves out the mirrored half.
    private const int HalfPlane = Side * ((Side / 2) + 1);

    public static bool IsAskedFor(string[] args) => args is [Verb, ..];

    /// <summary>Judges a map and the worst ones.</summary>
    /// <param name="args">The verb and the folder of a store or a run with one finished, exact audit; without one only the worst.</param>
    /// <returns>The exit code: 0 where coverage and costs are as demanded.</returns>
    public static int Run(string[] args)
    {
        var plane = new FrequencyPlane(Side, Side);
        CleanAnswer[] evenly = [.. Enumerable.Range(0, 1000).Select(n => new CleanAnswer(n, n % 10, (n / 10 % 2) + (n % 10), 0, 0))];
        var random = new Random(Seed);
        bool isMet = true;
        if (args.Length > 1)
        {
            ErrorTable table = ErrorTable.Read(args[1], plane);
            isMet &= Judge("the map", table, 0.025);
            Strata("the map", table);
        }

        isMet &= Judge("error one half, every pair by itself", ErrorTable.Of(plane, evenly, (_, _) => random.Next(2) == 0), 0.04);
        isMet &= Judge(
            "every image wrong at every second frequency",
            ErrorTable.Of(plane, evenly, (cell, image) => (cell.Y + cell.X + image) % 2 == 0), 0.04);
        return isMet ? 0 : 1;
    }

    private static bool Judge(string what, ErrorTable table, double allowed)
    {
        var tiling = new FrequencyTiling(table.Plane, Resolution);
        var sampling = new NeighbourhoodSampling(tiling, table.Clean.Count, Precision);
        SampledNeighbourhood[] found = [
            .. tiling.Neighbourhoods.Select(one => new SampledNeighbourhood(one, sampling.Proportion(one), table)),
        ];
        for (int order = 0; order < Orders; order++)
        {
            int[] images = table.Order(order);
            var random = new Random(order);
            foreach (SampledNeighbourhood one in found)
                one.Sample(images, random);
        }

        int count = table.Clean.Count;
        double all = (double)table.Plane.Cells.Count * count, half = (double)HalfPlane * count;
        double passes = found.Sum(one => one.MeanPasses), mean = found.Average(one => one.Coverage), least = found.Min(one => one.Coverage);
        Print($"{what}: {found.Length} neighbourhoods of {Resolution}×{Resolution}, ±{Precision}, {count} images, {Orders} orders");
        Print($"  passes {passes:0}: {passes / all:0.00 %} of {all:N0}, {passes / half:0.00 %} of the half plane's");
        Print($"  allowed: {allowed:0.0 %} of all");
        Print($"  intervals that hold the truth: {mean:0.00 %} on average, {least:0.00 %} in the worst neighbourhood");
        (double width, double widest) = (found.Average(one => one.MeanHalfWidth), found.Max(one => one.MostHalfWidth));
        Print($"  half-widths: {width:0.0000} on average, {widest:0.0000} at most");
        double alone = Enumerable.Range(0, OrdersOfCells).Average(order => WholeHeatMap.Passes(
            new AdaptiveSampling(table.Plane, table.Clean.Count, Precision, table.CleanError + WithstoodRadius.Tolerance), table.Errors,
            table.Order(order)));
        Print($"  --precision alone: {alone / all:0.0 %} of all, {alone / half:0.0 %} of the half plane's");
        return passes / all <= allowed && mean >= 0.945 && least >= 0.93;
    }

    // What an interval could gain that knew of strata: the deviation of a neighbourhood's estimate from as many images.
    private static void Strata(string what, ErrorTable table)
    {
        const int Draws = 300, Quarters = 4;
        int count = table.Clean.Count;
        int[] byMargin = [.. Enumerable.Range(0, count).OrderBy(n => table.Clean[n].Margin)];
        var quarter = byMargin.Index().ToDictionary(one => one.Item, one => one.Index * Quarters / count);
        var ratios = new List<(double Labels, double Answers)>();
        foreach (FrequencyNeighbourhood one in new FrequencyTiling(table.Plane, Resolution).Neighbourhoods)
        {
            double[] share = [.. Enumerable.Range(0, count).Select(n => one.Members.Average(cell => table.Errors[cell][n] ? 1.0 : 0))];
            double within = share.Average(p => p * (1 - p)), plain = Deviation(share, _ => 0);
            if (plain == 0)
                continue;
            ratios.Add((
                Deviation(share, n => (int)table.Clean[n].Label) / plain,
                Deviation(share, n => (quarter[n] * 2) + (table.Clean[n].IsRight ? 1 : 0)) / plain));

            double Deviation(double[] values, Func<int, int> stratum) => Math.Sqrt(within
                + ((1 - ((double)Draws / count)) * values.Index().GroupBy(v => stratum(v.Index), v => v.Item).Sum(
                    group => group.Sum(v => Math.Pow(v - group.Average(), 2))) / count));
        }

        Print($"{what}: deviation of an estimate from {Draws} images against unstratified ones, mean over neighbourhoods");
        (double labels, double answers) = (ratios.Average(r => r.Labels), ratios.Average(r => r.Answers));
        Print($"  by class {labels:0.000}; by clean correctness and quarters of the margin {answers:0.000}");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Which images are wrong at which frequency.</summary>
    /// <param name="Plane">The cells.</param>
    /// <param name="Clean">The images as they are.</param>
    /// <param name="Errors">By canonical frequency.</param>
    private sealed record ErrorTable(FrequencyPlane Plane, IReadOnlyList<CleanAnswer> Clean, Dictionary<SpatialFrequency, bool[]> Errors)
    {
        public double CleanError => Clean.Average(r => r.IsRight ? 0.0 : 1);

        public static ErrorTable Of(FrequencyPlane plane, IReadOnlyList<CleanAnswer> clean, Func<SpatialFrequency, int, bool> isWrong) =>
            new(plane, clean, plane.Classes.ToDictionary(
                cell => cell, cell => Enumerable.Range(0, clean.Count).Select(image => isWrong(cell, image)).ToArray()));

        public static ErrorTable Read(string folder, FrequencyPlane plane)
        {
            CleanAnswer[] clean = [.. Rows<CleanAnswer>(folder, "clean").OrderBy(r => r.Image)];
            var cells = Rows<MeasuredCell>(folder, "heatmap_cells").ToDictionary(
                r => r.Cell, r => ImageBits.Read(r.Wrong, r.Images).ToArray());
            return cells.Count == plane.Classes.Count && cells.Values.All(images => images.Length == clean.Length)
                ? new ErrorTable(plane, clean, cells)
                : throw new InvalidOperationException($"{folder} has no exact {Side}×{Side} map of one audit.");
        }

        /// <summary>The images as an audit would take them, had their random order been another.</summary>
        public int[] Order(int order)
        {
            int[] sample = [.. Enumerable.Range(0, Clean.Count)];
            new Random(Seed + order).Shuffle(sample);
            return [.. DrawOrder.Of([.. sample.Select(n => Clean[n].Label)], order).Select(place => sample[place])];
        }

        private static IEnumerable<T> Rows<T>(string folder, string table) =>
            Directory.GetFiles(folder, $"{table}.parquet", SearchOption.AllDirectories)
                .SelectMany(file => TableFile.Read(file, table).As<T>());
    }

    /// <summary>One neighbourhood, measured in many orders.</summary>
    private sealed class SampledNeighbourhood(FrequencyNeighbourhood one, FixedWidthProportion proportion, ErrorTable table)
    {
        private readonly bool[][] _wrong = [.. one.Members.Select(cell => table.Errors[cell])];
        private readonly double _truth = one.Members.Average(cell => table.Errors[cell].Average(isWrong => isWrong ? 1.0 : 0));
        private int _orders, _covered;
        private long _passes;
        private double _halfWidths;

        public double MeanPasses => (double)_passes / _orders;

        public double Coverage => (double)_covered / _orders;

        public double MeanHalfWidth => _halfWidths / _orders;

        public double MostHalfWidth { get; private set; }

        public void Sample(int[] images, Random random)
        {
            int seen = 0, errors = 0;
            foreach (int look in proportion.Looks)
            {
                for (; seen < look; seen++)
                    errors += _wrong[random.Next(_wrong.Length)][images[seen]] ? 1 : 0;
                if (proportion.IsDone(look, errors))
                    break;
            }

            (double low, double high) = proportion.Interval(seen, errors);
            (_orders, _passes, _halfWidths) = (_orders + 1, _passes + seen, _halfWidths + ((high - low) / 2));
            MostHalfWidth = Math.Max(MostHalfWidth, (high - low) / 2);
            _covered += _truth >= low - 1e-12 && _truth <= high + 1e-12 ? 1 : 0;
        }
    }
}
