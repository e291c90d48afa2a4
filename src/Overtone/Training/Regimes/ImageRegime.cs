using System.Runtime.InteropServices;
using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// A regime that changes images one by one and without the network, on plain arrays: an augmentation. Its draws are a function of its seed,
/// the epoch and the image, whatever batch the image is in. A trainer makes such batches ahead, while the network takes the step before.
/// Source: none; each regime names its own.
/// </summary>
/// <param name="Seed">The seed of what it draws.</param>
public abstract record ImageRegime(long Seed) : IRegime
{
    /// <summary>The name of its random stream.</summary>
    protected abstract string Stream { get; }

    /// <inheritdoc/>
    public virtual void Require(ImageShape images)
    {
    }

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        Tensor inputs = batch.Inputs;
        Tensor images = (inputs.device_type == TorchSharp.DeviceType.CPU ? inputs.clone() : inputs.cpu()).contiguous();
        var shape = new ImageShape((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        Span<float> pixels = MemoryMarshal.Cast<byte, float>(images.bytes);
        var draws = new ImageDraws();
        for (int n = 0; n < images.shape[0]; n++)
            Change(pixels.Slice(n * shape.PixelCount, shape.PixelCount), shape, draws, batch.Epoch, batch.SampleAt(n));
        return batch with { Inputs = images.to(inputs.device).MoveToOuterDisposeScope() };
    }

    /// <summary>Changes one image in place.</summary>
    /// <param name="image">The image, channel by channel and row by row, in [0, 1].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="draws">Random numbers and memory for this image.</param>
    protected abstract void Change(Span<float> image, ImageShape shape, ImageDraws draws);

    /// <summary>Changes one image as it is to be in one epoch.</summary>
    internal void Change(Span<float> image, ImageShape shape, ImageDraws draws, long epoch, long sample)
    {
        draws.Begin(Seed, Stream, epoch, sample);
        Change(image, shape, draws);
    }
}
