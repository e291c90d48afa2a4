using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Data.Corruptions;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Whether batches are made while the one before is in use: the time of both together against that of the slower one alone.</summary>
internal static class CorruptionOverlap
{
    private const int BatchSize = 100;
    private const int Rounds = 3;

    // A product with so many columns takes about two milliseconds a batch: slower than noise is made, faster than zoom blur.
    private const int Columns = 256;

    public static void Report(BenchSession session, string demand, Dataset data)
    {
        int threads = get_num_threads();
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(0, "weights");
        Tensor weights = randn([data.Shape.PixelCount, Columns], generator: generator);
        foreach (string name in new[] { "gaussian_noise", "zoom_blur" })
        {
            CorruptionLevel[] levels = [.. Enumerable.Range(1, Corruption.Severities).Select(severity => new CorruptionLevel(CorruptionCatalog.Named(name), severity))];
            var images = new CorruptedImages(data) { Threads = 1 };
            double Making() => Duel.Time(() => Run(images, levels, _ => { }));
            double Both() => Duel.Time(() => Run(images, levels, batch => Use(batch, weights)));
            double making = Shortest(Making), both = Shortest(Both), model = Shortest(() => Using(images, levels, weights));
            session.Report(new Figure(
                demand, $"{name} made while a model runs, one thread each: both", Duel.Spell(both), $"made alone {Duel.Spell(making)}, model alone {Duel.Spell(model)}",
                both / Math.Max(making, model), Limit.AtMost(1.15)));
        }

        set_num_threads(threads);
    }

    private static double Shortest(Func<double> time) => Enumerable.Range(0, Rounds).Min(_ => time());

    // The model's time on batches that are there already.
    private static double Using(CorruptedImages images, CorruptionLevel[] levels, Tensor weights)
    {
        using CorruptedBatch batch = images.Batches(levels, BatchSize).First();
        int batches = images.Batches(levels, BatchSize).Sum(each =>
        {
            each.Dispose();
            return 1;
        });
        return Duel.Time(() =>
        {
            for (int turn = 0; turn < batches; turn++)
                Use(batch, weights);
        });
    }

    private static void Run(CorruptedImages images, CorruptionLevel[] levels, Action<CorruptedBatch> use)
    {
        foreach (CorruptedBatch batch in images.Batches(levels, BatchSize))
        {
            using (batch)
                use(batch);
        }
    }

    private static void Use(CorruptedBatch batch, Tensor weights)
    {
        using var scope = NewDisposeScope();
        batch.Images.flatten(1).matmul(weights);
    }
}
