using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>
/// M9: five passes over the same images. A model that answers differently each time has to be attacked in the mean over its draws
/// (expectation over transformation); what a single pass finds is chance.
/// Source: AutoAttack's check of randomised defences (five passes, 1e-4 on logits of unit norm).
/// </summary>
public sealed class Repeatability : MaskingCheck
{
    /// <summary>Between logits of norm 1.</summary>
    internal const double MostDifference = 1e-4;

    private const int Passes = 5;

    /// <inheritdoc/>
    public override string Id => "repeatability";

    /// <inheritdoc/>
    public override string Question => "Does it answer the same twice?";

    /// <inheritdoc/>
    public override bool NeedsGradients => false;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        Tensor first = Answer();
        double difference = Enumerable.Range(1, Passes - 1).Max(_ => (Answer() - first).abs().max().item<double>());
        return Found(
            difference, MostDifference,
            FormattableString.Invariant($"Over {Passes} passes its logits, of norm 1, differ by up to {difference:0.#e+0}; at most ")
                + FormattableString.Invariant($"{MostDifference:0.#e+0} may."));

        Tensor Answer() => Normalised(subject.Logits(subject.Images.Pixels, cancellation));
    }

    /// <summary>Logits of norm 1 for each image.</summary>
    internal static Tensor Normalised(Tensor logits) => logits / logits.norm(1, keepdim: true).clamp_min(1e-30);
}
