using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// JPEG compression of the image: pixels are cut to [0, 1], rounded to bytes, written with colours halved in both directions (4:2:0) and
/// read again. Rounding has no derivative: gradients are refused, unless they are to pass as if nothing were done.
/// Source: Dziugaite et al. 2016 (1608.00853); the straight-through gradient is the BPDA of Athalye et al. 2018 (1802.00420).
/// </summary>
public sealed record JpegInput : InputFilter
{
    /// <summary>From 1 to 100.</summary>
    public required int Quality { get; init; }

    /// <summary>Whether gradients pass straight through, as if the image were not compressed (BPDA).</summary>
    public bool PassesGradients { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => $"JPEG of quality {Quality}" + (PassesGradients ? ", gradients passed straight through" : "");

    /// <inheritdoc/>
    public override Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var shape = new ImageShape((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        float[] pixels = images.detach().clamp(0, 1).cpu().contiguous().data<float>().ToArray();
        var trip = new JpegRoundTrip();
        for (int start = 0; start < pixels.Length; start += shape.PixelCount)
        {
            Span<float> image = pixels.AsSpan(start, shape.PixelCount);
            trip.Apply(image, shape, Quality, image);
        }

        return tensor(pixels, images.shape, device: images.device).MoveToOuterDisposeScope();
    }

    private protected override Tensor Backward(Tensor gradients) => gradients;

    private protected override void RequireGradient()
    {
        if (!PassesGradients)
        {
            throw new MissingGradientException(
                Name, "none: JPEG rounds, which has no derivative",
                $"an attack without gradients, or {nameof(PassesGradients)}: gradients straight through, as if nothing were done");
        }
    }

    private protected override void RequireOptions(InputSize images)
    {
        Require(Quality is >= 1 and <= 100, "Quality of JPEG", Quality, "a number from 1 to 100");
        Require(images.Channels is 1 or 3, "Channels of the images", images.Channels, "1 or 3, which JPEG has");
    }
}
