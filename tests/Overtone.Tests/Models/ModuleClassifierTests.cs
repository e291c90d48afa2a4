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

    private static SmallConvolutionalNetwork Network() => new(
        new ConvolutionalShape(1, 8, 8, 3, 5, 7, 4, Activation.Tanh), new Initialisation(WeightDistribution.Normal, WeightScale.He, 1),
        seed: 1);
}
