using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>Whether the same images get the same outputs again, and outside their batch.</summary>
/// <param name="RepeatDifference">The largest difference on repetition.</param>
/// <param name="BatchDifference">The largest difference one by one; null when answers do not repeat anyway.</param>
/// <param name="BatchFlips">How many images get another class one by one.</param>
/// <param name="DependsOnBatch">Whether outputs depend on the batch, though no image gets another class.</param>
/// <param name="Findings">What is worth saying.</param>
internal sealed record RepeatCheck(
    double RepeatDifference, double? BatchDifference, int BatchFlips, bool DependsOnBatch, IReadOnlyList<PreflightFinding> Findings)
{
    // Sums in another order differ by 1e-7 per term of float32; a dropout or a batch's mean differs by far more.
    private const double Tolerance = 1e-4;

    internal static RepeatCheck Of(IClassifier classifier, Tensor images, LogitTable logits, int singleImages,
        CancellationToken cancellation)
    {
        double allowed = Tolerance * (1 + logits.Size);
        double repeat = logits.Difference(LogitTable.Of(classifier, images, cancellation));
        if (repeat > allowed)
        {
            return new(repeat, null, 0, false, [new(
                "repetition", PreflightSeverity.Error, $"outputs for the same images differ by {repeat:G3} between two "
                    + "runs", "the same outputs",
                "The model is random at inference time: dropout was left on. Call model.eval() before exporting or tracing")]);
        }

        int count = Math.Min(singleImages, logits.Rows), flips = 0;
        double batch = 0;
        for (int row = 0; row < count; row++)
        {
            using Tensor image = images.narrow(0, row, 1);
            LogitTable alone = LogitTable.Of(classifier, image, cancellation);
            batch = Math.Max(batch, new LogitTable(logits.Row(row).ToArray(), 1, logits.Columns).Difference(alone));
            flips += alone.Prediction(0) == logits.Prediction(row) ? 0 : 1;
        }

        return new(repeat, batch, flips, batch > allowed && flips == 0, [Judge(repeat), Judge(batch, allowed, flips, count)]);
    }

    private static PreflightFinding Judge(double repeat) => new(
        "repetition", PreflightSeverity.Information, repeat == 0 ? "two runs on the same images give the same outputs, bit for bit"
            : $"outputs for the same images differ by {repeat:G2} between two runs");

    private static PreflightFinding Judge(double difference, double allowed, int flips, int count) => difference > allowed
        ? new(
            "batches", flips > 0 ? PreflightSeverity.Error : PreflightSeverity.Warning,
            $"an image's outputs depend on the rest of its batch: they differ by up to {difference:G3}, and {flips} of {count} images "
                + "change class",
            "the same outputs",
            "Batch normalisation in training mode causes this (call model.eval() before exporting or tracing), and so does dynamic "
                + "quantisation, which rescales for each batch"
                + (flips > 0
                    ? ": measure such a model one image at a time (--batch-size 1)"
                    : "; all batches of this audit have the same size"))
        : new("batches", PreflightSeverity.Information,
            $"outputs with and without the rest of the batch differ by at most {difference:G2}; {flips} of {count} images change class");
}
