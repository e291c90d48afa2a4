using System.Globalization;

namespace Overtone.Data.Snapshots;

/// <summary>Which snapshots there are, and at which steps.</summary>
internal sealed record SnapshotSteps(IReadOnlyList<SavedSnapshot> Snapshots, IReadOnlyList<UnfinishedArray> Unfinished)
{
    private const int Fewest = 2;

    public static SnapshotSteps Of(ArraySource source, bool skipUnfinished)
    {
        string[] numbered = [.. source.Names.Where(name => name.All(char.IsAsciiDigit))];
        bool together = source.Contains(SavedTraining.Predictions);
        if (together && numbered.Length > 0)
            throw new DataFormatException(
                source.Path,
                "predictions",
                $"{SavedTraining.Predictions}.npy and {numbered[0]}.npy",
                "one of the two: all in one array, or one file per step");
        if (!together && numbered.Length == 0)
            throw new DataFormatException(source.Path, "predictions", "none", "files named by their step (0000.npy, 0010.npy, ...), or "
                + $"{SavedTraining.Predictions}.npy of shape (snapshots, samples, outputs)");
        SnapshotSteps steps = together ? InOneArray(source) : OneByOne(source, numbered, skipUnfinished);
        return steps.Snapshots.Count >= Fewest
            ? steps
            : throw new DataFormatException(source.Path, "snapshots", $"{steps.Snapshots.Count}", $"at least {Fewest}: save predictions "
                + "while the network trains, not only at the end");
    }

    private static SnapshotSteps InOneArray(ArraySource source)
    {
        if (source.Unfinished(SavedTraining.Predictions) is { } unfinished)
            throw unfinished.ToFault();
        int[] shape = SavedTraining.HeaderOf(source, SavedTraining.Predictions).Shape;
        if (shape.Length is not (2 or 3))
            throw SavedTraining.Fault(
                source,
                SavedTraining.Predictions,
                "shape",
                SavedTraining.Format(shape),
                "(snapshots, samples) or (snapshots, samples, outputs)");
        double[] steps = source.Contains(SavedTraining.Steps)
            ? StepsOf(source, shape[0])
            : [.. Enumerable.Range(0, shape[0]).Select(index => (double)index)];
        return new SnapshotSteps([.. steps.Select((step, index) => new SavedSnapshot(SavedTraining.Predictions, index, step))], []);
    }

    private static SnapshotSteps OneByOne(ArraySource source, string[] names, bool skipUnfinished)
    {
        (string Name, long Number)[] files = [.. names.Select(name => (name, NumberOf(source, name))).OrderBy(file => file.Item2)];
        for (int index = 1; index < files.Length; index++)
        {
            if (files[index].Number == files[index - 1].Number)
                throw new DataFormatException(source.Path, $"step {files[index].Number}", $"both {files[index - 1].Name}.npy and "
                    + $"{files[index].Name}.npy", "one file per step");
        }

        UnfinishedArray[] unfinished = [.. files.Select(file => source.Unfinished(file.Name)).OfType<UnfinishedArray>()];
        if (unfinished.Length > 0 && !skipUnfinished)
            throw unfinished[0].ToFault();
        double[] steps = source.Contains(SavedTraining.Steps)
            ? StepsOf(source, files.Length)
            : [.. files.Select(file => (double)file.Number)];
        HashSet<string> left = [.. unfinished.Select(array => array.Name)];
        return new SnapshotSteps(
            [
                .. files
                    .Zip(steps, (file, step) => new SavedSnapshot(file.Name, 0, step))
                    .Where(snapshot => !left.Contains(source.Describe(snapshot.Array))),
            ],
            unfinished);
    }

    private static long NumberOf(ArraySource source, string name) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw SavedTraining.Fault(source, name, "name", name, "a step of at most 18 digits");

    private static double[] StepsOf(ArraySource source, int count)
    {
        (int[] shape, _) = SavedTraining.HeaderOf(source, SavedTraining.Steps);
        if (shape.Length != 1 || shape[0] != count)
            throw SavedTraining.Fault(source, SavedTraining.Steps, "shape", SavedTraining.Format(shape), $"({count},), one step for "
                + "each snapshot");
        var steps = new double[count];
        using NpyRows rows = source.OpenRows(SavedTraining.Steps);
        rows.Read(steps);
        for (int index = 1; index < count; index++)
        {
            if (steps[index] <= steps[index - 1])
                throw SavedTraining.Fault(
                    source,
                    SavedTraining.Steps,
                    $"element [{index}]",
                    $"{steps[index]}",
                    $"more than {steps[index - 1]}, the step before it (each step once, in rising order)");
        }

        return steps;
    }
}
