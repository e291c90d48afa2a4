using Overtone.Models.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Writing;

/// <summary>Writes the layers of TorchSharp modules as nodes, in evaluation mode whatever mode they are in.</summary>
/// <param name="graph">The graph that they are added to.</param>
internal sealed class LayerNodes(OnnxGraphBuilder graph)
{
    // A matrix of 64 MiB.
    private const int MostFilteredPixels = 4096;

    private const string Accepted = "Linear, Conv2d padded with zeros, BatchNorm with running statistics, ReLU, Flatten of all but the "
        + "first dimension, Dropout, Identity, Sequential, SkipConnection, or one of Overtone's networks of images";

    /// <summary>Adds what a module computes.</summary>
    /// <param name="module">The module.</param>
    /// <param name="name">What its nodes are called, or their names begin with.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>The name of what it gives.</returns>
    /// <exception cref="NotSupportedException">There are no nodes for it; the message names it.</exception>
    public string Append(nn.Module module, string name, string input) => module switch
    {
        Sequential chain => chain.named_children().Aggregate(input, (x, part) => Append(part.module, Inside(name, part.name), x)),
        Conv2d convolution => Convolution(convolution, name, input),
        Linear linear => Product(name, input, linear.weight, linear.bias, isTransposed: true),
        BatchNorm normalisation => Normalisation(normalisation, name, input),
        ReLU => graph.Add("Relu", name, [input]),
        Flatten { start_dim: 1, end_dim: -1 } => Flatten(name, input),
        Dropout or Identity => input,
        SkipConnection skip => graph.Add("Add", Inside(name, "sum"),
        [
            Append(skip.Main, name, input),
            skip.Shortcut is null ? input : Append(skip.Shortcut, Inside(name, "shortcut"), input),
        ]),
        PaddedShortcut shortcut => Padded(shortcut, name, input),
        SpectralFilter filter => Filtered(filter, name, input),
        _ => throw Fault(name, module.GetName()),
    };

    /// <summary>A matrix product with a bias.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="input">[n, inputs].</param>
    /// <param name="weight">[inputs, outputs], or transposed.</param>
    /// <param name="bias">[outputs], or none.</param>
    /// <param name="isTransposed">Whether <paramref name="weight"/> is [outputs, inputs].</param>
    public string Product(string name, string input, Tensor weight, Tensor? bias, bool isTransposed) => graph.Add(
        "Gemm", name, [input, .. Weights(name, ("weight", weight), ("bias", bias))], ("transB", isTransposed ? 1L : 0L));

    /// <summary>All numbers of an image in a row.</summary>
    public string Flatten(string name, string input) => graph.Add("Flatten", name, [input], ("axis", 1L));

    private static string Inside(string name, string part) => name.Length == 0 ? part : $"{name}.{part}";

    private static NotSupportedException Fault(string name, string found) =>
        new($"The layer \"{name}\" is {found}, which cannot be written to an ONNX file; expected {Accepted}.");

    // Sizes of one number hold for both directions.
    private static long[] Two(long[]? sizes, long otherwise) => sizes switch
    {
        null or [] => [otherwise, otherwise],
        [var size] => [size, size],
        _ => sizes,
    };

    private string Convolution(Conv2d convolution, string name, string input)
    {
        if (convolution.padding_mode != PaddingModes.Zeros || convolution.padding is not { } padding)
            throw Fault(name, $"a Conv2d with padding {(object?)convolution.padding_type ?? convolution.padding_mode}");
        long[] around = Two(padding, 0);
        return graph.Add(
            "Conv",
            name,
            [input, .. Weights(name, ("weight", convolution.weight), ("bias", convolution.bias))],
            ("kernel_shape", convolution.weight.shape[2..]),
            ("strides", Two(convolution.stride, 1)),
            ("pads", (long[])[.. around, .. around]),
            ("dilations", Two(convolution.dilation, 1)),
            ("group", convolution.groups));
    }

    private string Normalisation(BatchNorm normalisation, string name, string input)
    {
        if (normalisation.running_mean is not { } mean || normalisation.running_var is not { } variance)
            throw Fault(name, "a batch normalisation without running statistics");
        using var scope = NewDisposeScope();
        return graph.Add(
            "BatchNormalization",
            name,
            [
                input, .. Weights(
                    name,
                    ("weight", normalisation.weight ?? ones_like(mean)),
                    ("bias", normalisation.bias ?? zeros_like(mean)),
                    ("running_mean", mean),
                    ("running_var", variance)),
            ],
            ("epsilon", (float)normalisation.eps));
    }

    private string Padded(PaddedShortcut shortcut, string name, string input)
    {
        string pixels = shortcut.Stride == 1 ? input : graph.Add(
            "Slice",
            Inside(name, "pixels"),
            [
                input,
                graph.Integers(Inside(name, "starts"), 0, 0),
                graph.Integers(Inside(name, "ends"), long.MaxValue, long.MaxValue),
                graph.Integers(Inside(name, "axes"), 2, 3),
                graph.Integers(Inside(name, "steps"), shortcut.Stride, shortcut.Stride),
            ]);
        // Zeros before each of the four dimensions, then after.
        return graph.Add("Pad", name, [pixels, graph.Integers(Inside(name, "pads"), 0, 0, 0, 0, 0, shortcut.Channels, 0, 0)]);
    }

    // Filtering is linear: each pixel is a sum over all, weighted with the mask's transform, displaced. ONNX's own transform came late (17)
    // and few run-times are fast at it.
    private string Filtered(SpectralFilter filter, string name, string input)
    {
        using var scope = NewDisposeScope();
        (long height, long width) = (filter.Mask.shape[0], filter.Mask.shape[1]);
        if (height * width > MostFilteredPixels)
            throw Fault(name, $"a spectral filter of {height}×{width} pixels, more than {MostFilteredPixels:N0} in all");
        Tensor kernel = fft.ifft2(filter.Mask.cpu().to_type(ScalarType.Float64)).real;
        Tensor[] rows = [.. Enumerable.Range(0, (int)(height * width))
            .Select(pixel => kernel.roll([pixel / width, pixel % width], [0, 1]).flatten())];
        string flat = graph.Add("Reshape", Inside(name, "pixels"), [input, graph.Integers(Inside(name, "flat"), 0, 0, height * width)]),
            filtered = graph.Add("MatMul", Inside(name, "product"), [flat, graph.Weight(Inside(name, "matrix"), stack(rows))]);
        return graph.Add("Reshape", name, [filtered, graph.Integers(Inside(name, "image"), 0, 0, height, width)]);
    }

    private IEnumerable<string> Weights(string name, params (string Part, Tensor? Value)[] weights) =>
        [.. weights.Where(weight => weight.Value is not null).Select(weight => graph.Weight(Inside(name, weight.Part), weight.Value!))];
}
