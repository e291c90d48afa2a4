using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// How the size of a perturbation is measured, over all channels of an image.
/// Source: the two threat models of Madry et al. 2018.
/// </summary>
public enum AttackNorm
{
    /// <summary>ℓ∞: the largest change of a pixel's channel.</summary>
    Linf,

    /// <summary>ℓ2: the root of the sum of squared changes.</summary>
    L2,
}

/// <summary>
/// The perturbations an attack may make: those whose norm is at most ε, pixels being in [0, 1].
/// Source: Madry et al. 2018; a uniform point of the n-ball from the first n coordinates of one on the sphere of n + 2 dimensions (Voelker
/// et al. 2017).
/// </summary>
/// <param name="Norm">What is measured.</param>
/// <param name="Epsilon">The radius ε, 0 or more.</param>
public sealed record NormBall(AttackNorm Norm, double Epsilon) : IPerturbationSet
{
    /// <summary>Between float32 images a norm is known to about this much.</summary>
    internal const double Tolerance = 1e-6;

    // A gradient may vanish; then there is no direction, and the step is zero.
    private const double SmallestNorm = 1e-12;

    /// <summary>The norm of each perturbation, computed in float64.</summary>
    /// <param name="perturbations">Shape [n, ...].</param>
    /// <returns>Shape [n], float64.</returns>
    public Tensor NormsOf(Tensor perturbations)
    {
        using var scope = NewDisposeScope();
        Tensor flat = perturbations.to_type(ScalarType.Float64).flatten(1);
        Tensor norms = Norm == AttackNorm.Linf ? flat.abs().amax([1]) : flat.square().sum([1]).sqrt();
        return norms.MoveToOuterDisposeScope();
    }

    /// <summary>The nearest perturbations inside the ball (in the ℓ2 sense).</summary>
    /// <param name="perturbations">float32 [n, C, H, W].</param>
    public Tensor Project(Tensor perturbations)
    {
        using var scope = NewDisposeScope();
        if (Norm == AttackNorm.Linf)
            return perturbations.clamp(-Epsilon, Epsilon).MoveToOuterDisposeScope();
        Tensor scale = (Epsilon / NormsOf(perturbations).clamp_min(SmallestNorm)).clamp_max(1);
        return (perturbations * Spread(scale, perturbations)).MoveToOuterDisposeScope();
    }

    NormBall IPerturbationSet.Ball => this;

    Tensor IPerturbationSet.Inside(Tensor images, Tensor points) => Inside(images, points);

    /// <summary>The points nearest to others inside the ball around images and inside [0, 1]; in the caller's dispose scope.</summary>
    /// <param name="images">float32 [n, C, H, W] in [0, 1].</param>
    /// <param name="points">Of the same shape.</param>
    /// <remarks>
    /// The image lies in the box, so cutting off pixels afterwards brings a point nearer to it: the ball is not left again.
    /// </remarks>
    internal Tensor Inside(Tensor images, Tensor points) => (images + Project(points - images)).clamp(0, 1);

    /// <summary>
    /// The perturbations of norm 1 that raise a linear function the most: the gradient's signs, or the gradient divided by its norm.
    /// </summary>
    /// <param name="gradients">float32 [n, C, H, W]; a gradient that is zero gives a step of zero.</param>
    public Tensor SteepestStep(Tensor gradients)
    {
        using var scope = NewDisposeScope();
        if (Norm == AttackNorm.Linf)
            return gradients.sign().MoveToOuterDisposeScope();
        Tensor scale = 1 / NormsOf(gradients).clamp_min(SmallestNorm);
        return (gradients * Spread(scale, gradients)).MoveToOuterDisposeScope();
    }

    /// <summary>One perturbation, uniform in the ball.</summary>
    /// <param name="generator">Where the numbers come from.</param>
    /// <param name="shape">The shape of the perturbation.</param>
    /// <returns>float32.</returns>
    public Tensor Draw(Generator generator, ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        if (Norm == AttackNorm.Linf)
            return (((rand(shape.ToArray(), generator: generator) * 2) - 1) * Epsilon).MoveToOuterDisposeScope();
        long count = 1;
        foreach (long side in shape)
            count *= side;
        Tensor sphere = randn([count + 2], ScalarType.Float64, generator: generator);
        Tensor ball = (sphere / sphere.square().sum().sqrt()).narrow(0, 0, count) * Epsilon;
        return ball.to_type(ScalarType.Float32).reshape(shape.ToArray()).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// One perturbation of norm ε in a random direction: uniform numbers scaled to it for ℓ∞, uniform on the sphere for ℓ2.
    /// </summary>
    internal Tensor DrawOnSurface(Generator generator, ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        Tensor draw = Norm == AttackNorm.Linf
            ? (rand([1, .. shape], generator: generator) * 2) - 1
            : empty([1, .. shape]).normal_(0, 1, generator);
        return (draw * Spread(Epsilon / NormsOf(draw), draw)).squeeze(0).MoveToOuterDisposeScope();
    }

    private static Tensor Spread(Tensor scale, Tensor images) =>
        scale.to_type(ScalarType.Float32).reshape([-1, .. Enumerable.Repeat(1L, (int)images.dim() - 1)]);
}
