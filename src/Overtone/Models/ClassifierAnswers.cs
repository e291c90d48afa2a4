using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// What a classifier's logits say about images of known labels, image by image.
/// Source: the usual top-1 error and cross entropy.
/// </summary>
/// <param name="Predictions">The class with the largest logit of each image; the first of equal ones.</param>
/// <param name="IsError">1 where the prediction is not the label, else 0.</param>
/// <param name="Loss">The cross entropy −ln softmax at the label, in nats.</param>
/// <param name="Confidence">The largest softmax probability, in [0, 1].</param>
/// <param name="Margin">The largest logit minus the second largest: how near a tie is.</param>
public sealed record ClassifierAnswers(
    IReadOnlyList<int> Predictions,
    IReadOnlyList<double> IsError,
    IReadOnlyList<double> Loss,
    IReadOnlyList<double> Confidence,
    IReadOnlyList<double> Margin)
{
    /// <summary>Number of images.</summary>
    public int Count => Predictions.Count;

    /// <summary>The share of images whose prediction is the label.</summary>
    public double Accuracy => 1 - IsError.Average();

    /// <summary>Reads logits.</summary>
    /// <param name="logits">float32 [n, K].</param>
    /// <param name="labels">The labels of the n images.</param>
    public static ClassifierAnswers Of(Tensor logits, ReadOnlySpan<long> labels)
    {
        int count = (int)logits.shape[0], classes = (int)logits.shape[1];
        float[] values = logits.cpu().data<float>().ToArray();
        int[] predictions = new int[count];
        double[] errors = new double[count], losses = new double[count], confidences = new double[count], margins = new double[count];
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<float> row = values.AsSpan(n * classes, classes);
            int best = 0;
            double sum = 0, second = double.NegativeInfinity;
            for (int k = 1; k < classes; k++)
            {
                if (row[k] > row[best])
                    best = k;
            }

            for (int k = 0; k < classes; k++)
            {
                sum += Math.Exp((double)row[k] - row[best]);
                if (k != best)
                    second = Math.Max(second, row[k]);
            }

            predictions[n] = best;
            errors[n] = best == labels[n] ? 0 : 1;
            losses[n] = row[best] + Math.Log(sum) - row[(int)labels[n]];
            confidences[n] = 1 / sum;
            margins[n] = row[best] - second;
        }

        return new ClassifierAnswers(predictions, errors, losses, confidences, margins);
    }
}
