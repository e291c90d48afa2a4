using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// The usual augmentation of small photographs: each image is padded with black, cut out again at a random place, and mirrored left to
/// right at random.
/// Source: 1512.03385, section 4.2 (4 pixels on CIFAR-10).
/// </summary>
/// <param name="Padding">Pixels added on each side.</param>
/// <param name="Seed">The seed of places and mirrorings.</param>
public sealed record CropAndFlip(int Padding, long Seed) : INamedRegime<CropAndFlip>
{
    /// <inheritdoc/>
    public static string Id => "crop-and-flip";

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, double Usual)> Numbers => [("padding", 4)];

    /// <inheritdoc/>
    public static CropAndFlip With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0], seed);

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        (long count, long height, long width) = (batch.Inputs.shape[0], batch.Inputs.shape[2], batch.Inputs.shape[3]);
        using Generator generator = RandomStreams.Create(Seed, "regime-crop-and-flip", batch.Step);
        long[] indices = [.. randint(0, (2 * Padding) + 1, [2 * count], ScalarType.Int64, generator: generator).data<long>()];
        long[] mirrored = [.. randint(0, 2, [count], ScalarType.Int64, generator: generator).data<long>()];
        Tensor padded = nn.functional.pad(batch.Inputs, [Padding, Padding, Padding, Padding]);
        Tensor[] images = new Tensor[count];
        for (int n = 0; n < count; n++)
        {
            Tensor image = padded[n].narrow(1, indices[2 * n], height).narrow(2, indices[(2 * n) + 1], width);
            images[n] = mirrored[n] == 1 ? image.flip([2]) : image;
        }

        return batch with { Inputs = stack(images).MoveToOuterDisposeScope() };
    }
}
