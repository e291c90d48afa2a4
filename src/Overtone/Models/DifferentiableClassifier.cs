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
        RequireImages(images);
        using var scope = NewDisposeScope();
        using var withGradient = enable_grad();
        Tensor logits = empty([images.shape[0], ClassCount], ScalarType.Float32, images.device);
        Tensor gradient = empty(images.shape, ScalarType.Float32, images.device);
        ForEachBatch(images, (batch, first, count) =>
        {
            Tensor pixels = batch.detach().requires_grad_();
            Tensor output = Compute(pixels).narrow(0, 0, count), values = output.detach();
            logits.narrow(0, first, count).copy_(values);
            gradient.narrow(0, first, count).copy_(Differentiate(output, pixels, cotangents(values, first)).narrow(0, 0, count));
        }, cancellation);
        return new ClassifierGradient(logits.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    private Tensor Differentiate(Tensor output, Tensor pixels, Tensor cotangents)
    {
        // Asked first: of an output without history libtorch ends the process.
        if (!output.requires_grad)
            throw new MissingGradientException(_name);
        try
        {
            // Not autograd.grad, whose native errors end the process; given its inputs, backward adds to no other gradient.
            autograd.backward([output], [cotangents], inputs: [pixels]);
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
