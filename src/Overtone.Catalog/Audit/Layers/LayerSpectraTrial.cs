using Overtone.Spectra;

namespace Overtone.Catalog.Audit.Layers;

/// <summary>Measures the spectra of layers' feature maps.</summary>
public sealed record LayerSpectraTrial : SubjectTrial
{
    /// <summary>The names of the tensors in the ONNX graph, in its order.</summary>
    public required string[] Layers { get; init; }

    /// <summary>How spectra are taken.</summary>
    public required FeatureSpectrum Spectrum { get; init; }

    /// <summary>On how many images, the first of the sample.</summary>
    public required int Count { get; init; }

    /// <inheritdoc/>
    public override string Label => $"spectra of {Layers.Length} layers";
}
