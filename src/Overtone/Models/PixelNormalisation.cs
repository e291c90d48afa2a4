using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// Turns pixels in [0, 1] into a model's input: channels in the model's order, then scale·pixel + offset per channel, then the model's
/// layout. Being linear per pixel, it can be undone, and gradients pass through it.
/// Source: as <see cref="InputSpec"/>.
/// </summary>
public sealed class PixelNormalisation : IDisposable
{
    private readonly PixelLayout _layout;
    private readonly bool _isReversed;
    private readonly Tensor? _scale;
    private readonly Tensor? _offset;

    /// <summary>The normalisation of one description.</summary>
    /// <param name="spec">The description; its layout, where open, is taken as NCHW.</param>
    /// <param name="channels">Channels of the model's input, 1 or 3.</param>
    /// <param name="device">Where images live; null for the processor.</param>
    public PixelNormalisation(InputSpec spec, int channels, Device? device = null)
    {
        double low = spec.Range[0], high = spec.Range[1];
        Scale = [.. Enumerable.Range(0, channels).Select(channel => (high - low) / At(spec.Std, channel, 1))];
        Offset = [.. Enumerable.Range(0, channels).Select(channel => (low - At(spec.Mean, channel, 0)) / At(spec.Std, channel, 1))];
        _layout = spec.Layout ?? PixelLayout.Nchw;
        _isReversed = spec.Channels == ChannelOrder.Bgr && channels == 3;
        _scale = Scale.All(value => value == 1) ? null : PerChannel(Scale, device);
        _offset = Offset.All(value => value == 0) ? null : PerChannel(Offset, device);
    }

    /// <summary>What a pixel is multiplied with, per channel in the model's order: input units per pixel unit.</summary>
    public IReadOnlyList<double> Scale { get; }

    /// <summary>What is added then, per channel in the model's order.</summary>
    public IReadOnlyList<double> Offset { get; }

    /// <summary>Whether pixels stay as they are, so that what <see cref="Apply"/> gives may lie in their own memory.</summary>
    internal bool KeepsPixels => _scale is null && _offset is null && !_isReversed;

    /// <summary>The model's input for a batch of images.</summary>
    /// <param name="pixels">float32 [N, C, H, W], colour as red, green, blue.</param>
    /// <returns>float32 [N, C, H, W] or [N, H, W, C]; <paramref name="pixels"/> itself if nothing is to be done.</returns>
    public Tensor Apply(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        Tensor input = _isReversed ? pixels.flip(1) : pixels;
        if (_scale is not null)
            input = _offset is null ? input * _scale : (input * _scale).add_(_offset);
        else if (_offset is not null)
            input += _offset;
        input = _layout == PixelLayout.Nhwc ? input.permute(0, 2, 3, 1).contiguous() : input;
        return ReferenceEquals(input, pixels) ? pixels : input.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scale?.Dispose();
        _offset?.Dispose();
    }

    private static double At(IReadOnlyList<double> values, int channel, double otherwise) =>
        values.Count switch { 0 => otherwise, 1 => values[0], _ => values[channel] };

    private static Tensor PerChannel(IReadOnlyList<double> values, Device? device)
    {
        using var scope = NewDisposeScope();
        float[] numbers = [.. values.Select(value => (float)value)];
        return tensor(numbers, [1, numbers.Length, 1, 1], device: device).DetachFromDisposeScope();
    }
}
