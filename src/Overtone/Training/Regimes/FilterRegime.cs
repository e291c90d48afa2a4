using Overtone.Data;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image the frequencies that a filter lets through; nothing is clipped.
/// Source: none; each filter names its own.
/// </summary>
public abstract record FilterRegime : IRegime
{
    // No property for others to see, so that it is no part of a trial's key beside the number that it follows from.
    private protected abstract BandFilter Filter { get; }

    /// <inheritdoc/>
    public void Require(ImageShape images)
    {
        if (Filter.Refusal(images.Height, images.Width) is { } expected)
            throw new RegimeException($"{Filter.Described} for images of {images}", expected);
    }

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network) =>
        batch with { Inputs = Filter.Apply(batch.Inputs) };
}
