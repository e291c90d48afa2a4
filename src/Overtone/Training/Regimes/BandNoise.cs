using Overtone.Data;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Adds normal noise of a ring of frequencies to every channel of every image, its ℓ2 norm drawn evenly from 0 to a largest one for each
/// image, and cuts pixels off at 0 and 1.
/// Source: the noise of 1906.08988, Fig. 5, on which networks are trained here.
/// </summary>
/// <param name="Low">The least distance from zero, in cycles per image.</param>
/// <param name="High">The greatest distance from zero, in cycles per image.</param>
/// <param name="Norm">The largest ℓ2 norm of a channel's noise, pixels being in [0, 1].</param>
/// <param name="Seed">The seed of norms and noise.</param>
public sealed record BandNoise(double Low, double High, double Norm, long Seed) : INamedRegime<BandNoise>
{
    /// <inheritdoc/>
    public static string Id => "band-noise";

    /// <inheritdoc/>
    public static string Summary =>
        "adds noise of the frequencies from LOW to HIGH cycles per image, its norm per channel drawn evenly up to NORM";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("low", 4), new("high", 8), new("norm", 4)];

    /// <inheritdoc/>
    public static BandNoise With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], numbers[1], numbers[2], seed);

    /// <inheritdoc/>
    public void Require(ImageShape images)
    {
        using var scope = NewDisposeScope();
        if (Mask(images.Height, images.Width).sum().item<double>() == 0)
        {
            double highest = FrequencyGrid.Highest(images.Height, images.Width);
            throw new RegimeException(
                FormattableString.Invariant($"noise from {Low} to {High} cycles per image for images of {images}"),
                FormattableString.Invariant($"a ring with at least one frequency, up to {highest:G4}"));
        }
    }

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        (Tensor white, float[] shares) = NoiseDraws.White(batch, Seed, Id);
        Tensor mask = Mask((int)white.shape[2], (int)white.shape[3]), noise = FrequencyMask.Apply(white, mask);
        Tensor norms = noise.square().sum([2, 3], keepdim: true).sqrt().clamp_min(1e-12);
        Tensor scaled = noise / norms * (tensor(shares).reshape(-1, 1, 1, 1) * Norm);
        return batch with { Inputs = NoiseDraws.Add(batch.Inputs, scaled).MoveToOuterDisposeScope() };
    }

    private Tensor Mask(int height, int width)
    {
        Tensor radius = FrequencyGrid.Radius(height, width);
        return radius.ge(Low).logical_and(radius.le(High)).to_type(ScalarType.Float64);
    }
}
