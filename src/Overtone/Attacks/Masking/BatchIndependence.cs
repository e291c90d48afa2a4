using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>
/// M14: images one by one against images together. A model whose answer to an image depends on its neighbours, such as batch
/// normalisation that was left in training mode, is another function for each batch.
/// Source: issues of published evaluations (batch moments at test time); the threshold, in units of the logits' spread, is Overtone's own:
/// kernels that are chosen by batch size differ by up to 1e-4 of it.
/// </summary>
public sealed class BatchIndependence : MaskingCheck
{
    private const double MostDifference = 1e-3;

    /// <inheritdoc/>
    public override string Id => "batch-independence";

    /// <inheritdoc/>
    public override string Question => "Does an answer depend on the other images of its batch?";

    /// <inheritdoc/>
    public override bool NeedsGradients => false;

    /// <inheritdoc/>
    public override int MostImages => 20;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        Tensor pixels = subject.Images.Pixels, together = subject.Logits(pixels, cancellation);
        Tensor oneByOne = cat([.. Enumerable.Range(0, subject.Images.Count)
            .Select(image => subject.Logits(pixels.narrow(0, image, 1), cancellation))]);
        double spread = (together.max() - together.min()).item<double>();
        double difference = (together - oneByOne).abs().max().item<double>() / Math.Max(spread, 1e-30);
        return Found(
            difference, MostDifference,
            FormattableString.Invariant($"Alone and in a batch, logits differ by up to {difference:0.#e+0} of their spread; at most ")
                + FormattableString.Invariant($"{MostDifference:0.#e+0} may."));
    }
}
