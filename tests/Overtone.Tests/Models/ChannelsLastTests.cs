using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public sealed class ChannelsLastTests
{
    private static readonly ClassifierOptions Usual = new() { DataSize = new InputSize(3, 16, 16) },
        Last = Usual with { ChannelsLast = true };

    [Theory]
    [InlineData("in-place-normalisation.pt")]
    [InlineData("in-place-normalisation-twin.pt")]
    public void A_script_answers_the_same_but_for_rounding_and_leaves_the_images_alone(string model)
    {
        using var scope = NewDisposeScope();
        using var usual = (IDifferentiableClassifier)ClassifierFile.Open(Path.Combine(Cases.Models, model), options: Usual);
        using var last = (IDifferentiableClassifier)ClassifierFile.Open(Path.Combine(Cases.Models, model), options: Last);
        Tensor images = Draw.Uniform(1, 5, 3, 16, 16).to_type(ScalarType.Float32), before = images.clone();
        Assert.DoesNotContain("channels last", usual.Description.Settings);
        Assert.Contains("channels last", last.Description.Settings);
        Tensors.RequireNear(usual.Logits(images), last.Logits(images), 1e-5);
        using ClassifierGradient expected = usual.CrossEntropyGradient(images, [0, 1, 2, 3, 0]),
            found = last.CrossEntropyGradient(images, [0, 1, 2, 3, 0]);
        Tensors.RequireNear(expected.Gradient, found.Gradient, 1e-5);
        Tensors.RequireSame(before, images);
    }

    [Fact]
    public void A_model_that_looks_at_its_input_s_memory_gets_it_as_usual()
    {
        using var scope = NewDisposeScope();
        using var viewing = new Module(x => x.view(x.shape[0], -1));
        using var classifier = new ModuleClassifier(
            viewing, new InputSize(3, 4, 4), options: new ClassifierOptions { ChannelsLast = true });
        Assert.DoesNotContain("channels last", classifier.Description.Settings);
        Assert.Equal([2L, 48], classifier.Logits(Draw.Uniform(1, 2, 3, 4, 4).to_type(ScalarType.Float32)).shape);
    }

    [Fact]
    public void A_model_that_answers_otherwise_gets_it_as_usual()
    {
        using var scope = NewDisposeScope();
        using var odd = new Module(x => x.is_contiguous() ? x.flatten(1) : -x.flatten(1));
        using var classifier = new ModuleClassifier(odd, new InputSize(3, 4, 4), options: new ClassifierOptions { ChannelsLast = true });
        Tensor images = Draw.Uniform(1, 2, 3, 4, 4).to_type(ScalarType.Float32);
        Tensors.RequireSame(images.flatten(1), classifier.Logits(images));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, PixelLayout.Nhwc)]
    public void Where_it_makes_no_difference_it_changes_nothing(int channels, PixelLayout? layout)
    {
        using var scope = NewDisposeScope();
        using var module = new Module(x => x.flatten(1));
        using var classifier = new ModuleClassifier(
            module, new InputSize(channels, 4, 4), new InputSpec { Layout = layout }, new ClassifierOptions { ChannelsLast = true });
        Assert.DoesNotContain("channels last", classifier.Description.Settings);
    }

    private sealed class Module(Func<Tensor, Tensor> answer) : nn.Module<Tensor, Tensor>("module")
    {
        public override Tensor forward(Tensor input) => answer(input);
    }
}
