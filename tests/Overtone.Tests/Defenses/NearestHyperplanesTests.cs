using Overtone.Defenses;
using Overtone.Models;
using Overtone.Tests.Models;
using Overtone.Theory.BallAverage;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

public sealed class NearestHyperplanesTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Of_affine_units_the_nearest_are_those_of_the_smallest_distance()
    {
        const int Nearest = 3;
        using var layer = Networks.Affine();
        using var units = Networks.Classifier(layer, batchSize: 3);
        using var points = new HyperplanePoints(units, new PostAverageSetting(Nearest, 1).SchemeFor(Networks.Size));
        Tensor images = Networks.Images(5), weights = layer.parameters().First().detach();
        Tensor directions = points.Nearest(images, default);
        for (int image = 0; image < 5; image++)
        {
            double[] values = units.Logits(images.narrow(0, image, 1)).Numbers(), norms = weights.norm(1).Numbers();
            int[] expected = [.. Enumerable.Range(0, Networks.Classes).OrderBy(unit => Math.Abs(values[unit]) / norms[unit])];
            for (int n = 0; n < Nearest; n++)
                Tensors.RequireNear(weights[expected[n]] / norms[expected[n]], directions[image, n], 1e-6);
        }
    }

    [Fact]
    public void By_norms_of_weights_the_nearest_are_chosen_without_their_gradients_and_go_along_them()
    {
        const int Nearest = 3;
        using var network = Networks.Smooth();
        using var units = Networks.Classifier(network, batchSize: 2);
        double[] norms = [0.5, 4, 1, 2];
        SampledBallAverage scheme = new PostAverageSetting(Nearest, 1).SchemeFor(Networks.Size);
        using var points = new HyperplanePoints(units, scheme, norms);
        Tensor images = Networks.Images(5), gradients = stack([.. Enumerable.Range(0, Networks.Classes).Select(unit =>
        {
            Tensor one = zeros(5, Networks.Classes);
            one[.., unit] = 1;
            return units.InputGradient(images, one).Gradient.flatten(1);
        })]);
        Tensor directions = points.Nearest(images, default);
        for (int image = 0; image < 5; image++)
        {
            double[] values = units.Logits(images.narrow(0, image, 1)).Numbers();
            int[] expected = [.. Enumerable.Range(0, Networks.Classes).OrderBy(unit => Math.Abs(values[unit]) / norms[unit])];
            for (int n = 0; n < Nearest; n++)
            {
                Tensor gradient = gradients[expected[n], image];
                Tensors.RequireNear(gradient / gradient.norm(), directions[image, n], 1e-5);
            }
        }
    }

    [Fact]
    public void An_average_asks_at_its_points_and_has_their_gradient()
    {
        using var layer = Networks.Affine();
        using var network = Networks.Smooth();
        using var units = Networks.Classifier(layer);
        using var classifier = Networks.Classifier(network, batchSize: 11);
        // All units: the choice does not change between the points of a difference quotient.
        var defense = new NearestHyperplanes { Directions = Networks.Classes, Radius = 1.5 };
        Assert.Equal(25, defense.PassesPerImage);
        using IClassifier defended = defense.Protect(classifier, units);
        Tensor images = Networks.Images(3), weights = layer.parameters().First().detach();
        Tensor directions = (weights / weights.norm(1).unsqueeze(1)).reshape(-1, 3, 4, 5);
        Tensor[] around = [.. new[] { 0.5, -0.5, 1, -1, 1.5, -1.5 }.Select(step => directions * step)];
        for (int image = 0; image < 3; image++)
        {
            Tensor pixels = images.narrow(0, image, 1);
            Tensor all = cat([pixels, .. around.Select(offsets => pixels + offsets)]);
            Tensors.RequireNear(classifier.Logits(all).softmax(1).mean([0]).log(), defended.Logits(images)[image], 1e-5);
        }

        Networks.RequireSlopes(defended, images, 2e-4);
    }

    [Fact]
    public void Without_units_the_logits_are_they()
    {
        using var network = Networks.Convolutional();
        using var classifier = Networks.Classifier(network);
        var defense = new NearestHyperplanes { Directions = 2, Radius = 1 };
        using IClassifier own = defense.Protect(classifier), given = defense.Protect(classifier, classifier);
        Tensor images = Networks.Images(4);
        Tensors.RequireSame(given.Logits(images), own.Logits(images));
        Assert.True(Tensors.Distance(classifier.Logits(images).log_softmax(1), own.Logits(images)) > 1e-4);
    }

    [Fact]
    public void Odd_options_are_refused_with_what_was_found_and_expected()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        string MessageOf(IClassifier around, int directions, double radius) => Assert.Throws<ArgumentException>(() =>
            new NearestHyperplanes { Directions = directions, Radius = radius }.Protect(around)).Message;
        Assert.Equal(
            "Directions of post-averaging: found 5, expected at most 4, the number of units.", MessageOf(classifier, 5, 1));
        Assert.StartsWith("Directions of post-averaging: found 0", MessageOf(classifier, 0, 1), StringComparison.Ordinal);
        Assert.StartsWith("Radius of post-averaging: found 0", MessageOf(classifier, 1, 0), StringComparison.Ordinal);
        Assert.StartsWith(
            "Classifier inside: found one without gradients",
            MessageOf(new StubClassifier(2, images => zeros(images.shape[0], 2)), 1, 1), StringComparison.Ordinal);
    }
}
