using Overtone.Attacks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Tests.Robustness;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

/// <summary>Networks that end in a softmax against the same ones without it.</summary>
public sealed class LogitClassifierTests : IDisposable
{
    private const double Near = 1e-5;
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void An_ONNX_model_with_softmax_has_the_loss_confidence_and_gradient_of_its_twin_without()
    {
        using var classifier = LogitClassifier.Of(
            OnnxClassifier.Open(Path.Combine(Cases.Models, "softmax-at-the-end.onnx")), OutputKind.Probabilities);
        using var twin = OnnxClassifier.Open(Path.Combine(Cases.Models, "softmax-at-the-end-twin.onnx"));
        var images = Images(classifier.InputSize, 20);
        RequireAlike(twin, classifier, images);
        RequireGradientsAlike((IDifferentiableClassifier)twin, (IDifferentiableClassifier)classifier, images);
        Assert.EndsWith("logits are logarithms of its probabilities", classifier.Description.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public void A_TorchScript_model_with_softmax_has_the_loss_confidence_and_gradient_of_its_twin_without()
    {
        using var classifier = LogitClassifier.Of(Fixture.Open("probabilities.pt"), OutputKind.Probabilities);
        using var twin = Fixture.OpenDifferentiable("rgb.pt");
        var images = Fixture.Read("images_rgb.npy");
        var labelled = new LabelledImages(images, Fixture.Labels(6));
        RequireAlike(twin, classifier, labelled);
        RequireGradientsAlike(twin, Assert.IsType<IDifferentiableClassifier>(classifier, exactMatch: false), labelled);
    }

    [Theory]
    [InlineData(AttackLoss.CrossEntropy)]
    [InlineData(AttackLoss.Margin)]
    public void Attacks_and_sensitivities_are_those_of_the_network_without_softmax(AttackLoss loss)
    {
        using var network = new LinearClassifier(new InputSize(3, 4, 5), 5, seed: 3, scale: 0.5);
        using var withSoftmax = nn.Sequential(network, nn.Softmax(1));
        using var twin = network.Classifier(batchSize: 5);
        using var classifier = (IDifferentiableClassifier)LogitClassifier.Of(
            new ModuleClassifier(withSoftmax, network.Size, options: new ClassifierOptions { BatchSize = 5 }), OutputKind.Probabilities);
        var images = Images(network.Size, 12);
        RequireGradientsAlike(twin, classifier, images);

        var attack = new ProjectedGradient { Ball = new NormBall(AttackNorm.L2, 0.3), Loss = loss, Steps = 5 };
        using AttackOutcome expected = attack.Run(twin, images), found = attack.Run(classifier, images);
        Assert.Equal(expected.IsBroken, found.IsBroken);
        Assert.All(expected.Margins.Zip(found.Margins), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Tensors.RequireNear(expected.Images, found.Images, 1e-4);
        Tensors.RequireNear(FrequencySensitivity.Of(twin, images).Mean, FrequencySensitivity.Of(classifier, images).Mean, 1e-5);
    }

    [Fact]
    public void A_probability_of_zero_costs_87_nats_and_gives_no_gradient()
    {
        // Pixels of 0 and 1 times 200: exp(−200) is zero in single precision.
        using var network = nn.Sequential(nn.Flatten(), new Scaled(200), nn.Softmax(1));
        using var classifier = OfTwoPixels(network);
        using var pixels = tensor(new[] { 0f, 1f, 1f, 0f }, [2, 1, 1, 2]);
        var answers = ClassifierAnswers.Of(classifier.Logits(pixels), [0, 0]);
        Assert.Equal(-Math.Log(LogitClassifier.Floor), answers.Loss[0], 1e-4);
        Assert.Equal((0, 1), (answers.Loss[1], answers.Confidence[1]));
        using var gradient = classifier.CrossEntropyGradient(pixels, [0, 0]);
        Assert.All(gradient.Gradient.Numbers(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Tiny_probabilities_have_finite_gradients()
    {
        using var network = nn.Sequential(nn.Flatten(), new Scaled(80), nn.Softmax(1));
        using var classifier = OfTwoPixels(network);
        using var pixels = tensor(new[] { 0f, 1f }, [1, 1, 1, 2]);
        using var gradient = classifier.CrossEntropyGradient(pixels, [0]);
        // Of ln(1 + exp(80 (x₁ − x₀))).
        Assert.Equal([-80, 80], gradient.Gradient.Numbers().Select(value => Math.Round(value, 3)));
    }

    /// <summary>One sigmoid is a softmax over (0, x), whatever it gives: its probability or its score.</summary>
    [Theory]
    [InlineData(OutputKind.OneProbability)]
    [InlineData(OutputKind.OneLogit)]
    public void One_output_stands_for_two_classes(OutputKind kind)
    {
        using var network = new LinearClassifier(new InputSize(3, 4, 5), 1, seed: 3, scale: 0.5);
        using var withSigmoid = nn.Sequential(network, nn.Sigmoid());
        using var withZero = nn.Sequential(network, new Beside());
        using var twin = new ModuleClassifier(withZero, network.Size);
        using var classifier = (IDifferentiableClassifier)LogitClassifier.Of(
            new ModuleClassifier(kind == OutputKind.OneLogit ? network : withSigmoid, network.Size), kind);
        LabelledImages images = Images(network.Size, 12);
        images = images with { Labels = images.Labels.ToArray().Select(label => label % 2).ToArray() };
        Assert.Equal(2, classifier.ClassCount);
        RequireAlike(twin, classifier, images);
        RequireGradientsAlike(twin, classifier, images);
    }

    [Fact]
    public void Logits_need_nothing_and_several_outputs_are_not_one()
    {
        using var network = new LinearClassifier(new InputSize(3, 4, 5), 2, seed: 3);
        using var classifier = network.Classifier();
        Assert.Same(classifier, LogitClassifier.Of(classifier, OutputKind.Logits));
        Assert.Throws<ArgumentException>(() => LogitClassifier.Of(classifier, OutputKind.OneLogit));
    }

    private static void RequireAlike(IClassifier twin, IClassifier classifier, LabelledImages images)
    {
        var expected = ClassifierAnswers.Of(twin.Logits(images.Pixels), images.Labels.Span);
        var found = ClassifierAnswers.Of(classifier.Logits(images.Pixels), images.Labels.Span);
        Assert.Equal(expected.Predictions, found.Predictions);
        Assert.All(expected.Loss.Zip(found.Loss), pair => Assert.Equal(pair.First, pair.Second, Near * Math.Max(1, pair.First)));
        Assert.All(expected.Confidence.Zip(found.Confidence), pair => Assert.Equal(pair.First, pair.Second, Near));
    }

    private static void RequireGradientsAlike(IDifferentiableClassifier twin, IDifferentiableClassifier classifier, LabelledImages images)
    {
        using ClassifierGradient expected = twin.CrossEntropyGradient(images.Pixels, images.Labels.ToArray());
        using ClassifierGradient found = classifier.CrossEntropyGradient(images.Pixels, images.Labels.ToArray());
        Tensors.RequireNear(expected.Gradient, found.Gradient, Near);
    }

    private static IDifferentiableClassifier OfTwoPixels(nn.Module<Tensor, Tensor> network) =>
        (IDifferentiableClassifier)LogitClassifier.Of(new ModuleClassifier(network, new InputSize(1, 1, 2)), OutputKind.Probabilities);

    private static LabelledImages Images(InputSize size, int count)
    {
        Tensor pixels = Draw.Normal(5, count, size.Channels * size.Height * size.Width).to_type(ScalarType.Float32).sigmoid();
        return new LabelledImages(
            pixels.reshape(count, size.Channels, size.Height, size.Width),
            Enumerable.Range(0, count).Select(image => image % 5L).ToArray());
    }

    private sealed class Scaled(double factor) : nn.Module<Tensor, Tensor>(nameof(Scaled))
    {
        public override Tensor forward(Tensor input) => input * factor;
    }

    private sealed class Beside() : nn.Module<Tensor, Tensor>(nameof(Beside))
    {
        public override Tensor forward(Tensor input) => cat([zeros_like(input), input], dim: 1);
    }
}
