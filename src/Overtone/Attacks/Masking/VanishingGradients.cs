using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>
/// M6: images where the gradient of the cross entropy is zero, or no number. An attack along it goes nowhere. A network that is sure enough
/// has none in float32: from a margin of 17 on the likeliest class's part is rounded to zero, from about 104 on everything.
/// Source: Carlini et al. 2019; Athalye et al. 2018.
/// </summary>
public sealed class VanishingGradients : MaskingCheck
{
    private const double Tiny = 1e-10, MostShare = 0.01;

    /// <inheritdoc/>
    public override string Id => "vanishing-gradients";

    /// <inheritdoc/>
    public override string Question => "Do gradients vanish?";

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        using ClassifierGradient gradient =
            subject.Differentiable.CrossEntropyGradient(subject.Images.Pixels, subject.Images.Labels.ToArray(), cancellation);
        Tensor largest = gradient.Gradient.flatten(1).abs().amax([1]);
        double share = (largest > Tiny).logical_and(largest.isfinite()).logical_not().to_type(ScalarType.Float64).mean().item<double>();
        return Found(
            share, MostShare,
            $"The gradient of the cross entropy is zero, or no number, at {Percent(share)} of the images; it may be at "
                + $"{Percent(MostShare)}.");
    }
}
