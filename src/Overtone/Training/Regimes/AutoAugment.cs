using Overtone.Data;
using Overtone.Training.Regimes.Augmentation;

namespace Overtone.Training.Regimes;

/// <summary>
/// AutoAugment: to each image one pair of operations of a policy. The policy published for CIFAR-10, without contrast and brightness, which
/// are corruptions of the benchmark; or one from a file. Images are taken as bytes, on which the operations are defined.
/// Source: 1805.09501, Table 7; 1906.08988 for what is left out (as we recall it).
/// </summary>
/// <param name="Policy">The pairs; see <see cref="AugmentationPolicy"/>.</param>
/// <param name="Seed">The seed of what is drawn.</param>
public sealed record AutoAugment(IReadOnlyList<IReadOnlyList<AugmentationStep>> Policy, long Seed)
    : ImageRegime(Seed), INamedRegime<AutoAugment>
{
    /// <inheritdoc/>
    public static string Id => "autoaugment";

    /// <inheritdoc/>
    public static string Summary =>
        "applies a pair of operations of the CIFAR-10 policy without contrast and brightness, or of a policy file: autoaugment=FILE";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [];

    /// <inheritdoc/>
    protected override string Stream => Id;

    /// <inheritdoc/>
    public static AutoAugment With(IReadOnlyList<double> numbers, long seed) => new(AugmentationPolicy.Cifar10WithoutCorruptions, seed);

    /// <inheritdoc/>
    public static AutoAugment Read(IReadOnlyList<string> given, long seed)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given.Count == 0 ? With([], seed) : new AutoAugment(AugmentationPolicy.Read(string.Join(':', given)), seed);
    }

    /// <inheritdoc/>
    public override void Require(ImageShape images)
    {
        if (images.Channels != ByteImage.Channels)
            throw new RegimeException($"grey images ({images}) for {Id}", "colour images: its operations work on colours");
    }

    /// <inheritdoc/>
    protected override void Change(Span<float> image, ImageShape shape, ImageDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        IReadOnlyList<AugmentationStep> pair = Policy[draws.Below(Policy.Count)];
        var bytes = new ByteImage(shape.Height, shape.Width, draws.Bytes(ByteImage.BytesFor(shape.Height, shape.Width)));
        PixelScaling.ToBytes(image, bytes.Pixels);
        for (int n = 0; n < pair.Count; n++)
        {
            (double chance, bool isNegative) = (draws.Unit(), draws.Below(2) == 1);
            if (chance < pair[n].Probability)
                pair[n].Apply(bytes, isNegative);
        }

        PixelScaling.ToUnit(bytes.Pixels[..image.Length], byte.MaxValue, image);
    }
}
