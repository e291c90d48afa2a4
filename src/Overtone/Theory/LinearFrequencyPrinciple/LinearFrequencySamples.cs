namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// What a network is trained on, checked: points that differ and a label for each. The prediction starts from zero, as a network with
/// antisymmetric initialisation does; for any other network, take its initial outputs off the labels and add its initial function to the
/// prediction.
/// Source: 1905.10264.
/// </summary>
public sealed class LinearFrequencySamples
{
    /// <summary>Samples.</summary>
    /// <param name="points">[n, d], n at least 2.</param>
    /// <param name="labels">n.</param>
    /// <exception cref="ArgumentException">There are fewer than two points, numbers differ, a value is not finite, or a point is there
    /// twice.</exception>
    public LinearFrequencySamples(double[,] points, IReadOnlyList<double> labels)
    {
        int count = points.GetLength(0);
        if (count < 2)
            throw new ArgumentException(
                $"There are {count} samples; expected at least 2: one alone says nothing about frequencies.", nameof(points));
        if (labels.Count != count)
            throw new ArgumentException($"There are {count} points, but {labels.Count} labels.", nameof(labels));
        if (points.Cast<double>().Concat(labels).Any(value => !double.IsFinite(value)))
            throw new ArgumentException("A coordinate or a label is not a finite number.", nameof(points));
        RequireDistinct(points, labels);
        (Points, Labels) = ((double[,])points.Clone(), [.. labels]);
    }

    /// <summary>The points, [n, d].</summary>
    public double[,] Points { get; }

    /// <summary>The labels, n.</summary>
    public IReadOnlyList<double> Labels { get; }

    /// <summary>n.</summary>
    public int Count => Labels.Count;

    private static void RequireDistinct(double[,] points, IReadOnlyList<double> labels)
    {
        int dimension = points.GetLength(1);
        double[] Row(int n) => [.. Enumerable.Range(0, dimension).Select(axis => points[n, axis])];
        int[] order = [.. Enumerable.Range(0, labels.Count).Order(Comparer<int>.Create((a, b) => Compare(Row(a), Row(b))))];
        for (int index = 1; index < order.Length; index++)
        {
            (int first, int second) = (Math.Min(order[index - 1], order[index]), Math.Max(order[index - 1], order[index]));
            if (Compare(Row(first), Row(second)) != 0)
                continue;
            string where = $"Samples {first} and {second} lie at the same point ({string.Join(", ", Row(first).Select(x => $"{x:G6}"))})";
            throw new ArgumentException(
                labels[first] == labels[second]
                    ? $"{where} with the same label; expected each point once."
                    : $"{where} with labels {labels[first]:G6} and {labels[second]:G6}; expected one label per point, because the "
                        + "limit fits every label exactly.",
                nameof(points));
        }
    }

    private static int Compare(double[] a, double[] b)
    {
        for (int axis = 0; axis < a.Length; axis++)
        {
            if (a[axis].CompareTo(b[axis]) is var order and not 0)
                return order;
        }

        return 0;
    }
}
