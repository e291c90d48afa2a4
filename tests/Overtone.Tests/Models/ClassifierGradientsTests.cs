using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class ClassifierGradientsTests
{
    [Theory]
    [InlineData("rgb.pt", "rgb")]
    [InlineData("baked.pt", "rgb")]
    [InlineData("grey.pt", "grey")]
    [InlineData("rgb.onnx", "rgb")]
    [InlineData("baked.onnx", "rgb")]
    [InlineData("nhwc.onnx", "rgb")]
    [InlineData("batch1.onnx", "rgb")]
    [InlineData("batch4.onnx", "rgb")]
    [InlineData("any_size.onnx", "rgb")]
    [InlineData("two_outputs.onnx", "rgb")]
    [InlineData("double.onnx", "rgb")]
    [InlineData("grey.onnx", "grey")]
    public void The_cross_entropy_gradient_is_PyTorch_s(string file, string kind) => RequireGradient(file, kind, kind, null, 1e-5);

    [Theory]
    [InlineData("rgb.pt")]
    [InlineData("rgb.onnx")]
    [InlineData("batch4.onnx")]
    public void Gradients_of_several_functions_are_those_of_each_alone(string file)
    {
        using var scope = NewDisposeScope();
        using IDifferentiableClassifier classifier = Fixture.OpenDifferentiable(file);
        Tensor images = Fixture.Read("images_rgb.npy");
        Tensor cotangents = Draw.Normal(4, 3, images.shape[0], classifier.ClassCount).to_type(ScalarType.Float32);
        Tensor Some(Tensor logits, int first) => cotangents.narrow(1, first, logits.shape[0]);
        LogitGradients several = classifier.InputGradients(images, 3, Some);
        // A wrapper that knows nothing of several functions takes a pass for each.
        LogitGradients byDefault = ((IDifferentiableClassifier)new OtherGradients(classifier, 1)).InputGradients(images, 3, Some);
        for (int function = 0; function < 3; function++)
        {
            ClassifierGradient alone = classifier.InputGradient(images, cotangents[function]);
            Tensors.RequireSame(alone.Logits, several.Logits);
            Tensors.RequireSame(alone.Gradient, several.Gradients[function]);
            Tensors.RequireSame(alone.Gradient, byDefault.Gradients[function]);
        }

        Assert.True(Tensors.Distance(several.Gradients[0], several.Gradients[1]) > 1e-4);
        Tensors.RequireSame(several.Logits, byDefault.Logits);
        Assert.Throws<ArgumentOutOfRangeException>(() => classifier.InputGradients(images, 0, Some));
    }

    [Theory]
    [InlineData("detached-output.pt")]
    [InlineData("argmax-output.pt")]
    public void Outputs_that_are_not_differentiable_are_an_error_with_the_file_and_the_cause(string file)
    {
        using var classifier = (IDifferentiableClassifier)ClassifierFile.Open(
            Path.Combine(Cases.Models, file), options: new ClassifierOptions { DataSize = new InputSize(3, 16, 16) });
        using var images = full([2, 3, 16, 16], 0.5f);
        var error = Assert.Throws<MissingGradientException>(() => classifier.CrossEntropyGradient(images, [0, 1]));
        Assert.Contains($"{file}: gradient: found none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_mode_in_an_ONNX_graph_has_no_gradient_and_the_node_is_named()
    {
        using var classifier = Fixture.OpenDifferentiable("dropout.onnx");
        using var images = Fixture.Read("images_rgb.npy");
        var error = Assert.Throws<ModelFormatException>(() => classifier.CrossEntropyGradient(images, Fixture.Labels(6)));
        Assert.EndsWith(
            "node \"/Dropout\" (Dropout): found training mode, expected evaluation mode, in which nothing is dropped", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("training mode", Preflight.Run(classifier, images, Fixture.Labels(6)).GradientFault, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_only_the_weights_lead_to_have_no_gradient()
    {
        using var network = new Detached();
        using var classifier = new ModuleClassifier(network, new InputSize(1, 2, 2));
        using var images = full([2, 1, 2, 2], 0.5f);
        Assert.Throws<MissingGradientException>(() => classifier.CrossEntropyGradient(images, [0, 1]));
    }

    [Fact]
    public void A_fault_that_shows_only_on_the_way_back_is_an_error_and_no_end_of_the_process()
    {
        using var network = new Overwriting();
        using var classifier = new ModuleClassifier(network, new InputSize(1, 2, 2));
        using var images = full([2, 1, 2, 2], 0.5f);
        var error = Assert.Throws<ModelFormatException>(() => classifier.CrossEntropyGradient(images, [0, 1]));
        const string Cause = "gradient: found \"one of the variables needed for gradient computation has been modified";
        Assert.Contains(Cause, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_per_pixel_whatever_the_normalisation()
    {
        RequireGradient("rgb.pt", "rgb", "normalised", Fixture.Normalised, 1e-5);
        RequireGradient("rgb.onnx", "rgb", "normalised", Fixture.Normalised, 1e-5);
        RequireGradient("rgb.pt", "rgb", "caffe", Fixture.Caffe, 1e-3); // pixels weigh 255 times as much
    }

    [Fact]
    public void It_is_what_finite_differences_of_the_logits_say()
    {
        const double Step = 1e-2;
        using var scope = NewDisposeScope();
        using var classifier = Fixture.OpenDifferentiable("rgb.pt", Fixture.Normalised);
        var images = Fixture.Read("images_rgb.npy").narrow(0, 0, 2);
        var direction = Draw.Normal(3, [.. images.shape]).to_type(ScalarType.Float32) / 100;
        var cotangents = Draw.Normal(4, 2, 4).to_type(ScalarType.Float32);

        using var result = classifier.InputGradient(images, cotangents);
        var slope = (result.Gradient * direction).sum().item<float>();
        var difference = (classifier.Logits(images + Step * direction) - classifier.Logits(images - Step * direction)) / (2 * Step);

        Assert.Equal((difference * cotangents).sum().item<float>(), slope, 1e-3);
        Assert.True(Math.Abs(slope) > 0.01, $"{slope} is too small to compare");
    }

    [Fact]
    public void Repeats_give_the_same_bits_from_the_first_call_on()
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.OpenDifferentiable("rgb.pt", Fixture.Normalised);
        var images = Fixture.Read("images_rgb.npy");
        var first = classifier.CrossEntropyGradient(images, Fixture.Labels(6));
        for (var repeat = 0; repeat < 5; repeat++)
        {
            var again = classifier.CrossEntropyGradient(images, Fixture.Labels(6));
            Tensors.RequireSame(first.Logits, again.Logits);
            Tensors.RequireSame(first.Gradient, again.Gradient);
        }
    }

    [Fact]
    public void It_is_linear_in_the_cotangents_and_reaches_one_image_each()
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.OpenDifferentiable("rgb.pt");
        var images = Fixture.Read("images_rgb.npy");
        var cotangents = zeros(6, 4);
        cotangents[2, 3] = 1;

        using var single = classifier.InputGradient(images, cotangents);
        using var twice = classifier.InputGradient(images, cotangents * 2);

        Tensors.RequireNear(single.Gradient * 2, twice.Gradient, 1e-6);
        Assert.Equal([false, false, true, false, false, false], single.Gradient.abs().sum([1, 2, 3]).Numbers().Select(size => size > 0));
    }

    [Fact]
    public void The_caller_learns_where_in_the_images_a_batch_begins()
    {
        using var scope = NewDisposeScope();
        using var classifier = TorchScriptClassifier.Open(Fixture.Path("rgb.pt"), options: Fixture.Rgb8x8 with { BatchSize = 4 });
        List<(int First, long Count)> batches = [];

        using var result = classifier.InputGradient(Fixture.Read("images_rgb.npy"), (logits, first) =>
        {
            batches.Add((first, logits.shape[0]));
            return zeros_like(logits);
        });

        Assert.Equal([(0, 4), (4, 2)], batches);
        Assert.Equal(0, result.Gradient.abs().max().item<float>());
    }

    [Fact]
    public void Gradients_are_computed_even_where_the_caller_computes_none()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var classifier = Fixture.OpenDifferentiable("rgb.pt");
        using var result = classifier.CrossEntropyGradient(Fixture.Read("images_rgb.npy"), Fixture.Labels(6));

        Tensors.RequireNear(Fixture.Read("gradient_rgb.npy"), result.Gradient, 1e-5);
        Assert.False(result.Gradient.requires_grad || result.Logits.requires_grad);
    }

    [Fact]
    public void No_tensor_is_left()
    {
        using var images = Fixture.Read("images_rgb.npy");
        using var classifier = Fixture.OpenDifferentiable("rgb.pt", Fixture.Normalised);

        Tensors.RequireNoTensorLeft(() => classifier.CrossEntropyGradient(images, Fixture.Labels(6)).Dispose(), 20);
    }

    [Fact]
    public void Labels_and_cotangents_must_fit()
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.OpenDifferentiable("rgb.pt");
        var images = Fixture.Read("images_rgb.npy");

        Assert.Throws<ArgumentException>(() => classifier.CrossEntropyGradient(images, [0, 1]));
        Assert.Contains("Label 4", Assert.Throws<ArgumentException>(() => classifier.CrossEntropyGradient(images, [0, 1, 2, 3, 4, 0]))
            .Message);
        Assert.Contains("Label -2", Assert.Throws<ArgumentException>(() => classifier.CrossEntropyGradient(images, [0, 1, 2, 3, -2, 0]))
            .Message);
        Assert.Throws<ArgumentException>(() => classifier.InputGradient(images, zeros(6, 3)));
    }

    private static void RequireGradient(string file, string images, string expected, InputSpec? spec, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.OpenDifferentiable(file, spec);
        using var result = classifier.CrossEntropyGradient(Fixture.Read($"images_{images}.npy"), Fixture.Labels(6));

        Tensors.RequireNear(Fixture.Read($"gradient_{expected}.npy"), result.Gradient, tolerance);
        Tensors.RequireNear(Fixture.Read($"logits_{expected}.npy"), result.Logits, 100 * tolerance);
    }

    private sealed class Detached : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear _last = nn.Linear(4, 3);

        internal Detached()
            : base(nameof(Detached)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _last.call(input.flatten(1).detach());
    }

    private sealed class Overwriting() : nn.Module<Tensor, Tensor>(nameof(Overwriting))
    {
        public override Tensor forward(Tensor input)
        {
            var exponential = input.flatten(1).exp();
            var output = exponential * exponential;
            exponential.zero_();
            return output;
        }
    }
}
