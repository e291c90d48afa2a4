using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Hosting;

namespace Overtone.Bench.Demands;

/// <summary>Corrupting images, against the same corruptions in NumPy, SciPy and Pillow.</summary>
internal sealed class CorruptionDemand : IDemand
{
    private const string DataName = "tiny-imagenet-10";
    private const int Threads = 2;
    private static readonly ImageShape Shape = new(3, 32, 32);

    public string Name => "corruptions";

    public string Promise =>
        "an image is corrupted five times as fast as with NumPy, SciPy and Pillow on average, none of the 19 corruptions is slower, and "
        + "all 95 sets of 1,000 images take two minutes at most";

    public void Measure(BenchSession session)
    {
        (Dataset data, string name) = Load(session.IsQuick ? 20 : 1000);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            string images = Path.Combine(folder.FullName, "images.npy"), textures = Path.Combine(folder.FullName, "textures.npy");
            NpyWriter.Write<byte>(images, Interleaved(data), data.Count, Shape.Height, Shape.Width, Shape.Channels);
            NpyWriter.Write<byte>(textures, new byte[5 * 192 * 192 * 3], 5, 192, 192, 3);
            using PythonPeer? peer = PythonPeer.Start(session, "numpy, scipy, PIL", "corruptions.py", 1, images, textures);
            if (peer is not null)
                Compare(session, peer, data, name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        AllSets(session, data, name);
    }

    // One thread on both sides, images one after another; every severity counts alike.
    private void Compare(BenchSession session, PythonPeer peer, Dataset data, string name)
    {
        BenchSession.Remark($"{name}, all five severities, one thread on both sides; the peer: {peer.Introduction}");
        float[] pixels = Pixels(data), result = new float[Shape.PixelCount];
        var workspace = new CorruptionWorkspace();
        WarmUp(pixels, result, workspace);
        var ratios = new List<double>();
        double oursTotal = 0, peerTotal = 0;
        foreach (Corruption corruption in CorruptionCatalog.All)
        {
            double ours = 0, theirs = 0;
            string spread = "";
            for (int severity = 1; severity <= Corruption.Severities; severity++)
            {
                Duel duel = Duel.Fight(
                    session.IsQuick ? 1 : 2,
                    () => Enumerable.Range(0, 3).Min(_ => Duel.Time(() => Corrupt(corruption, severity, pixels, result, workspace))),
                    () => peer.Ask($"{corruption.Name} {severity}"));
                (ours, theirs) = (ours + duel.Ours, theirs + duel.Peer);
                spread += string.Create(CultureInfo.InvariantCulture, $" {duel.Speedup:0.0}");
            }

            double images = data.Count * Corruption.Severities;
            ratios.Add(theirs / ours);
            (oursTotal, peerTotal) = (oursTotal + (ours / images), peerTotal + (theirs / images));
            session.Report(
                new Figure(
                    Name, $"{corruption.Name}, an image", Microseconds(ours / images), Microseconds(theirs / images), theirs / ours,
                    Limit.AtLeast(1), $"severities:{spread}"));
        }

        string sum = $"mean time of the {ratios.Count} corruptions";
        session.Report(
            new Figure(
                Name, sum, Microseconds(oursTotal / ratios.Count), Microseconds(peerTotal / ratios.Count), peerTotal / oursTotal,
                Limit.AtLeast(5)));
        double geometric = Math.Exp(ratios.Average(Math.Log));
        session.Report(
            new Figure(
                Name,
                "geometric mean of the ratios",
                string.Create(CultureInfo.InvariantCulture, $"least {ratios.Min():0.0}"),
                string.Create(CultureInfo.InvariantCulture, $"greatest {ratios.Max():0.0}"),
                geometric,
                Limit.AtLeast(5)));
    }

    // Until methods are compiled as they will be: neither side's start is part of a figure.
    private static void WarmUp(float[] pixels, float[] result, CorruptionWorkspace workspace)
    {
        for (int round = 0; round < 3; round++)
        {
            foreach (Corruption corruption in CorruptionCatalog.All)
                Corrupt(corruption, 3, pixels, result, workspace);
            Thread.Sleep(300);
        }
    }

    private void AllSets(BenchSession session, Dataset data, string name)
    {
        const double TwoMinutes = 120;
        CorruptionLevel[] levels =
        [
            .. CorruptionCatalog.All.SelectMany(corruption =>
                Enumerable.Range(1, Corruption.Severities).Select(severity => new CorruptionLevel(corruption, severity))),
        ];
        double seconds = Duel.Time(() =>
        {
            foreach (CorruptedBatch batch in new CorruptedImages(data) { Threads = Threads }.Batches(levels, 100))
                batch.Dispose();
        });
        session.Report(
            new Figure(
                Name,
                $"all {levels.Length} sets of {name}, as batches of 100, {Threads} threads",
                Duel.Format(seconds),
                $"allowed {Duel.Format(TwoMinutes)}",
                seconds / TwoMinutes,
                Limit.AtMost(1)));
    }

    private static void Corrupt(Corruption corruption, int severity, float[] pixels, float[] result, CorruptionWorkspace workspace)
    {
        for (int image = 0; image * Shape.PixelCount < pixels.Length; image++)
            corruption.Apply(pixels.AsSpan(image * Shape.PixelCount, Shape.PixelCount), Shape, severity, image, result, workspace);
    }

    /// <summary>Colour images of 32×32 and what they are: real ones where they are found, else noise.</summary>
    public static (Dataset Data, string Name) Load(int count)
    {
        try
        {
            Dataset data = DataSource.Open(DataName, CommonOptions.DefaultDataRoots).Evaluation;
            return (data.Subset(Math.Min(count, data.Count), seed: 0), $"{Math.Min(count, data.Count):N0} images of {DataName}");
        }
        catch (DataNotFoundException)
        {
            byte[] noise = new byte[count * Shape.PixelCount];
            for (int index = 0; index < noise.Length; index += sizeof(ulong))
                BitConverter.TryWriteBytes(noise.AsSpan(index), RandomStreams.SeedOf(0, "noise", index));
            return (
                new MemoryDataset("noise", Shape, ["none"], new int[count], noise),
                $"{count:N0} images of noise, because {DataName} was not found");
        }
    }

    private static float[] Pixels(Dataset data)
    {
        float[] pixels = new float[data.Count * Shape.PixelCount];
        for (int image = 0; image < data.Count; image++)
            data.ReadPixels(image, pixels.AsSpan(image * Shape.PixelCount, Shape.PixelCount));
        return pixels;
    }

    private static byte[] Interleaved(Dataset data)
    {
        int plane = Shape.Height * Shape.Width;
        float[] pixels = Pixels(data);
        return [
            .. Enumerable
                .Range(0, pixels.Length)
                .Select(index =>
                    (byte)
                        MathF.Round(
                            255
                                * pixels[
                                    (index / Shape.PixelCount * Shape.PixelCount) + (index % 3 * plane) + (index % Shape.PixelCount / 3)
                                ])),
        ];
    }

    private static string Microseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs");
}
