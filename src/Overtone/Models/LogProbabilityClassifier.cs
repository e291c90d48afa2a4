using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier whose logits are the logarithms of another one's probabilities. Losses, confidences and attacks take a softmax of the
/// logits, which gives the probabilities back; taken of the probabilities themselves it would be a second softmax.
/// Source: softmax(ln p) = p for p that sum to 1.
/// </summary>
/// <remarks>
/// Probabilities below <see cref="Floor"/> count as that, so that a loss is at most 87.4 nats, and hand no gradient on: what has been
/// rounded to zero has none. Logits of a softmax are known up to a constant of each image only: losses, confidences, margins and
/// predictions are those of the model without its softmax, distances between logits are not.
/// </remarks>
public class LogProbabilityClassifier : IClassifier
{
    /// <summary>The smallest probability whose logarithm is taken: the smallest normal number of single precision, 1.2e-38.</summary>
    public const float Floor = 1.17549435e-38f;

    private readonly IClassifier _classifier;

    private protected LogProbabilityClassifier(IClassifier classifier) => _classifier = classifier;

    /// <inheritdoc/>
    public InputSize InputSize => _classifier.InputSize;

    /// <inheritdoc/>
    public int ClassCount => _classifier.ClassCount;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _classifier.ClassNames;

    /// <inheritdoc/>
    public ClassifierDescription Description
    {
        get
        {
            const string Setting = "logits are logarithms of its probabilities";
            var description = _classifier.Description;
            return description with { Settings = description.Settings.Length > 0 ? $"{description.Settings}, {Setting}" : Setting };
        }
    }

    /// <summary>Wraps a classifier.</summary>
    /// <param name="classifier">A classifier whose outputs are probabilities (<see cref="PreflightReport.Outputs"/>). It is disposed with
    /// the wrapper.</param>
    /// <returns>A classifier that the caller disposes; an <see cref="IDifferentiableClassifier"/> if the wrapped one is.</returns>
    public static LogProbabilityClassifier Of(IClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        return classifier is IDifferentiableClassifier differentiable
            ? new WithGradient(differentiable)
            : new LogProbabilityClassifier(classifier);
    }

    /// <inheritdoc/>
    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        return Logarithm(_classifier.Logits(images, cancellation)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _classifier.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Tensor Logarithm(Tensor probabilities) => probabilities.clamp_min(Floor).log();

    private sealed class WithGradient(IDifferentiableClassifier classifier)
        : LogProbabilityClassifier(classifier), IDifferentiableClassifier
    {
        public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            using var scope = NewDisposeScope();
            ClassifierGradient gradient = classifier.InputGradient(images, OfProbabilities, cancellation);
            return new ClassifierGradient(
                Logarithm(gradient.Logits).MoveToOuterDisposeScope(), gradient.Gradient.MoveToOuterDisposeScope());

            // The derivative of ln p is 1 / p.
            Tensor OfProbabilities(Tensor probabilities, int first)
            {
                using var inner = NewDisposeScope();
                Tensor ofLogarithms = cotangents(Logarithm(probabilities), first);
                return (ofLogarithms / probabilities.clamp_min(Floor)).masked_fill(probabilities < Floor, 0).MoveToOuterDisposeScope();
            }
        }
    }
}
