using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier whose outputs are logits, made from one whose outputs are something else (<see cref="OutputKind"/>). Losses, confidences
/// and attacks take a softmax of the logits; taken of probabilities it would be a second softmax.
/// Source: softmax(ln p) = p for p that sum to 1; softmax(0, x) = (1 − σ(x), σ(x)).
/// </summary>
/// <remarks>
/// Probabilities below <see cref="Floor"/> count as that, so that a loss is at most 87.4 nats, and hand no gradient on: what has been
/// rounded to zero has none. Logits of a softmax are known up to a constant of each image only: losses, confidences, margins and
/// predictions are those of the model without its softmax, distances between logits are not.
/// </remarks>
public class LogitClassifier : IClassifier
{
    /// <summary>The smallest probability whose logarithm is taken: the smallest normal number of single precision, 1.2e-38.</summary>
    public const float Floor = 1.17549435e-38f;

    private readonly IClassifier _classifier;
    private readonly OutputKind _kind;

    private LogitClassifier(IClassifier classifier, OutputKind kind) => (_classifier, _kind) = (classifier, kind);

    /// <inheritdoc/>
    public InputSize InputSize => _classifier.InputSize;

    /// <inheritdoc/>
    public int ClassCount => _kind == OutputKind.Probabilities ? _classifier.ClassCount : 2;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _classifier.ClassNames;

    /// <inheritdoc/>
    public ClassifierDescription Description => _classifier.Description.With(_kind switch
    {
        OutputKind.Probabilities => "logits are logarithms of its probabilities",
        OutputKind.OneProbability => "its output is the probability of the second class",
        _ => "its output is the score of the second class",
    });

    /// <summary>Wraps a classifier.</summary>
    /// <param name="classifier">The classifier. It is disposed with the wrapper.</param>
    /// <param name="kind">What its outputs are (<see cref="PreflightReport.Outputs"/>).</param>
    /// <returns>
    /// A classifier that the caller disposes, the given one itself if its outputs are logits; an <see cref="IDifferentiableClassifier"/> if
    /// the given one is.
    /// </returns>
    /// <exception cref="ArgumentException">A classifier of several outputs is said to have one.</exception>
    public static IClassifier Of(IClassifier classifier, OutputKind kind)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        if (kind is OutputKind.OneProbability or OutputKind.OneLogit && classifier.ClassCount != 1)
            throw new ArgumentException($"The classifier has {classifier.ClassCount} outputs; expected one.", nameof(kind));
        return (classifier, kind) switch
        {
            (_, OutputKind.Logits) => classifier,
            (IDifferentiableClassifier differentiable, _) => new WithGradient(differentiable, kind),
            _ => new LogitClassifier(classifier, kind),
        };
    }

    /// <inheritdoc/>
    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        return LogitsOf(_classifier.Logits(images, cancellation)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _classifier.Dispose();
        GC.SuppressFinalize(this);
    }

    private Tensor LogitsOf(Tensor outputs) => _kind switch
    {
        OutputKind.Probabilities => Logarithm(outputs),
        OutputKind.OneProbability => Logarithm(cat([1 - outputs, outputs], dim: 1)),
        _ => cat([zeros_like(outputs), outputs], dim: 1),
    };

    private static Tensor Logarithm(Tensor probabilities) => probabilities.clamp_min(Floor).log();

    private sealed class WithGradient(IDifferentiableClassifier classifier, OutputKind kind)
        : LogitClassifier(classifier, kind), IDifferentiableClassifier
    {
        public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            using var scope = NewDisposeScope();
            ClassifierGradient gradient = classifier.InputGradient(images, OfOutputs, cancellation);
            return new ClassifierGradient(
                LogitsOf(gradient.Logits).MoveToOuterDisposeScope(), gradient.Gradient.MoveToOuterDisposeScope());

            Tensor OfOutputs(Tensor outputs, int first)
            {
                using var inner = NewDisposeScope();
                Tensor ofLogits = cotangents(LogitsOf(outputs), first);
                return (_kind switch
                {
                    OutputKind.Probabilities => OfLogarithm(outputs, ofLogits),
                    OutputKind.OneProbability =>
                        OfLogarithm(outputs, ofLogits.narrow(1, 1, 1)) - OfLogarithm(1 - outputs, ofLogits.narrow(1, 0, 1)),
                    _ => ofLogits.narrow(1, 1, 1),
                }).MoveToOuterDisposeScope();
            }

            // The derivative of ln p is 1 / p.
            static Tensor OfLogarithm(Tensor probabilities, Tensor cotangents) =>
                (cotangents / probabilities.clamp_min(Floor)).masked_fill(probabilities < Floor, 0);
        }
    }
}
