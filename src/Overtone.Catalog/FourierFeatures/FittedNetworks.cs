using Overtone.Models.Networks;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>
/// What a network is trained on: all pixels, where what it has learned is read off its errors; half of them, drawn at random, where the
/// others tell how it fills in; or half of those of the image with its pixels shuffled, in which there is nothing to fill in.
/// </summary>
internal enum TrainingPixels
{
    All,
    Half,
    HalfOfShuffled,
}

/// <summary>Which networks are trained on what.</summary>
/// <param name="Features">Networks on random frequencies, σ rising.</param>
internal sealed record FittedNetworks(IReadOnlyList<CoordinateNetwork> Features)
{
    public static CoordinateNetwork Plain { get; } = new(CoordinateInput.Plain);

    public static CoordinateNetwork Sine { get; } = new(CoordinateInput.Sine);

    public static CoordinateNetwork MultiScale { get; } = new(CoordinateInput.MultiScale);

    /// <summary>The networks of some options; σ is asked for in shares of the image's Nyquist frequency.</summary>
    public static FittedNetworks Of(FourierFeaturesOptions options) => new([.. options.Deviations.Distinct().Order()
        .Select(share => new CoordinateNetwork(CoordinateInput.FourierFeatures, share * options.Size / 2))]);

    /// <summary>The smallest σ.</summary>
    public CoordinateNetwork Smallest => Features[0];

    /// <summary>The middle σ: of an even number, the smaller one of the two.</summary>
    public CoordinateNetwork Middle => Features[(Features.Count - 1) / 2];

    /// <summary>The largest σ.</summary>
    public CoordinateNetwork Largest => Features[^1];

    /// <summary>Neither the smallest nor the largest.</summary>
    public IEnumerable<CoordinateNetwork> Between => Features.Skip(1).SkipLast(1);

    /// <summary>Everything that is trained for one image.</summary>
    public IEnumerable<(CoordinateNetwork Network, TrainingPixels Pixels)> Fits =>
    [
        .. new[] { Plain, Smallest, Middle, Sine, MultiScale }.Select(network => (network, TrainingPixels.All)),
        .. new[] { Plain, Sine, MultiScale }.Concat(Features).Select(network => (network, TrainingPixels.Half)),
        .. Features.Select(network => (network, TrainingPixels.HalfOfShuffled)),
    ];
}
