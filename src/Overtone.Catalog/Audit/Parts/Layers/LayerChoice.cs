using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

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
        if (options.Layers is [None])
            return [];
        string[] asked =
        [
            .. options.Layers.Where(layer => layer != Auto),
            .. options.LayerReference is "" or LayerSpectraTrial.Input ? [] : new[] { options.LayerReference },
        ];
        if (options.IsDemonstration)
            return options.Layers is [Auto] ? DemonstrationNetwork.Convolutions : options.Layers;
        if (ClassifierFile.IsTorchScript(options.Model))
            return asked is [] ? [] : throw new InvalidOptionException(
                options.Layers is [Auto] ? "--layer-reference" : "--layers", $"'{asked[0]}' for {Path.GetFileName(options.Model)}",
                "an ONNX model: only its inner tensors have names");
        foreach (string layer in asked)
            OnnxClassifier.RequireLayer(options.Model, layer);
        return options.Layers is not [Auto] ? options.Layers : OnnxClassifier.FeatureMaps(options.Model);
    }

    /// <summary>Whether layers are asked for by name: then each must have a spectrum.</summary>
    public static bool IsNamed(AuditOptions options) => options.Layers is not [Auto];

    /// <summary>On how many images: all their activations are held at once.</summary>
    public static int ImagesFor(ModelSize size) => Math.Min(size.Images, size.Shorter <= SmallImage ? Images : LargeImages);
}
