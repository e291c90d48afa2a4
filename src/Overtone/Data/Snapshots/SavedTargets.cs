namespace Overtone.Data.Snapshots;

/// <summary>The targets of a <see cref="SavedTraining"/> as numbers: one-hot vectors stand for class labels.</summary>
/// <remarks>Source: Overtone's own layout; docs/training-spectra.md.</remarks>
public static class SavedTargets
{
    /// <summary>Reads the targets, row by row: all outputs, or one of them.</summary>
    /// <param name="source">The arrays.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">The network's outputs; of class labels, the classes.</param>
    /// <param name="areClasses">Whether class labels are stored.</param>
    /// <param name="output">The output wanted, from 0; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such output.</exception>
    /// <exception cref="DataFormatException">The file is damaged, a label is no class, a number is not finite, or nothing
    /// varies.</exception>
    public static double[] Read(ArraySource source, int samples, int outputs, bool areClasses, int? output = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output ?? 0, outputs);
        double[] stored = Stored(source);
        double[] all = areClasses ? OneHot(source, stored, outputs) : stored;
        double[] targets = output is { } one ? [.. all.Where((_, index) => index % outputs == one)] : all;
        int width = targets.Length / samples;
        return targets.Where((value, index) => value != targets[index % width]).Any()
            ? targets
            : throw new DataFormatException(
                source.Describe(SavedTraining.Targets), output is null ? "values" : $"values of output {output}",
                "the same for every sample", "targets that vary: a constant has no frequencies to learn");
    }

    /// <summary>Requires that class labels, which may be stored as floats, are classes.</summary>
    /// <exception cref="DataFormatException">A label is no class.</exception>
    internal static void RequireClasses(ArraySource source, int classes) => RequireClasses(source, Stored(source), classes);

    private static double[] Stored(ArraySource source)
    {
        using NpyRows rows = source.OpenRows(SavedTraining.Targets);
        var stored = new double[rows.Count];
        rows.Read(stored);
        return stored;
    }

    private static double[] OneHot(ArraySource source, double[] labels, int classes)
    {
        RequireClasses(source, labels, classes);
        var vectors = new double[labels.Length * classes];
        for (int sample = 0; sample < labels.Length; sample++)
            vectors[(sample * classes) + (int)labels[sample]] = 1;
        return vectors;
    }

    private static void RequireClasses(ArraySource source, double[] labels, int classes)
    {
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] < 0 || labels[sample] >= classes || labels[sample] != Math.Floor(labels[sample]))
                throw new DataFormatException(
                    source.Describe(SavedTraining.Targets),
                    $"element [{sample}]",
                    $"{labels[sample]}",
                    $"a class from 0 to {classes - 1}, as the predictions have {classes} outputs (other targets have {classes} "
                        + "numbers per sample)");
        }
    }
}
