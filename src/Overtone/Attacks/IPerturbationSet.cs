using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>Where the perturbed images of an attack may lie, and which way is steepest there.</summary>
internal interface IPerturbationSet
{
    /// <summary>The norm by which steps are measured, and the largest perturbation.</summary>
    NormBall Ball { get; }

    /// <summary>Points near to others inside the set around images, and inside [0, 1]; in the caller's dispose scope.</summary>
    /// <param name="images">float32 [n, C, H, W] in [0, 1].</param>
    /// <param name="points">Of the same shape.</param>
    Tensor Inside(Tensor images, Tensor points);

    /// <summary>The perturbations of norm 1 that raise a linear function the most; in the caller's dispose scope.</summary>
    /// <param name="gradients">float32 [n, C, H, W]; a gradient that is zero gives a step of zero.</param>
    Tensor SteepestStep(Tensor gradients);
}
