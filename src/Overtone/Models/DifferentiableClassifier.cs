using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier that libtorch computes, so that libtorch can differentiate it. Only the pixels are differentiated: gradients gathered
/// in the model's parameters stay as they are.
/// Source: none.
/// </summary>
public abstract class DifferentiableClassifier : Classifier, IDifferentiableClassifier
{
    private readonly string _name;

    /// <inheritdoc cref="Classifier(string, InputSpec, Models.InputSize, ClassifierOptions, int?)"/>
    protected DifferentiableClassifier(string name, InputSpec spec, InputSize size, ClassifierOptions options, int? fixedBatch)
        : base(name, spec, size, options, fixedBatch) => _name = name;

    /// <inheritdoc/>
    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        LogitGradients one = InputGradients(images, 1, (logits, first) => cotangents(logits, first).unsqueeze(0), cancellation);
        return new ClassifierGradient(one.Logits.MoveToOuterDisposeScope(), one.Gradients.squeeze(0).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    /// <remarks>One forward pass a batch, whose numbers are kept until the last function is differentiated.</remarks>
    public LogitGradients InputGradients(
        Tensor images, int count, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        RequireImages(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var scope = NewDisposeScope();
        using var withGradient = enable_grad();
        Tensor logits = empty([images.shape[0], ClassCount], ScalarType.Float32, images.device);
        Tensor gradients = empty([count, .. images.shape], ScalarType.Float32, images.device);
        ForEachBatch(images, (batch, first, some) =>
        {
            Tensor pixels = batch.detach().requires_grad_();
            Tensor output = Compute(pixels).narrow(0, 0, some), values = output.detach(), each = cotangents(values, first);
            logits.narrow(0, first, some).copy_(values);
            for (int function = 0; function < count; function++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var inner = NewDisposeScope();
                Tensor gradient = Differentiate(output, pixels, each[function], isLast: function == count - 1);
                gradients[function].narrow(0, first, some).copy_(gradient.narrow(0, 0, some));
                pixels.grad = null;
            }
        }, cancellation);
        return new LogitGradients(logits.MoveToOuterDisposeScope(), gradients.MoveToOuterDisposeScope());
    }

    private Tensor Differentiate(Tensor output, Tensor pixels, Tensor cotangents, bool isLast)
    {
        // Asked first: of an output without history libtorch ends the process.
        if (!output.requires_grad)
            throw new MissingGradientException(_name);
        try
        {
            // Not autograd.grad, whose native errors end the process; given its inputs, backward adds to no other gradient.
            autograd.backward([output], [cotangents], retain_graph: !isLast, inputs: [pixels]);
            return pixels.grad ?? throw new MissingGradientException(_name);
        }
        catch (ExternalException error)
        {
            throw new ModelFormatException(
                _name, "gradient", $"\"{NativeMessage.Of(error)}\"",
                "a model that can be differentiated (saved without no_grad or detach inside)", error);
        }
    }
}
