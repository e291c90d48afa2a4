using Overtone.Attacks;
using Overtone.Defenses;
using Overtone.Models;
using Overtone.Tests.Defenses;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public sealed class ExpectationOverDrawsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Of_a_fixed_function_it_is_that_function_with_its_gradient()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        using var mean = new ExpectationOverDraws(classifier, 3);
        Tensor images = Networks.Images(4);
        Assert.True(mean.Logits(images).allclose(classifier.Logits(images).log_softmax(1), rtol: 1e-5, atol: 1e-6));
        using var ofMean = mean.CrossEntropyGradient(images, [0, 1, 2, 0]);
        using var once = classifier.CrossEntropyGradient(images, [0, 1, 2, 0]);
        Assert.True(ofMean.Gradient.allclose(once.Gradient, rtol: 1e-5, atol: 1e-7));
    }

    [Fact]
    public void Of_a_random_function_it_is_the_mean_over_its_draws()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        Tensor images = Networks.Images(2);
        // Two of the same defence count their calls from the same beginning.
        using var one = (IDifferentiableClassifier)PostAveraging.Of(2, 1).Protect(classifier);
        using var other = (IDifferentiableClassifier)PostAveraging.Of(2, 1).Protect(classifier);
        using var mean = new ExpectationOverDraws(one, 4);
        using var ofMean = mean.CrossEntropyGradient(images, [0, 1]);
        Tensor[] draws = [.. Enumerable.Range(0, 4).Select(_ => other.CrossEntropyGradient(images, [0, 1]).Gradient)];
        Assert.True(ofMean.Gradient.allclose(stack(draws).mean([0]), rtol: 1e-4, atol: 1e-7));
        Assert.False(draws[0].allclose(draws[1], rtol: 1e-4, atol: 1e-7));
    }

    [Fact]
    public void No_draws_are_refused()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        using var mean = new ExpectationOverDraws(classifier, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => mean.Logits(Networks.Images(1)));
    }
}
