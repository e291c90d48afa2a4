using Overtone.Catalog.Audit;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.Audit;

public class FirstKernelsTests
{
    private static readonly string Onnx = SmallAudit.Fixture("digits.onnx");

    private static readonly AuditOptions Options = SmallAudit.Options with { Images = 20, Model = AuditOptions.Demonstration };

    [Fact]
    public void The_kernels_are_those_that_the_first_convolution_computes_with()
    {
        // Of the difference of two images, so that neither the bias nor the mean matters.
        using var scope = NewDisposeScope();
        var options = new ClassifierOptions { DataSize = new InputSize(1, 8, 8) };
        var spec = InputSpecFile.ReadFor(Onnx);
        var name = OnnxClassifier.Layers(Onnx).First(layer => layer.Operation == "Conv").Name;
        using IClassifier whole = ClassifierFile.Open(Onnx, spec, options),
            layer = ClassifierFile.Open(Onnx, spec, options with { Layer = name });
        Tensor kernels = ((Classifier)whole).FirstConvolution()!, images = rand(2, 1, 8, 8, generator: new Generator(3));
        Tensor answers = layer.Logits(images).reshape([2, .. ((OnnxClassifier)layer).LayerShape]);
        Tensor expected = nn.functional.conv2d(
            (images[0] - images[1]).unsqueeze(0) / spec.Std[0], kernels, padding: [kernels.shape[2] / 2, kernels.shape[3] / 2]);
        Assert.InRange((expected - (answers[0] - answers[1])).abs().max().item<float>(), 0, 1e-4);
    }

    [Fact]
    public void Kernels_stand_beside_random_ones_of_their_size()
    {
        using var run = new TestRun();
        var outcome = run.Execute(new ModelAudit(), Options with { Model = Onnx });
        KernelRoughness[] random = [.. outcome.Tables.Rows<KernelRoughness>().Where(r => r.Kernels == KernelRoughness.Random)];
        // Independent weights on 3×3: twelve pairs with a mean squared difference of 2σ², over nine weights.
        Assert.Equal(3, random[0].Size);
        Assert.Equal(24 / 9.0, random.Average(r => r.TotalVariation), 0.06);
        var estimate = outcome.Findings!.Estimates.Single(e => e.Name == "kernel_total_variation");
        Assert.InRange(estimate.Value, 0.1, 2);
        Assert.InRange(estimate.Value, estimate.Low!.Value, estimate.High!.Value);
        Assert.Contains(outcome.Findings.Figures, f => f.Id == "first-kernels");
    }

    [Fact]
    public void Without_layers_there_are_no_kernels()
    {
        using var run = new TestRun();
        var outcome = run.Execute(new ModelAudit(), Options with { Model = Onnx, Layers = ["none"] });
        Assert.DoesNotContain(outcome.Findings!.Figures, f => f.Id == "first-kernels");
    }
}
