using System.Globalization;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>How a network sees the coordinates of a pixel.</summary>
public enum CoordinateInput
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>As sines and cosines of random frequencies.</summary>
    FourierFeatures,

    /// <summary>Through a network of sines.</summary>
    Sine,

    /// <summary>At several scales, a part of the network each.</summary>
    MultiScale,
}

/// <summary>A network of the study: how it sees coordinates, and for random frequencies how large these are.</summary>
/// <param name="Input">How it sees coordinates.</param>
/// <param name="Deviation">σ of random frequencies, in cycles per image side; 0 for the others.</param>
public sealed record CoordinateNetwork(CoordinateInput Input, double Deviation = 0)
{
    /// <summary>The name in tables and figures.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Name => Input switch
    {
        CoordinateInput.Plain => "plain",
        CoordinateInput.Sine => "sine network",
        CoordinateInput.MultiScale => "multi-scale",
        _ => $"σ = {Deviation.ToString("0.##", CultureInfo.InvariantCulture)}",
    };
}

/// <summary>What a network is trained on.</summary>
public enum TrainingPixels
{
    /// <summary>All pixels: what it has learned is read off its errors.</summary>
    All,

    /// <summary>Half of them, drawn at random: the others tell how it fills in.</summary>
    Half,

    /// <summary>Half of the pixels of the image with its pixels shuffled, in which there is nothing to fill in.</summary>
    HalfOfShuffled,
}
