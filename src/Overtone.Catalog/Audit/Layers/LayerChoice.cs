using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;

namespace Overtone.Catalog.Audit.Layers;

/// <summary>Which layers' feature maps an audit transforms, and how.</summary>
internal static class LayerChoice
{
    private const string Auto = "auto", None = "none";
    private const int SmallImage = 64, Images = 64, LargeImages = 8;

    /// <summary>The names of the layers; none for a model without named layers.</summary>
    /// <exception cref="InvalidOptionException">Layers are asked for of a model that has no names for them.</exception>
    /// <exception cref="ModelFormatException">There is no layer of a name.</exception>
    public static IReadOnlyList<string> Of(AuditOptions options)
    {
        bool hasNames = options.Model != AuditOptions.Demonstration && !ClassifierFile.IsDifferentiable(options.Model);
        if (options.Layers is [None] || (options.Layers is [Auto] && !hasNames))
            return [];
        if (!hasNames)
            throw new InvalidOptionException("--layers", $"'{options.Layers[0]}' for {Path.GetFileName(options.Model)}", "an ONNX model: only its inner tensors have names");
        if (options.Layers is [Auto])
            return OnnxClassifier.HasWeightsInside(options.Model) ? [.. OnnxClassifier.Layers(options.Model).Where(layer => layer.Operation == "Conv").Select(layer => layer.Name)] : [];
        foreach (string layer in options.Layers)
            OnnxClassifier.RequireLayer(options.Model, layer);
        return options.Layers;
    }

    /// <summary>How spectra are taken.</summary>
    public static FeatureSpectrum SpectrumOf(AuditOptions options) => new() { Average = options.LayerAverage, Path = options.LayerPath, Window = options.LayerWindow };

    /// <summary>On how many images: all their activations are held at once.</summary>
    public static int ImagesFor(ModelSize size) => Math.Min(size.Images, size.Shorter <= SmallImage ? Images : LargeImages);
}
