using System.Text.Json.Serialization;
using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// A hard filter over the frequencies of the image, such as a radial low-pass. What it lets through it leaves as it is: the response is the
/// mask (<see cref="BandFilter.Mask"/>). Nothing is clipped. The mask is real and symmetric, so that the filter is its own transpose.
/// Source: 1905.13545, section 3.1 (radial masks); 1906.08988, Fig. 1 (square masks).
/// </summary>
public sealed record FilteredInput : InputFilter, ILinearFilter
{
    /// <summary>What is let through.</summary>
    public required BandFilter Filter { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => Filter.Described;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor images) => Filter.Apply(images);

    /// <inheritdoc/>
    [JsonIgnore]
    public BandFilter? PassBand => Filter;

    /// <inheritdoc/>
    public Tensor Transpose(Tensor gradients) => Filter.Apply(gradients);

    private protected override Tensor Backward(Tensor gradients) => Transpose(gradients);

    private protected override void RequireOptions(InputSize images)
    {
        string? expected = Filter.Refusal(images.Height, images.Width);
        Require(expected is null, "Bandwidth of the filter", Filter.Bandwidth, $"{expected} for images of {images}");
    }
}
