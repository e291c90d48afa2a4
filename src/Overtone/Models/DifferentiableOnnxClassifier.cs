using Microsoft.ML.OnnxRuntime;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier from an ONNX file whose answers come from ONNX Runtime and whose gradients come from libtorch, which reads the file when
/// it is first asked. <see cref="Preflight"/> compares the two.
/// </summary>
internal sealed class DifferentiableOnnxClassifier : OnnxClassifier, IDifferentiableClassifier
{
    private readonly Lazy<OnnxModuleClassifier> _twin;
    private readonly IReadOnlyList<string> _rounding;

    internal DifferentiableOnnxClassifier(
        string file, InferenceSession session, OnnxSignature signature, int threads, InputSpec spec, ClassifierOptions options,
        IReadOnlyList<string> rounding)
        : base(file, session, signature, threads, spec, options)
    {
        // libtorch differentiates convolutions faster so; a model that cannot take it gets its images as usual.
        _twin = new Lazy<OnnxModuleClassifier>(
            () => OnnxModuleClassifier.Open(file, signature, Spec, options with { ChannelsLast = true }), isThreadSafe: false);
        _rounding = rounding;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Adaptations => _rounding.Count == 0
        ? base.Adaptations
        : [
            .. base.Adaptations,
            $"gradients pass straight through the rounding of {string.Join(", ", _rounding)}, as if there were none",
        ];

    /// <inheritdoc/>
    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default) =>
        _twin.Value.InputGradient(images, cotangents, cancellation);

    /// <inheritdoc/>
    public LogitGradients InputGradients(
        Tensor images, int count, LogitCotangents cotangents, CancellationToken cancellation = default) =>
        _twin.Value.InputGradients(images, count, cotangents, cancellation);

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing && _twin.IsValueCreated)
            _twin.Value.Dispose();
        base.Dispose(isDisposing);
    }
}
