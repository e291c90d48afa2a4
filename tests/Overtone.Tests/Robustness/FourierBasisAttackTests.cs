using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

public class FourierBasisAttackTests
{
    private static readonly InputSize Size = new(3, 8, 8);
    private static readonly SpatialFrequency[] Frequencies = [new(0, 1), new(2, 3), new(1, 0)];

    [Fact]
    public void It_finds_what_trying_every_wave_finds()
    {
        using var scope = NewDisposeScope();
        using var network = new LinearClassifier(Size, 4, seed: 2);
        using var classifier = network.Classifier();
        var images = SampleImages.Of(Size, 30, 4, seed: 3);
        images = images with
        {
            Labels = ClassifierAnswers
                .Of(classifier.Logits(images.Pixels), images.Labels.Span)
                .Predictions.Select((p, n) => n == 0 ? (p + 1L) % 4 : p)
                .ToArray(),
        };
        var perturbation = new FourierPerturbation { Norm = 0.3 };
        var answers = new FourierBasisAttack(Frequencies, perturbation).Run(classifier, images);
        var map = new FourierHeatMap(classifier, images, perturbation with { Sign = SignRule.None });
        for (var n = 0; n < images.Count; n++)
        {
            var image = new LabelledImages(images.Pixels.narrow(0, n, 1), images.Labels.Slice(n, 1));
            Assert.Equal(First(classifier, map, image), answers[n]);
        }

        Assert.False(answers[0].IsRight);
        Assert.Contains((true, null), answers);
        Assert.Contains(answers, answer => answer.Queries > 1);
    }

    [Fact]
    public void A_larger_norm_breaks_no_fewer_images_of_a_linear_network()
    {
        using var scope = NewDisposeScope();
        using var network = new LinearClassifier(Size, 4, seed: 2);
        using var classifier = network.Classifier();
        var images = SampleImages.Of(Size, 30, 4, seed: 3);
        var broken = new[] { 0.1, 0.5, 2, 8 }
            .Select(norm =>
                new FourierBasisAttack(Frequencies, new FourierPerturbation { Norm = norm }).Run(classifier, images)
                    .Count(answer => answer.Queries is not null))
            .ToArray();
        Assert.Equal(broken.Order(), broken);
        Assert.True(broken[^1] > broken[0]);
    }

    [Fact]
    public void It_is_made_with_the_frequencies_that_break_most_images_the_worst_first()
    {
        using var scope = NewDisposeScope();
        using var network = new LinearClassifier(Size, 4, seed: 2);
        using var classifier = network.Classifier();
        var images = SampleImages.Of(Size, 30, 4, seed: 3);
        var perturbation = new FourierPerturbation { Norm = 0.6 };
        SpatialFrequency[] candidates = [.. new FrequencyPlane(8, 8).Classes];
        var errors = candidates.ToDictionary(
            frequency => frequency,
            frequency => new FourierHeatMap(classifier, images, perturbation).Measure(frequency).Answers.IsError.Sum());
        var chosen = FourierBasisAttack.Of(candidates, 5, perturbation, classifier, images).Frequencies;
        Assert.Equal(5, chosen.Count);
        Assert.Equal(errors.Values.OrderDescending().Take(5), chosen.Select(frequency => errors[frequency]));
    }

    private static (bool IsRight, int? Queries) First(IClassifier classifier, FourierHeatMap map, LabelledImages image)
    {
        if (IsWrong(image.Pixels))
            return (false, null);
        var tries = Frequencies.SelectMany(f => new[] { image.Pixels + map.Wave(f), image.Pixels - map.Wave(f) }).Select((t, n) => (t, n));
        return (true, tries.Where(t => IsWrong(t.t)).Select(t => (int?)t.n + 1).FirstOrDefault());

        bool IsWrong(Tensor pixels) => ClassifierAnswers.Of(classifier.Logits(pixels), image.Labels.Span).IsError[0] > 0;
    }
}
