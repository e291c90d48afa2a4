using Overtone.Attacks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Tests.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

/// <summary>Grey images for linear networks, whose distance to the nearest other class is known in closed form.</summary>
internal static class LinearImages
{
    internal const int Count = 12;

    internal static InputSize Size => new(3, 4, 5);

    internal static LabelledImages Sample() => new(
        (Draw.Normal(8, Count, Size.Channels, Size.Height, Size.Width) * 0.05 + 0.5).to(ScalarType.Float32), new long[Count]);

    /// <summary>Each labelled as it is classified.</summary>
    internal static LabelledImages Right(IClassifier classifier) => Right(classifier, Sample());

    /// <summary>Each labelled as it is classified.</summary>
    internal static LabelledImages Right(IClassifier classifier, LabelledImages sample)
    {
        using var logits = classifier.Logits(sample.Pixels);
        var answers = ClassifierAnswers.Of(logits, sample.Labels.Span);
        return sample with { Labels = answers.Predictions.Select(p => (long)p).ToArray() };
    }

    /// <summary>The distance to the nearest of the planes on which another class takes over; far from the edges of [0, 1].</summary>
    internal static double Distance(LinearClassifier network, LabelledImages images, int image, AttackNorm norm)
    {
        var pixels = images.Pixels[image].Numbers().ToArray();
        int classes = network.Weights.Count / pixels.Length, label = (int)images.Labels.Span[image];
        return Enumerable.Range(0, classes).Where(k => k != label).Min(k =>
        {
            double[] difference = [.. pixels.Select((_, p) => network.Weights[(p * classes) + label] - network.Weights[(p * classes) + k])];
            var gap = pixels.Zip(difference, (pixel, weight) => pixel * weight).Sum();
            return gap / (norm == AttackNorm.Linf ? difference.Sum(Math.Abs) : Math.Sqrt(difference.Sum(d => d * d)));
        });
    }

    internal static double[] Distances(LinearClassifier network, LabelledImages images, AttackNorm norm) =>
        [.. Enumerable.Range(0, images.Count).Select(n => Distance(network, images, n, norm))];
}
