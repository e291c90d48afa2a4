using System.Text.Json.Serialization;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// A defence that changes images before the classifier sees them.
/// Source: none; what filters and compression have in common.
/// </summary>
public abstract record InputFilter : Defense
{
    private protected InputFilter()
    {
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override int PassesPerImage => 1;

    /// <summary>What the classifier is given.</summary>
    /// <param name="images">float32 [N, C, H, W], pixels in [0, 1].</param>
    /// <returns>float32 of the same shape, which the caller disposes.</returns>
    public abstract Tensor Apply(Tensor images);

    /// <summary>
    /// The derivative of a function of the changed images by the images: the transpose of <see cref="Apply"/>, if that is linear.
    /// </summary>
    /// <param name="gradients">Its derivative by the changed images, float32 [N, C, H, W].</param>
    /// <returns>float32 of the same shape, in the caller's dispose scope.</returns>
    private protected abstract Tensor Backward(Tensor gradients);

    /// <summary>Throws where there is no derivative.</summary>
    private protected virtual void RequireGradient()
    {
    }

    private protected override IClassifier Wrap(IClassifier classifier) => classifier is IDifferentiableClassifier differentiable
        ? new WithGradient(differentiable, this)
        : new FilteredClassifier(classifier, this);

    private class FilteredClassifier : DefendedClassifier
    {
        private readonly IClassifier _classifier;

        public FilteredClassifier(IClassifier classifier, InputFilter filter)
            : base(classifier, filter) => (_classifier, Filter) = (classifier, filter);

        protected InputFilter Filter { get; }

        public override Tensor Logits(Tensor images, CancellationToken cancellation = default)
        {
            Classifier.RequireImages(images, InputSize);
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            Tensor logits = empty([images.shape[0], ClassCount], ScalarType.Float32, images.device);
            ForEachBatch(images, (batch, first) =>
                logits.narrow(0, first, batch.shape[0]).copy_(_classifier.Logits(Filter.Apply(batch), cancellation)));
            return logits.MoveToOuterDisposeScope();
        }

        protected void ForEachBatch(Tensor images, Action<Tensor, int> action)
        {
            int total = (int)images.shape[0];
            for (int first = 0; first < total; first += BatchSize)
            {
                using var scope = NewDisposeScope();
                action(images.narrow(0, first, Math.Min(BatchSize, total - first)).detach(), first);
            }
        }
    }

    private sealed class WithGradient(IDifferentiableClassifier classifier, InputFilter filter)
        : FilteredClassifier(classifier, filter), IDifferentiableClassifier
    {
        public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            Classifier.RequireImages(images, InputSize);
            Filter.RequireGradient();
            using var scope = NewDisposeScope();
            Tensor logits = empty([images.shape[0], ClassCount], ScalarType.Float32, images.device);
            Tensor gradient = empty_like(images);
            ForEachBatch(images, (batch, first) =>
            {
                ClassifierGradient inner = classifier.InputGradient(
                    Filter.Apply(batch), (given, some) => cotangents(given, first + some), cancellation);
                logits.narrow(0, first, batch.shape[0]).copy_(inner.Logits);
                gradient.narrow(0, first, batch.shape[0]).copy_(Filter.Backward(inner.Gradient));
            });
            return new ClassifierGradient(logits.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
        }
    }
}
