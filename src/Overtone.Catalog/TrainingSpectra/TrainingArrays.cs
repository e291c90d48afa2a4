using System.Runtime.InteropServices;
using Overtone.Data;
using Overtone.Data.Snapshots;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>Reads a training's inputs, targets and directions.</summary>
internal static class TrainingArrays
{
    private const int BlockNumbers = 1 << 20;

    /// <summary>Passes over the inputs, a block of samples at a time: the whole need not fit the memory.</summary>
    /// <param name="source">The arrays.</param>
    /// <param name="trial">What they are.</param>
    /// <param name="device">Where the blocks are wanted.</param>
    /// <param name="take">Given each block, [n, features], float64, and the place of its first sample; the block is overwritten by the
    /// next.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="DataFormatException">The file is damaged or holds a number that is not finite.</exception>
    public static void ForEachBlock(
        ArraySource source, TargetTrial trial, Device device, Action<Tensor, int> take, CancellationToken cancellation)
    {
        using NpyRows rows = source.OpenRows(SavedTraining.Inputs);
        int most = Math.Clamp(BlockNumbers / trial.InputSize, 1, trial.Samples);
        using Tensor block = empty(most, trial.InputSize, dtype: float64);
        for (int start = 0; start < trial.Samples; start += most)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int count = Math.Min(most, trial.Samples - start);
            // Read into libtorch's own memory, and not an array's: where numbers lie changes the last bits of products.
            rows.Read(MemoryMarshal.Cast<byte, double>(block.bytes)[..(count * trial.InputSize)]);
            take(block.narrow(0, 0, count).to(device), start);
        }
    }

    /// <summary>The targets that spectra are taken of, row by row: all outputs, or one of them; one-hot vectors for class labels.</summary>
    /// <exception cref="DataFormatException">A label is no class, a number is not finite, or nothing varies.</exception>
    public static double[] Targets(ArraySource source, TargetTrial trial)
    {
        using NpyRows rows = source.OpenRows(SavedTraining.Targets);
        var stored = new double[rows.Count];
        rows.Read(stored);
        double[] all = trial.TargetsAreClasses ? OneHot(source, stored, trial.Outputs) : stored;
        double[] targets = trial.Output is { } output ? [.. all.Where((_, index) => index % trial.Outputs == output)] : all;
        int width = targets.Length / trial.Samples;
        return targets.Where((value, index) => value != targets[index % width]).Any()
            ? targets
            : throw new DataFormatException(
                source.Describe(SavedTraining.Targets), trial.Output is null ? "values" : $"values of output {trial.Output}",
                "the same for every sample", "targets that vary: a constant has no frequencies to learn");
    }

    /// <summary>The directions of a file, each with length 1: [directions, features].</summary>
    /// <exception cref="DataFormatException">The file is damaged, does not fit the inputs, or a direction is zero.</exception>
    public static Tensor Directions(string path, int features, Device device)
    {
        NpyArray array = NpyReader.Read(path);
        array.RequireRank((1, "(features,)"), (2, "(directions, features)"));
        if (array.Shape[^1] != features || array.Count == 0)
            throw new DataFormatException(path, "shape", $"({string.Join(", ", array.Shape)})", $"({features},) or (directions, "
                + $"{features}), as an input has {features} numbers");
        Tensor directions = tensor(array.ToDoubles(), float64, device).reshape(-1, features);
        Tensor lengths = linalg.norm(directions, 2, dims: [1], keepdim: true);
        return lengths.amin().item<double>() > 0
            ? directions / lengths
            : throw new DataFormatException(path, "values", "a direction of length 0", "directions with a length");
    }

    private static double[] OneHot(ArraySource source, double[] labels, int classes)
    {
        var vectors = new double[labels.Length * classes];
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] < 0 || labels[sample] >= classes)
                throw new DataFormatException(
                    source.Describe(SavedTraining.Targets),
                    $"element [{sample}]",
                    $"{labels[sample]}",
                    $"a class from 0 to {classes - 1}, as the predictions have {classes} outputs");
            vectors[(sample * classes) + (int)labels[sample]] = 1;
        }

        return vectors;
    }
}
