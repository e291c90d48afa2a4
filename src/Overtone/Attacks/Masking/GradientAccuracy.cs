using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>
/// M8: the slope along the gradient against a difference of the margin itself, at twenty images with a little noise. A gradient that is
/// not the model's own (rounding passed straight through, noise, a wrong backward pass) differs. Of several step lengths the one that
/// agrees best counts: short ones drown in float32, long ones meet kinks.
/// Source: Carlini et al. 2019 (checking gradients numerically); the threshold is Overtone's own.
/// </summary>
public sealed class GradientAccuracy : MaskingCheck
{
    private const int Points = 20;
    private const double MostError = 0.05, Nothing = 1e-30, Jitter = 0.01;
    private static readonly double[] Lengths = [1e-3, 3e-3, 1e-2, 3e-2, 0.1];

    /// <inheritdoc/>
    public override string Id => "gradient-accuracy";

    /// <inheritdoc/>
    public override string Question => "Are the gradients those of the model?";

    /// <inheritdoc/>
    public override int MostImages => Points;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        // Off the kinks that images share: equal pixels of a black background tie in every pooling.
        Tensor pixels = subject.Images.Pixels + RandomStreams.Normal(subject.Seed, Id, 0, subject.Images.Pixels.shape)
            .mul_(Jitter).to(subject.Images.Pixels.device);
        Tensor labels = tensor(subject.Images.Labels.ToArray());
        using ClassifierGradient gradient = subject.Differentiable.InputGradient(
            pixels, new ImageLoss(AttackLoss.Margin, labels).Cotangents, cancellation);
        Tensor norms = gradient.Gradient.flatten(1).to_type(ScalarType.Float64).norm(1).reshape(-1, 1, 1, 1);
        Tensor way = gradient.Gradient / norms.clamp_min(Nothing).to_type(ScalarType.Float32);
        Tensor slope = norms.flatten();
        Tensor errors = stack([.. Lengths.Select(length =>
        {
            Tensor difference = (Margins(pixels + (way * length)) - Margins(pixels - (way * length))) / (2 * length);
            Tensor error = ((difference - slope) / slope.maximum(difference.abs()).clamp_min(Nothing)).abs();
            // A gradient of zero agrees with anything along its way, which is none.
            return where(slope > Nothing, error, ones_like(error));
        })]);
        double median = errors.amin([0]).median().item<double>();
        return Found(
            median, MostError,
            $"Slopes along the gradient differ from differences of the margin by {Percent(median)}, median over {subject.Images.Count} "
                + $"images; at most {Percent(MostError)} may.");

        Tensor Margins(Tensor at) => LossCotangents.Margins(subject.Logits(at, cancellation), labels);
    }
}
