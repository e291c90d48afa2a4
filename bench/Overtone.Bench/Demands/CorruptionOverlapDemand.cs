using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Data.Corruptions;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// Whether batches are made while the one before is in use: the time of both together against that of the slower one alone.
/// </summary>
/// <remarks>
/// A model on another device leaves the processor to the corruptions, which shows the overlap itself. Beside a model on this processor
/// there is as much overlap as two busy threads get done more than one, which on a shared machine may be nothing: measured too, and printed
/// with it.
/// </remarks>
internal sealed class CorruptionOverlapDemand : IDemand
{
    private const int BatchSize = 250;
    private const int Rounds = 5;
    private const double EnoughForTwo = 1.8;

    // The first batch cannot overlap with anything: many batches, so that it does not count.
    private const int Repeats = 4;

    // A product with so many columns takes a few milliseconds a batch: slower than noise is made, faster than zoom blur.
    private const int Columns = 256;
    private static readonly TimeSpan Elsewhere = TimeSpan.FromMilliseconds(10);

    public string Name => "corruption-overlap";

    public string Promise =>
        "corrupted batches are made while a model runs on the one before: both together take at most 1.15 times as long as the slower "
        + "alone";

    public void Measure(BenchSession session)
    {
        (Dataset data, string what) = CorruptionDemand.Load(session.IsQuick ? 20 : 1000);
        int threads = get_num_threads();
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(0, "weights");
        Tensor weights = randn([data.Shape.PixelCount, Columns], generator: generator);
        double two = TwoThreads();
        foreach (string name in new[] { "gaussian_noise", "zoom_blur" })
        {
            CorruptionLevel[] levels =
            [
                .. Enumerable
                    .Range(0, Repeats * Corruption.Severities)
                    .Select(turn => new CorruptionLevel(CorruptionCatalog.Named(name), 1 + (turn % Corruption.Severities))),
            ];
            var images = new CorruptedImages(data) { Threads = 1 };
            string subject = $"{name}, {what}, batches of {BatchSize}, one thread";
            Report(
                session,
                $"{subject}, beside a model on another device",
                images,
                levels,
                _ => Thread.Sleep(Elsewhere),
                Limit.AtMost(1.15));
            Report(
                session,
                $"{subject}, beside a model on this processor",
                images,
                levels,
                batch => Use(batch, weights),
                two >= EnoughForTwo ? Limit.AtMost(1.15) : null);
        }

        BenchSession.Remark(
            string.Create(
                CultureInfo.InvariantCulture,
                $"two busy threads get {two:0.00} times as much done as one here; below {EnoughForTwo:0.0} nothing is demanded of two that "
                + $"share the processor"));
        set_num_threads(threads);
    }

    private void Report(
        BenchSession session, string what, CorruptedImages images, CorruptionLevel[] levels, Action<CorruptedBatch> use, Limit? limit)
    {
        double making = Shortest(() => Duel.Time(() => Run(images, levels, _ => { }))),
            both = Shortest(() => Duel.Time(() => Run(images, levels, use)));
        double model = Shortest(() => Alone(images, levels, use));
        session.Report(
            new Figure(
                Name,
                $"{what}: both",
                Duel.Format(both),
                $"made alone {Duel.Format(making)}, model alone {Duel.Format(model)}",
                both / Math.Max(making, model),
                limit));
    }

    private static double Shortest(Func<double> time) => Enumerable.Range(0, Rounds).Min(_ => time());

    // The model's time on batches that are there already.
    private static double Alone(CorruptedImages images, CorruptionLevel[] levels, Action<CorruptedBatch> use)
    {
        using CorruptedBatch batch = images.Batches(levels, BatchSize).First();
        int batches = levels.Length * ((images.Count + BatchSize - 1) / BatchSize);
        return Duel.Time(() =>
        {
            for (int turn = 0; turn < batches; turn++)
                use(batch);
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

    // How much more two threads get done than one.
    private static double TwoThreads()
    {
        double one = Shortest(() => Duel.Time(Spin)), both = Shortest(() => Duel.Time(() =>
        {
            var other = new Thread(Spin);
            other.Start();
            Spin();
            other.Join();
        }));
        return 2 * one / both;
    }

    private static void Spin()
    {
        ulong word = 1;
        for (int turn = 0; turn < 100_000_000; turn++)
            word = (word * 6364136223846793005) + 1442695040888963407;
        GC.KeepAlive(word);
    }
}
