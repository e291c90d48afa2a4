using System.Globalization;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// How a network sees the coordinates of a point: as they are, or in one of the ways round spectral bias.
/// Source: Tancik et al. 2020 (2006.10739); Sitzmann et al. 2020 (2006.09661); Liu, Cai, Xu 2020 (2007.11207).
/// </summary>
public enum CoordinateInput
{
    /// <summary>As they are: a perceptron of ReLU.</summary>
    Plain,

    /// <summary>As sines and cosines of random frequencies, before a perceptron of ReLU; see <see cref="FourierFeatures"/>.</summary>
    FourierFeatures,

    /// <summary>Through a <see cref="SineNetwork"/>.</summary>
    Sine,

    /// <summary>At several scales, a part of the network each; see <see cref="MultiScalePerceptron"/>.</summary>
    MultiScale,
}

/// <summary>
/// A network from the coordinates of a point to a number: how it sees them, and for random frequencies how large these are.
/// Source: as <see cref="CoordinateInput"/>.
/// </summary>
/// <param name="Input">How it sees coordinates.</param>
/// <param name="Deviation">σ of random frequencies, in cycles per unit of the coordinates; null for the others.</param>
public sealed record CoordinateNetwork(CoordinateInput Input, double? Deviation = null)
{
    /// <summary>A short name, such as <c>sine network</c> or <c>σ = 2.5</c>.</summary>
    [JsonIgnore]
    public string Name => Input switch
    {
        CoordinateInput.Plain => "plain",
        CoordinateInput.Sine => "sine network",
        CoordinateInput.MultiScale => "multi-scale",
        _ => $"σ = {Deviation?.ToString("0.##", CultureInfo.InvariantCulture)}",
    };

    /// <summary>What the network is given of points: their random Fourier features, or else the coordinates from −1 to 1.</summary>
    /// <param name="coordinates">[n, dimensions], float32, in [0, 1].</param>
    /// <param name="features">Random frequencies, a sine and a cosine each.</param>
    /// <param name="seed">The seed of the frequencies.</param>
    /// <returns>[n, 2·features], or [n, dimensions].</returns>
    /// <exception cref="InvalidOperationException">It sees random frequencies and has no σ.</exception>
    public Tensor Encode(Tensor coordinates, int features, long seed)
    {
        if (Input != CoordinateInput.FourierFeatures)
            return (2 * coordinates) - 1;
        using Tensor drawn = FourierFeatures.Draw((int)coordinates.shape[1], features, Deviation!.Value, seed);
        using Tensor frequencies = drawn.to(coordinates.device);
        return FourierFeatures.Encode(coordinates, frequencies);
    }

    /// <summary>The network, freshly drawn, with one output; the caller disposes it.</summary>
    /// <param name="inputs">How many numbers <see cref="Encode"/> gives of a point.</param>
    /// <param name="widths">
    /// Hidden widths; each part of a multi-scale network has them divided by the root of the number of scales, which gives the whole as
    /// many weights.
    /// </param>
    /// <param name="scales">How many of the scales 1, 2, 4, … a multi-scale network has, at least 1.</param>
    /// <param name="sineFrequency">ω₀ of a sine network, above zero.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    /// <exception cref="ArgumentException">A width is below 1, there is no scale, or ω₀ is not above zero.</exception>
    public nn.Module<Tensor, Tensor> Create(
        int inputs, IReadOnlyList<int> widths, int scales, double sineFrequency, long seed, Device? device = null)
    {
        var he = new Initialisation(WeightDistribution.Normal, WeightScale.He, 1);
        int[] narrow = [.. widths.Select(width => Math.Max(1, (int)(width / Math.Sqrt(scales))))];
        return Input switch
        {
            CoordinateInput.Sine => new SineNetwork([inputs, .. widths, 1], sineFrequency, seed, device),
            CoordinateInput.MultiScale => new MultiScalePerceptron(
                new PerceptronShape([inputs, .. narrow, 1], Activation.Sin), he,
                [.. Enumerable.Range(0, scales).Select(n => Math.Pow(2, n))], seed, device),
            _ => new MultilayerPerceptron(new PerceptronShape([inputs, .. widths, 1], Activation.Relu), he, seed, device),
        };
    }
}
