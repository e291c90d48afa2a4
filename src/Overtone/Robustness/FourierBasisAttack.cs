using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// The black-box attack with Fourier basis images: one wave, added with either sign, until the prediction is wrong. It asks the classifier
/// for predictions only, and takes the most harmful frequencies of other images first.
/// Source: 1906.08988, Fig. 7 (c, d), where one frequency is added to all images.
/// </summary>
/// <param name="Frequencies">The frequencies to try, the most promising first; found on other images than the attacked ones.</param>
/// <param name="Perturbation">Norm, phase and clipping; its signs are tried both.</param>
public sealed record FourierBasisAttack(IReadOnlyList<SpatialFrequency> Frequencies, FourierPerturbation Perturbation)
{
    /// <summary>The attack with the most harmful of some frequencies.</summary>
    /// <param name="candidates">The frequencies to choose from.</param>
    /// <param name="count">How many are chosen.</param>
    /// <param name="perturbation">Norm, phase and clipping; signs as it says while choosing.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">Images to choose on, other ones than will be attacked.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FourierBasisAttack Of(
        IEnumerable<SpatialFrequency> candidates, int count, FourierPerturbation perturbation, IClassifier classifier,
        LabelledImages images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var map = new FourierHeatMap(classifier, images, perturbation);
        return new FourierBasisAttack([.. candidates.OrderByDescending(Error).Take(count)], perturbation);

        double Error(SpatialFrequency frequency)
        {
            using var scope = NewDisposeScope();
            return map.Measure(frequency, cancellation: cancellation).Answers.IsError.Sum();
        }
    }

    /// <summary>Attacks images.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">The images.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>For each image whether it is classified correctly as it is, and then how many queries it took until it no longer was; null
    /// where it stayed right, or was wrong before.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<(bool IsRight, int? Queries)> Run(
        IClassifier classifier, LabelledImages images, CancellationToken cancellation = default)
    {
        var answers = new (bool IsRight, int? Queries)[images.Count];
        List<int> standing = Standing(classifier.Logits(images.Pixels, cancellation), images, [.. Enumerable.Range(0, images.Count)]);
        foreach (int image in standing)
            answers[image].IsRight = true;
        var map = new FourierHeatMap(classifier, images, Perturbation with { Sign = SignRule.None });
        int asked = 0;
        foreach (SpatialFrequency frequency in Frequencies)
        {
            foreach (int sign in new[] { 1, -1 })
            {
                asked++;
                if (standing.Count == 0)
                    return answers;
                using var scope = NewDisposeScope();
                Tensor pixels = images.Pixels.index_select(0, tensor(standing.ConvertAll(n => (long)n).ToArray()));
                Tensor wave = map.Wave(frequency) * sign;
                Tensor attacked = Perturbation.Clip ? (pixels + wave).clamp_(0, 1) : pixels + wave;
                List<int> left = Standing(classifier.Logits(attacked, cancellation), images, standing);
                foreach (int broken in standing.Except(left))
                    answers[broken].Queries = asked;
                standing = left;
            }
        }

        return answers;
    }

    // Those of some images that are still classified correctly.
    private static List<int> Standing(Tensor logits, LabelledImages images, IReadOnlyList<int> numbers)
    {
        using (logits)
        {
            long[] labels = [.. numbers.Select(n => images.Labels.Span[n])];
            return [
                .. numbers.Zip(ClassifierAnswers.Of(logits, labels).IsError).Where(pair => pair.Second == 0).Select(pair => pair.First),
            ];
        }
    }
}
