using Overtone.Models.Onnx;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Overtone.Models;

/// <summary>A classifier from an ONNX file that libtorch computes, so that it has gradients, and can compute in bfloat16.</summary>
internal sealed class OnnxModuleClassifier : DifferentiableClassifier
{
    private readonly OnnxModule _module;
    private readonly OnnxSignature _signature;
    private readonly string _file;

    private OnnxModuleClassifier(OnnxModule module, OnnxSignature signature, InputSpec spec, ClassifierOptions options, string file)
        : base(file, spec, signature.Size, options with { Device = null }, signature.FixedBatch) =>
        (_module, _signature, _file) = (module, signature, file);

    /// <summary>Opens a file.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="signature">What goes into it, as ONNX Runtime tells.</param>
    /// <param name="spec">How the model wants its images, its layout decided.</param>
    /// <param name="options">How to compute.</param>
    /// <returns>A classifier that the caller disposes.</returns>
    /// <exception cref="ModelFormatException">A node cannot be computed.</exception>
    public static OnnxModuleClassifier Open(string file, OnnxSignature signature, InputSpec spec, ClassifierOptions options)
    {
        var module = OnnxModule.Open(file, signature.Output, options.NumberType);
        OnnxModuleClassifier? classifier = null;
        try
        {
            classifier = new OnnxModuleClassifier(module, signature, spec, options, file);
            classifier.Probe();
            return classifier;
        }
        catch
        {
            classifier?.Dispose();
            module.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => _module.call(Rounded(_signature.Form.Apply(input)));

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Adaptations => _signature.Adaptations;

    /// <inheritdoc/>
    protected override ClassifierDescription Describe(int batchSize, bool isBatchFixed) => new(
        "ONNX by libtorch", __version__, _file, _signature.Input, _signature.Output, "cpu", get_num_threads(), batchSize,
        isBatchFixed, SettingsOf("evaluation mode"));

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _module.Dispose();
        base.Dispose(isDisposing);
    }

    // What ONNX Runtime is handed, and the gradient of what was there before it was rounded.
    private Tensor Rounded(Tensor input) => _signature.Type is TensorElementType.UInt8 or TensorElementType.Float16
        ? input + (_signature.Converted(input).to_type(input.dtype) - input).detach()
        : _signature.Converted(input);
}
