using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>
/// F1: a filter in front of a network is linear, and gradients have to pass through its transpose exactly: ⟨y, P x⟩ = ⟨Pᵀ y, x⟩. Then it
/// excuses nothing: an attacker works within what is let through, and an attack that is confined to it is shown beside.
/// Source: none; the definition of the transpose.
/// </summary>
public sealed class LinearFilter : MaskingCheck
{
    private const double MostError = 1e-4;

    /// <inheritdoc/>
    public override string Id => "linear-filter";

    /// <inheritdoc/>
    public override string Question => "Do gradients pass through the transpose of the filter in front?";

    /// <inheritdoc/>
    public override int MostImages => 50;

    internal override string? WhyNot(MaskingSubject subject) => base.WhyNot(subject)
        ?? (subject.Filter is null ? "it needs a linear filter in front of the network, and none was given" : null);

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        if (subject.Filter is not { } filter)
            throw new ArgumentException($"{nameof(MaskingSubject.Filter)}: found none, expected the filter in front of the network.");
        Tensor x = subject.Images.Pixels;
        Tensor y = ImageDraws.Of(
            subject.Images, subject.Seed, "filter-transpose", (generator, _) => randn(x.shape.AsSpan(1).ToArray(), generator: generator));
        Tensor forward = filter.Apply(x), backward = filter.Transpose(y);
        double scale = (y.norm() * forward.norm()).item<float>();
        double error = Math.Abs(Product(y, forward) - Product(backward, x)) / Math.Max(scale, 1e-30);
        return Found(
            error, MostError,
            FormattableString.Invariant($"Through filter and transpose, scalar products differ by {error:0.#e+0} of the norms; at most ")
                + FormattableString.Invariant($"{MostError:0.#e+0} may be rounding. ") + Confined(subject, filter, cancellation));
    }

    private static string Confined(MaskingSubject subject, ILinearFilter filter, CancellationToken cancellation)
    {
        double free = subject.AccuracyUnder(subject.Attack with { StopsWhenBroken = true }, cancellation);
        if (filter.PassBand is not { } band)
            return $"The attack leaves an accuracy of {Percent(free)}.";
        var confined = new BandLimitedProjectedGradient
        {
            Ball = subject.Ball,
            Band = band,
            Steps = subject.Steps,
            Seed = subject.Seed,
            StopsWhenBroken = true,
        };
        return $"An attack confined to what is let through leaves an accuracy of {Percent(subject.AccuracyUnder(confined, cancellation))}, "
            + $"one that is not {Percent(free)}.";
    }

    private static double Product(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return (a.to_type(ScalarType.Float64) * b.to_type(ScalarType.Float64)).sum().item<double>();
    }
}
