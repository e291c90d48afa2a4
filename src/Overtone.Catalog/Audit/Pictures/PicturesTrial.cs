using System.Text.Json.Serialization;
using Overtone.Robustness;

namespace Overtone.Catalog.Audit.Pictures;

/// <summary>Keeps some images as they are, perturbed and filtered.</summary>
public sealed record PicturesTrial : SubjectTrial
{
    /// <summary>The places of the images in the sample.</summary>
    public required int[] Images { get; init; }

    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>Along which frequencies.</summary>
    public required PictureOfCell[] Cells { get; init; }

    /// <summary>The radius of the low- and high-pass.</summary>
    public required int Radius { get; init; }

    /// <inheritdoc/>
    public override string Label => $"pictures of {Images.Length} images";
}

/// <summary>A frequency along which pictures are perturbed.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Y">Vertical cycles per image height.</param>
/// <param name="X">Horizontal cycles per image width.</param>
public sealed record PictureOfCell(string Name, int Y, int X)
{
    /// <summary>The frequency.</summary>
    [JsonIgnore]
    public SpatialFrequency Frequency => new(Y, X);

    /// <summary>A named frequency.</summary>
    internal static PictureOfCell Of(string name, SpatialFrequency frequency) => new(name, frequency.Y, frequency.X);
}
