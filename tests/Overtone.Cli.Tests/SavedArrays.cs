using Overtone.Data;

namespace Overtone.Cli.Tests;

/// <summary>Trainings as a user would have saved them.</summary>
internal static class SavedArrays
{
    /// <summary>A class of 12 numbers each, and outputs that come nearer to its one-hot vector from step to step.</summary>
    public static void Classifier(string folder, int samples = 60, int classes = 3, params int[] steps)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(5);
        long[] labels = [.. Enumerable.Range(0, samples).Select(_ => (long)random.Next(classes))];
        float[] x =
        [
            .. labels.SelectMany(label =>
                Enumerable.Range(0, 12).Select(index => (float)(random.NextDouble() + (index == 0 ? 2 * label : 0)))),
        ];
        NpyWriter.Write<float>(Path.Combine(folder, "x.npy"), x, samples, 12);
        NpyWriter.Write<long>(Path.Combine(folder, "y.npy"), labels, samples);
        foreach (int step in steps)
            Snapshot(folder, step, labels, classes, random);
    }

    /// <summary>Outputs at one step.</summary>
    public static void Snapshot(string folder, int step, IReadOnlyList<long> labels, int classes, Random random)
    {
        double known = 1 - Math.Exp(-step / 10.0);
        var outputs = new float[labels.Count * classes];
        for (int sample = 0; sample < labels.Count; sample++)
        {
            double[] others = [.. Enumerable.Range(0, classes).Select(_ => random.NextDouble())];
            for (int output = 0; output < classes; output++)
                outputs[(sample * classes) + output] = (float)(
                    (known * (labels[sample] == output ? 1 : 0)) + ((1 - known) * others[output] / others.Sum()));
        }

        NpyWriter.Write<float>(Path.Combine(folder, $"{step:0000}.npy"), outputs, labels.Count, classes);
    }

    /// <summary>The sum of a slow and a fast wave on an even grid, whose fast part comes later.</summary>
    public static void Waves(string folder, int samples = 101, params int[] steps)
    {
        Directory.CreateDirectory(folder);
        double[] x = [.. Enumerable.Range(0, samples).Select(n => -1 + (2.0 * n / (samples - 1)))];
        NpyWriter.Write<double>(Path.Combine(folder, "x.npy"), x, samples);
        NpyWriter.Write<double>(
            Path.Combine(folder, "y.npy"),
            [.. x.Select(p => Math.Sin(2 * Math.PI * p) + Math.Sin(10 * Math.PI * p))],
            samples);
        foreach (int step in steps)
        {
            double slow = 1 - Math.Exp(-step / 2.0), fast = 1 - Math.Exp(-step / 20.0);
            NpyWriter.Write<double>(
                Path.Combine(folder, $"{step:0000}.npy"),
                [.. x.Select(p => (slow * Math.Sin(2 * Math.PI * p)) + (fast * Math.Sin(10 * Math.PI * p)))],
                samples);
        }
    }
}
