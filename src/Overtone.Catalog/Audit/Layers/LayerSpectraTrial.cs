using Overtone.Spectra;

namespace Overtone.Catalog.Audit.Layers;

/// <summary>Measures the spectra of layers' feature maps.</summary>
public sealed record LayerSpectraTrial : SubjectTrial
{
    /// <summary>The reference that stands for the images.</summary>
    public const string Input = "input";

    /// <summary>The names of the tensors in the ONNX graph, in its order, or of the demonstration's parts.</summary>
    public required string[] Layers { get; init; }

    /// <summary>Whether they were asked for by name: one without a spectrum is then an error.</summary>
    public required bool IsNamed { get; init; }

    /// <summary>How spectra are taken.</summary>
    public required FeatureSpectrum Spectrum { get; init; }

    /// <summary>The layer whose spectrum is subtracted; <see cref="Input"/> for the images, empty for none.</summary>
    public required string Reference { get; init; }

    /// <summary>On how many images, the first of the sample.</summary>
    public required int Count { get; init; }

    /// <inheritdoc/>
    public override string Label => $"spectra of {Layers.Length} layers";
}
