using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>Outputs as plain numbers, a row per image.</summary>
/// <param name="Values">Row by row.</param>
/// <param name="Rows">Number of images.</param>
/// <param name="Columns">Number of classes.</param>
internal sealed record LogitTable(float[] Values, int Rows, int Columns)
{
    /// <summary>The largest finite magnitude: what differences are measured against.</summary>
    internal double Size => Values.Where(float.IsFinite).Select(value => Math.Abs((double)value)).DefaultIfEmpty(0).Max();

    internal bool IsFinite => Values.All(float.IsFinite);

    internal static LogitTable Of(IClassifier classifier, Tensor images, CancellationToken cancellation)
    {
        using Tensor logits = classifier.Logits(images, cancellation);
        using Tensor onProcessor = logits.cpu();
        return new LogitTable(onProcessor.data<float>().ToArray(), (int)logits.shape[0], (int)logits.shape[1]);
    }

    internal ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The first of the largest outputs.</summary>
    internal int Prediction(int row)
    {
        ReadOnlySpan<float> values = Row(row);
        int best = 0;
        for (int column = 1; column < values.Length; column++)
        {
            if (values[column] > values[best])
                best = column;
        }

        return best;
    }

    /// <summary>The largest difference in the rows both have; two that are not finite alike do not differ.</summary>
    internal double Difference(LogitTable other)
    {
        double largest = 0;
        for (int index = 0; index < Math.Min(Values.Length, other.Values.Length); index++)
        {
            // NaN equals NaN here.
            if (Values[index].Equals(other.Values[index]))
                continue;
            double difference = Math.Abs((double)Values[index] - other.Values[index]);
            largest = Math.Max(largest, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return largest;
    }
}
