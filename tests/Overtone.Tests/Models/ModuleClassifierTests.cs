using Overtone.Models;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class ModuleClassifierTests
{
    private static readonly InputSize Grey8x8 = new(1, 8, 8);

    [Fact]
    public void Logits_and_gradients_are_the_module_s()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        using var classifier = new ModuleClassifier(network, Grey8x8, new InputSpec { Range = [-1, 1] });
        var images = Fixture.Read("images_grey.npy");
        var pixels = images.clone().requires_grad_();
        var logits = network.call(pixels * 2 - 1);
        nn.functional.cross_entropy(logits, tensor(Fixture.Labels(6)), reduction: nn.Reduction.Sum).backward();
        network.zero_grad();

        using var result = classifier.CrossEntropyGradient(images, Fixture.Labels(6));
        Tensors.RequireNear(logits, classifier.Logits(images), 1e-6);
        Tensors.RequireNear(pixels.grad!, result.Gradient, 1e-6);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad is null || parameter.grad.abs().max().item<float>() == 0));
    }

    [Fact]
    public void It_computes_in_evaluation_mode_and_leaves_every_layer_in_its_own()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("flat", nn.Flatten()), ("dropout", nn.Dropout(0.5)), ("norm", nn.BatchNorm1d(64)));
        network.train();
        network.modules().Last().eval();
        var modes = network.modules().Select(part => part.training).ToArray();
        using var classifier = new ModuleClassifier(network, Grey8x8);
        var images = Fixture.Read("images_grey.npy");

        Tensors.RequireSame(classifier.Logits(images), classifier.Logits(images));
        Assert.Equal(modes, network.modules().Select(part => part.training));
        Assert.Contains(true, modes);
        Assert.Contains(false, modes);
    }

    [Fact]
    public void The_module_stays_the_caller_s()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        new ModuleClassifier(network, Grey8x8).Dispose();

        Assert.Equal([1L, 4], network.call(zeros(1, 1, 8, 8)).shape);
    }

    [Fact]
    public void An_output_of_another_rank_is_an_error()
    {
        using var network = nn.Sequential(nn.ReLU());

        var fault = Assert.Throws<ModelFormatException>(() => new ModuleClassifier(network, Grey8x8));
        Assert.Equal(("output", "shape [1, 1, 8, 8] for 1 images"), (fault.Field, fault.Found));
    }

    [Fact]
    public void A_layer_answers_what_it_gives_inside_the_whole()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(
            ("mix", nn.Conv2d(1, 3, 3, padding: 1)), ("bend", nn.ReLU()), ("flat", nn.Flatten()), ("read", nn.Linear(192, 4)));
        network.train();
        Tensor images = Fixture.Read("images_grey.npy"),
            expected = nn.functional.relu(((nn.Module<Tensor, Tensor>)network.children().First()).call(images));
        using var layer = new ModuleClassifier(
            network, Grey8x8, new InputSpec { ClassNames = ["a", "b", "c", "d"] }, new ClassifierOptions { Layer = "bend", BatchSize = 4 });

        Tensor answers = layer.Logits(images);
        Assert.Equal([3, 8, 8], layer.LayerShape);
        Tensors.RequireNear(expected, answers.reshape([6, .. layer.LayerShape]), 1e-6);
        Assert.True(network.training);
        // Nothing stays hooked: the network answers as before.
        Assert.Equal([6L, 4], network.call(images).shape);
        Assert.Equal([("mix", "Conv2d"), ("bend", "ReLU"), ("flat", "Flatten"), ("read", "Linear")], ModuleClassifier.Layers(network));
    }

    [Fact]
    public void A_layer_that_is_not_there_is_answered_with_the_nearest()
    {
        using var network = Network();
        var fault = Assert.Throws<ModelFormatException>(() =>
            new ModuleClassifier(network, Grey8x8, options: new ClassifierOptions { Layer = "convolution3" }));
        Assert.Equal("layer", fault.Field);
        Assert.Contains("nearest of 4 names: convolution1", fault.Expected);
    }

    private static SmallConvolutionalNetwork Network() => new(
        new ConvolutionalShape(1, 8, 8, 3, 5, 7, 4, Activation.Tanh), new Initialisation(WeightDistribution.Normal, WeightScale.He, 1),
        seed: 1);
}
