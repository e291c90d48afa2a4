using Overtone.Defenses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

public sealed class KernelSmoothingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>On 3×3 kernels the map is diagonal in the cosine basis, with eigenvalues 1 − ρ + ρ λλ', λ = 3, 2, 0.</summary>
    [Theory]
    [InlineData(1, new[] { 9.0, 6, 0, 6, 4, 0, 0, 0, 0 })]
    [InlineData(0.25, new[] { 3, 2.25, 0.75, 2.25, 1.75, 0.75, 0.75, 0.75, 0.75 })]
    public void Cosines_are_its_eigenvectors(double strength, double[] eigenvalues)
    {
        var raw = new KernelSmoothing { Strength = strength };
        KernelSmoothing normalised = raw with { KeepsGain = true };
        for (int mode = 0; mode < 9; mode++)
        {
            double[] values = [.. Enumerable.Range(0, 9).Select(place =>
                Math.Cos(Math.PI * (mode / 3) * ((place / 3) + 0.5) / 3) * Math.Cos(Math.PI * (mode % 3) * ((place % 3) + 0.5) / 3))];
            Tensor kernel = tensor(values, [1, 1, 3, 3]);
            Tensors.RequireNear(kernel * eigenvalues[mode], raw.Apply(kernel), 1e-12);
            Tensors.RequireNear(kernel * (eigenvalues[mode] / (1 + (8 * strength))), normalised.Apply(kernel), 1e-12);
        }
    }

    [Fact]
    public void In_a_large_kernel_waves_get_the_response()
    {
        var smoothing = new KernelSmoothing { Strength = 1 };
        Assert.Equal((9, 9), (smoothing.Gain, smoothing.Response(0, 0)));
        Assert.Equal(-3, smoothing.Response(Math.PI, 0), 1e-12);
        Assert.Equal(1, smoothing.Response(Math.PI, Math.PI), 1e-12);
        Assert.Equal(1, (smoothing with { KeepsGain = true }).Response(0, 0), 1e-12);
        const double U = 0.7, V = 1.9;
        double[] wave = [.. Enumerable.Range(0, 81).Select(place => Math.Cos((U * (place / 9)) + (V * (place % 9))))];
        double[] smoothed = smoothing.Apply(tensor(wave, [9, 9])).Numbers();
        foreach (int place in new[] { 10, 40, 52, 70 })
            Assert.Equal(wave[place] * smoothing.Response(U, V), smoothed[place], 1e-12);
    }

    [Fact]
    public void Axes_of_channels_are_not_smoothed()
    {
        Tensor kernels = Draw.Normal(1, 5, 2, 3, 3), smoothed = new KernelSmoothing { Strength = 0.5 }.Apply(kernels);
        Tensors.RequireNear(
            new KernelSmoothing { Strength = 0.5 }.Apply(kernels[3, 1]), smoothed[3, 1], 1e-12);
    }

    [Fact]
    public void A_copy_has_smooth_kernels_and_the_network_stays()
    {
        using var network = Networks.Convolutional();
        Tensor[] before = [.. network.parameters().Select(parameter => parameter.detach().clone())];
        var smoothing = new KernelSmoothing { Strength = 0.5, KeepsGain = true };
        using var copy = smoothing.Of(network, () => Networks.Convolutional(seed: 2));
        Parameter[] after = [.. network.parameters()], copied = [.. copy.parameters()];
        for (int n = 0; n < before.Length; n++)
        {
            Tensors.RequireSame(before[n], after[n]);
            Tensors.RequireNear(before[n].dim() == 4 ? smoothing.Apply(before[n]) : before[n], copied[n], 1e-7);
        }

        // What the classifier computes, and what is shown of it.
        using var classifier = Networks.Classifier(copy);
        Tensors.RequireNear(smoothing.Apply(before[0]), classifier.FirstConvolution()!, 1e-7);
        Tensor images = Networks.Images(3);
        Tensor expected = nn.functional.conv2d(images, smoothing.Apply(before[0]), before[1], padding: [1L, 1L]).relu().flatten(1)
            .matmul(before[2].t()) + before[3];
        Tensors.RequireNear(expected, classifier.Logits(images), 1e-5);
    }

    [Fact]
    public void What_cannot_be_smoothed_is_refused()
    {
        using var network = Networks.Convolutional();
        using var affine = Networks.Affine();
        var smoothing = new KernelSmoothing { Strength = 0.5 };
        string MessageOf(Action action) => Assert.Throws<ArgumentException>(action).Message;
        Assert.Contains("found the network itself", MessageOf(() => smoothing.Of(network, () => network)), StringComparison.Ordinal);
        Assert.Contains("found no Conv2d", MessageOf(() => smoothing.Of(affine, () => Networks.Affine())), StringComparison.Ordinal);
        Assert.Contains("found no \"0.weight\"", MessageOf(() => smoothing.Of(network, () => Networks.Affine())), StringComparison.Ordinal);
        Assert.Equal(
            "Strength of kernel smoothing: found -1, expected a finite number, 0 or more.",
            MessageOf(() => new KernelSmoothing { Strength = -1 }.Apply(zeros(3, 3))));
    }
}
