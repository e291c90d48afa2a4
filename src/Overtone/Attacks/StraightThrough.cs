using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// A classifier that answers as the whole deployed function does and takes its gradients from a stand-in: the loss is that of the whole's
/// logits, its derivative by them is passed back through the stand-in. Where a part without a derivative comes first, such as
/// compression, the stand-in is asked at what that part gives, and the part itself is passed as if it did nothing.
/// Source: Athalye et al. 2018 (1802.00420), section 4.1: backward pass differentiable approximation (BPDA), straight-through estimator.
/// </summary>
/// <remarks>Attacks judge what they find by the whole's own logits, so that what they report is an accuracy of the whole.</remarks>
public sealed class StraightThrough : IDifferentiableClassifier
{
    private readonly IClassifier _whole;
    private readonly IDifferentiableClassifier _standIn;
    private readonly Func<Tensor, Tensor>? _part;

    /// <summary>Takes gradients from a stand-in.</summary>
    /// <param name="whole">The whole deployed function. It stays the caller's, as the stand-in does.</param>
    /// <param name="standIn">What is differentiated in its place.</param>
    /// <param name="part">
    /// The part without a derivative that the whole begins with: float32 [n, C, H, W] to the same shape, which is disposed here. Null for
    /// gradients of the stand-in at the images themselves.
    /// </param>
    /// <exception cref="ArgumentException">The stand-in takes other images, or has another number of classes.</exception>
    public StraightThrough(IClassifier whole, IDifferentiableClassifier standIn, Func<Tensor, Tensor>? part = null)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(standIn);
        if (standIn.InputSize != whole.InputSize || standIn.ClassCount != whole.ClassCount)
        {
            throw new ArgumentException(
                $"Stand-in: found images of {standIn.InputSize} and {standIn.ClassCount} classes, expected images of {whole.InputSize} and "
                    + $"{whole.ClassCount} classes.",
                nameof(standIn));
        }

        (_whole, _standIn, _part) = (whole, standIn, part);
    }

    /// <inheritdoc/>
    public InputSize InputSize => _whole.InputSize;

    /// <inheritdoc/>
    public int ClassCount => _whole.ClassCount;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _whole.ClassNames;

    /// <inheritdoc/>
    public ClassifierDescription Description => _whole.Description.With("gradients of a stand-in");

    /// <inheritdoc/>
    public Tensor Logits(Tensor images, CancellationToken cancellation = default) => _whole.Logits(images, cancellation);

    /// <inheritdoc/>
    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cotangents);
        using var scope = NewDisposeScope();
        Tensor logits = _whole.Logits(images, cancellation), at = _part is null ? images : _part(images);
        ClassifierGradient gradient = _standIn.InputGradient(at, cotangents(logits, 0), cancellation);
        return new ClassifierGradient(logits.MoveToOuterDisposeScope(), gradient.Gradient.MoveToOuterDisposeScope());
    }

    /// <summary>Nothing: both classifiers are their owners'.</summary>
    public void Dispose()
    {
    }
}
