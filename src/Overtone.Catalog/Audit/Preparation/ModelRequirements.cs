using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Layers;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit.Preparation;

/// <summary>Whether a model is there and can give what the options ask of it, before anything is measured.</summary>
internal static class ModelRequirements
{
    /// <summary>Checks the model of an audit of one model.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or of another kind, or there is no layer of the name that is asked for.</exception>
    /// <exception cref="InvalidOptionException">There is no such file, or an option asks for what such a model cannot do.</exception>
    public static void Require(AuditOptions options)
    {
        string model = options.Model, name = Path.GetFileName(model);
        bool isDemonstration = model == AuditOptions.Demonstration;
        if (!isDemonstration && !File.Exists(model))
        {
            string expected = Directory.Exists(model) ? "a model file, not a folder" : "an existing ONNX or TorchScript file";
            throw new InvalidOptionException("--model", $"'{model}'", expected);
        }

        // Damaged files and files of another kind are refused here, before anyone looks for layers in them.
        if (!isDemonstration)
            ClassifierFile.FilesOf(model);
        if (!isDemonstration && options.Method == HeatMapMethod.Gradient && !ClassifierFile.IsDifferentiable(model))
            throw new InvalidOptionException("--method", $"gradient for {name}", "a TorchScript model: ONNX Runtime computes no gradients");
        if (options.Dtype != NumberType.Float32 && (isDemonstration || !ClassifierFile.IsTorchScript(model)))
        {
            throw new InvalidOptionException(
                "--dtype", $"{StudyText.Kebab(options.Dtype)} for {name}",
                "a TorchScript model: ONNX Runtime has no convolutions of bfloat16 on the processor");
        }

        if (MetricChoice.Of(options) is { Kind: HeatMapMetric.Layer } metric)
        {
            if (isDemonstration || ClassifierFile.IsDifferentiable(model))
                throw new InvalidOptionException("--metric", options.Metric, "an ONNX model: only its inner tensors have names");
            OnnxClassifier.RequireLayer(model, metric.Layer);
        }

        AttackChoice.Of(options);
        LayerChoice.Of(options);
    }
}
