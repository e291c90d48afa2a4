using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Perturbations within a ball that have frequencies of a band only, of images in [0, 1]. The band is a linear space; ball and box are not,
/// and cut frequencies beyond the band back in. Dykstra's alternating projections (Boyle and Dykstra 1986) come near a point of all three;
/// ball and box have the last word, and what is left outside the band is reported.
/// </summary>
/// <param name="ball">The ball.</param>
/// <param name="mask">1 at the frequencies kept, else 0, [H, W].</param>
/// <param name="rounds">Rounds of projections.</param>
internal sealed class BandBall(NormBall ball, Tensor mask, int rounds) : IPerturbationSet
{
    public NormBall Ball => ball;

    public Tensor Inside(Tensor images, Tensor points)
    {
        using var scope = NewDisposeScope();
        Tensor change = points - images, low = -images, high = 1 - images, byBall = zeros_like(change), byBox = zeros_like(change);
        for (int round = 0; round < rounds; round++)
        {
            using var inner = NewDisposeScope();
            Tensor inBand = InBand(change), toBall = inBand + byBall, inBall = ball.Project(toBall);
            Tensor toBox = inBall + byBox, inBox = toBox.minimum(high).maximum(low);
            byBall.copy_(toBall - inBall);
            byBox.copy_(toBox - inBox);
            change.copy_(inBox);
        }

        return ball.Inside(images, images + InBand(change)).MoveToOuterDisposeScope();
    }

    public Tensor SteepestStep(Tensor gradients)
    {
        using var scope = NewDisposeScope();
        return InBand(ball.SteepestStep(InBand(gradients))).MoveToOuterDisposeScope();
    }

    /// <summary>What share of each perturbation's ℓ2 norm lies outside the band; 0 for none.</summary>
    public IReadOnlyList<double> Residues(Tensor perturbations)
    {
        using var scope = NewDisposeScope();
        Tensor whole = perturbations.to_type(ScalarType.Float64), rest = whole - FrequencyMask.Apply(whole, mask);
        Tensor norm = whole.square().sum([1, 2, 3]).sqrt(), outside = rest.square().sum([1, 2, 3]).sqrt();
        return [.. where(norm.gt(0), outside / norm.clamp_min(double.Epsilon), zeros_like(norm)).cpu().data<double>()];
    }

    private Tensor InBand(Tensor images) => FrequencyMask.Apply(images, mask).to_type(ScalarType.Float32);
}
