using System.Globalization;

namespace Overtone.Data.Snapshots;

/// <summary>
/// What a training left behind: inputs <c>x</c>, targets <c>y</c>, and a network's predictions for the same inputs at several steps, as
/// arrays
/// <c>0000</c>, <c>0010</c>, … named by their step or as one array <c>predictions</c> with its steps in <c>steps</c>. Only headers,
/// steps and class labels that are stored as floats are read here.
/// </summary>
/// <remarks>Source: Overtone's own layout; docs/training-spectra.md.</remarks>
public sealed record SavedTraining
{
    /// <summary>The array of inputs.</summary>
    public const string Inputs = "x";

    /// <summary>The array of targets.</summary>
    public const string Targets = "y";

    /// <summary>The array of all predictions.</summary>
    public const string Predictions = "predictions";

    /// <summary>The array of steps.</summary>
    public const string Steps = "steps";

    /// <summary>The number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>The numbers of one input.</summary>
    public required int InputSize { get; init; }

    /// <summary>The network's outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>Whether the targets are class labels, for which one-hot vectors stand.</summary>
    public required bool TargetsAreClasses { get; init; }

    /// <summary>The snapshots, by rising step.</summary>
    public required IReadOnlyList<SavedSnapshot> Snapshots { get; init; }

    /// <summary>The predictions that are still being written and were left out.</summary>
    public required IReadOnlyList<UnfinishedArray> Unfinished { get; init; }

    /// <summary>Looks at a training's arrays.</summary>
    /// <param name="source">The arrays.</param>
    /// <param name="skipUnfinished">Whether predictions still being written are left out; otherwise they are errors.</param>
    /// <exception cref="DataFormatException">An array is missing or does not fit the others, a step is there twice, or there are fewer than
    /// two.</exception>
    public static SavedTraining Of(ArraySource source, bool skipUnfinished = false) =>
        DataFile.Guard(source.Path, "arrays of one training", () => Look(source, skipUnfinished));

    private static SavedTraining Look(ArraySource source, bool skipUnfinished)
    {
        (int[] inputs, _) = HeaderOf(source, Inputs);
        (int[] targets, NpyElementType targetType) = HeaderOf(source, Targets);
        if (inputs.Length == 0 || inputs[0] < 2 || inputs.Contains(0))
            throw Fault(source, Inputs, "shape", Format(inputs), "(samples, ...) with two samples or more");
        long size = inputs.Skip(1).Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue + 1L));
        if (size > int.MaxValue)
            throw Fault(source, Inputs, "shape", Format(inputs), $"inputs of at most {int.MaxValue} numbers each");
        foreach (string array in (string[])[Inputs, Targets])
        {
            if (source.Unfinished(array) is { } unfinished)
                throw unfinished.ToFault();
        }

        if (targets.Length is not (1 or 2) || targets.Contains(0))
            throw Fault(source, Targets, "shape", Format(targets), "(samples,) or (samples, outputs)");
        if (targets[0] != inputs[0])
            throw Fault(source, Targets, "samples", $"{targets[0]}", $"{inputs[0]}, one per row of {Inputs}.npy");
        var steps = SnapshotSteps.Of(source, skipUnfinished);
        int outputs = RequireAlike(source, steps.Snapshots, inputs[0]);
        // One number a sample for several outputs: the class, whichever type and shape it was saved in.
        bool classes = targets is [_] or [_, 1] && outputs > 1;
        if (classes && IsFloat(targetType))
            SavedTargets.RequireClasses(source, outputs);
        int wanted = classes ? outputs : targets.Length == 2 ? targets[1] : 1;
        if (wanted != outputs)
            throw Fault(source, steps.Snapshots[0].Array, "outputs", $"{outputs}", $"{wanted}, as in {Targets}.npy of shape "
                + $"{Format(targets)}");
        return new SavedTraining
        {
            Samples = inputs[0],
            InputSize = (int)size,
            Outputs = outputs,
            TargetsAreClasses = classes,
            Snapshots = steps.Snapshots,
            Unfinished = steps.Unfinished,
        };
    }

    internal static (int[] Shape, NpyElementType Type) HeaderOf(ArraySource source, string array)
    {
        if (!source.Contains(array))
        {
            string found =
                source.Names.Count > 0
                    ? string.Join(", ", source.Names.Take(6).Select(name => name + ".npy")) + (source.Names.Count > 6 ? ", ..." : "")
                    : "no .npy array";
            throw new DataFormatException(
                source.Path, $"{array}.npy", $"none ({found})", array == Inputs ? "the inputs, (samples, ...)"
                    : array == Targets ? "the targets, (samples,) or (samples, outputs)"
                    : $"an array {array}.npy");
        }

        using NpyRows rows = source.OpenRows(array);
        return ([.. rows.Shape], rows.ElementType);
    }

    internal static string Format(IEnumerable<int> shape) => $"({string.Join(", ", shape)})";

    internal static DataFormatException Fault(ArraySource source, string array, string field, string found, string expected) =>
        new(source.Describe(array), field, found, expected);

    private static bool IsFloat(NpyElementType type) => type is NpyElementType.Float16 or NpyElementType.Float32 or NpyElementType.Float64;

    // The number of outputs that all snapshots have.
    private static int RequireAlike(ArraySource source, IReadOnlyList<SavedSnapshot> snapshots, int samples)
    {
        int[]? first = null;
        foreach (string array in snapshots.Select(snapshot => snapshot.Array).Distinct())
        {
            (int[] shape, NpyElementType type) = HeaderOf(source, array);
            if (!IsFloat(type))
                throw Fault(source, array, "dtype", $"{type}", "float16, float32 or float64: the network's outputs, not predicted classes "
                    + "(save array.astype('<f4'))");
            int[] one = array == Predictions ? shape[1..] : shape;
            if (one.Length is not (1 or 2) || one.Contains(0))
                throw Fault(source, array, "shape", Format(shape), array == Predictions ? "(snapshots, samples) or (snapshots, samples, "
                    + "outputs)" : "(samples,) or (samples, outputs)");
            if (one[0] != samples)
                throw Fault(source, array, "samples", $"{one[0]}", $"{samples}, one per row of {Inputs}.npy, in the same order");
            first ??= one;
            if (!one.SequenceEqual(first))
                throw Fault(source, array, "shape", Format(one), $"{Format(first)} as in {snapshots[0].Array}.npy");
        }

        return first!.Length == 2 ? first[1] : 1;
    }
}

/// <summary>A network's predictions at one step.</summary>
/// <param name="Array">The array they are in.</param>
/// <param name="Place">Their place in an array of several snapshots, from 0.</param>
/// <param name="Step">The step or epoch, as the training counted.</param>
/// <remarks>Source: Overtone's own layout.</remarks>
public sealed record SavedSnapshot(string Array, int Place, double Step)
{
    /// <summary>The step as people write it.</summary>
    public string Name => Step.ToString(CultureInfo.InvariantCulture);
}
