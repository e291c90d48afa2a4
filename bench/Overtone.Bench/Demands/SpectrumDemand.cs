using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Catalog.TrainingSpectra;
using Overtone.Data.Snapshots;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>What <c>overtone spectrum</c> costs on a large training: memory, and time against that of reading the files.</summary>
internal sealed class SpectrumDemand : IDemand
{
    private const int Frequencies = 100;
    private const long Allowed = 1L << 30;

    public string Name => "spectrum";

    public string Promise =>
        "spectra of 200 snapshots of 60,000 samples and 10 outputs at 100 frequencies take at most 1 GiB; the share of reading the files "
        + "is reported";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var files = new SavedTrainingFiles(session.IsQuick ? 2000 : 60_000, session.IsQuick ? 10 : 200);
        double[] coordinates = Coordinates(files.Samples),
            frequencies = [.. Enumerable.Range(0, Frequencies).Select(n => 1.2 * n / (Frequencies - 1))];
        string size =
            $"{files.Predictions.Count} snapshots of {files.Samples:N0} × {SavedTrainingFiles.Outputs}, {Frequencies} frequencies, 1 "
            + "thread";
        Duel pass = Duel.Fight(session.IsQuick ? 1 : 5, () => Pass(files, coordinates, frequencies), () => Reading(files));
        double bytes = files.Predictions.Sum(file => new FileInfo(file).Length), raw = Enumerable.Range(0, 3).Min(_ => RawReading(files));
        var transform = new StreamedFourierTransform(coordinates, frequencies, 1);
        session.Report(new Figure(
            Name,
            $"reading, checking and transforming {size}, against reading and checking",
            Duel.Format(pass.Ours),
            Duel.Format(pass.Peer),
            pass.TimeRatio,
            Note: $"reading is {Share(pass)} of the pass; "
            + $"reading from a disk of up to {bytes / (1 << 20) / (pass.Ours - pass.Peer):0} MiB/s takes longer than "
            + $"transforming; {MemoryReading.Format(bytes)} in the page cache, whose bytes alone take {Duel.Format(raw)}; "
            + $"{transform.Terms} polynomials in each of {transform.Cells} cells stand for {2 * Frequencies} sines and cosines; "
            + $"{pass.Spread}"));
        if (PageCache.CanForget)
            MeasureFromDisk(session, files, size, coordinates, frequencies);
        double product = Product(files.Samples) * files.Predictions.Count, transforming = pass.Ours - pass.Peer;
        session.Report(new Figure(
            Name,
            "the transform against the product with a table of sines and cosines that is kept, float64",
            Duel.Format(transforming),
            Duel.Format(product),
            product / transforming,
            Note: $"{2.0 * Frequencies * files.Samples * SavedTrainingFiles.Outputs * files.Predictions.Count:0.0E+0} multiply-adds in the "
                + $"product, the table is {MemoryReading.Format(2.0 * Frequencies * files.Samples * sizeof(double))}"));
        Run(session, files);
    }

    private void MeasureFromDisk(BenchSession session, SavedTrainingFiles files, string size, double[] coordinates, double[] frequencies)
    {
        double Forgotten(Func<double> measure)
        {
            PageCache.Forget(files.Predictions);
            return measure();
        }

        Duel pass = Duel.Fight(
            session.IsQuick ? 1 : 3,
            () => Forgotten(() => Pass(files, coordinates, frequencies)),
            () => Forgotten(() => Reading(files)));
        session.Report(
            new Figure(
                Name,
                $"the same from the disk: {size}",
                Duel.Format(pass.Ours),
                Duel.Format(pass.Peer),
                pass.TimeRatio,
                Note: $"reading is {Share(pass)} of the pass; {pass.Spread}"));
    }

    private static string Share(Duel pass) => string.Create(CultureInfo.InvariantCulture, $"{100 * pass.Peer / pass.Ours:0} %");

    private void Run(BenchSession session, SavedTrainingFiles files)
    {
        var options = new SpectrumOptions { Training = files.Folder, Methods = [SpectrumMethod.Projection], GridSize = Frequencies };
        IReadOnlyList<IReadOnlyList<MemoryReading>> rounds = [];
        double seconds = Duel.Time(() => rounds = WatchedRun.Execute(new SpectrumStudy(), options, period: 1)), reading = Reading(files);
        double peak = rounds.Max(round => round.Max(reading => reading.Peak));
        session.Report(
            new Figure(
                Name,
                $"most memory of a worker over the whole run on {files.Name}",
                MemoryReading.Format(peak),
                $"allowed {MemoryReading.Format(Allowed)}",
                peak / Allowed,
                Limit.AtMost(1)));
        session.Report(
            new Figure(
                Name,
                "the whole run, one worker, with the principal direction of the inputs, checksums and a trial kept for each snapshot, "
                + "against reading the predictions",
                Duel.Format(seconds),
                Duel.Format(reading),
                seconds / reading));
    }

    private static double Pass(SavedTrainingFiles files, double[] coordinates, double[] frequencies) => Duel.Time(() =>
    {
        foreach (string file in files.Predictions)
        {
            var transform = new StreamedFourierTransform(coordinates, frequencies, SavedTrainingFiles.Outputs);
            Read(file, transform.Add);
            transform.Coefficients();
        }
    });

    private static double Reading(SavedTrainingFiles files) => Duel.Time(() =>
    {
        foreach (string file in files.Predictions)
            Read(file, _ => { });
    });

    private static double RawReading(SavedTrainingFiles files)
    {
        var buffer = new byte[1 << 20];
        return Duel.Time(() =>
        {
            foreach (string file in files.Predictions)
            {
                using FileStream stream = File.OpenRead(file);
                while (stream.Read(buffer) > 0)
                {
                }
            }
        });
    }

    private delegate void Taken(ReadOnlySpan<double> values);

    private static void Read(string file, Taken take)
    {
        using var rows = new NpyRows(File.OpenRead(file), file);
        var block = new double[2048 * SavedTrainingFiles.Outputs];
        for (long left = rows.Count; left > 0; left -= block.Length)
        {
            Span<double> values = block.AsSpan(0, (int)Math.Min(left, block.Length));
            rows.Read(values);
            take(values);
        }
    }

    // One product of a snapshot, as a table of all phases would need it.
    private static double Product(int samples)
    {
        using var scope = NewDisposeScope();
        Tensor phases = ones(2 * Frequencies, samples, dtype: float64), values = ones(samples, SavedTrainingFiles.Outputs, dtype: float64);
        return Enumerable.Range(0, 5).Min(_ => Duel.Time(() => phases.mm(values).Dispose()));
    }

    // As many standard deviations wide as MNIST along its first principal direction, in no order.
    private static double[] Coordinates(int count)
    {
        double[] coordinates = [.. Enumerable.Range(0, count).Select(n => -2 + (5.0 * n / (count - 1)))];
        new Random(0).Shuffle(coordinates);
        return coordinates;
    }
}
