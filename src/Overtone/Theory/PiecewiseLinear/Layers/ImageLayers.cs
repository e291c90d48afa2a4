using Overtone.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>Reads the layers of a TorchSharp module that move windows over images, and follows the size of the image.</summary>
/// <param name="network">The network's name, for faults.</param>
/// <param name="size">The size of an input image; null for a vector.</param>
internal sealed class ImageLayers(string network, InputSize? size)
{
    /// <summary>The size of the image that the next layer reads; null once it is a vector.</summary>
    public InputSize? Image { get; set; } = size;

    /// <summary>Pixels of one channel; 1 for a vector.</summary>
    public int PixelCount => Image is { } image ? image.Height * image.Width : 1;

    /// <exception cref="NotPiecewiseLinearException">The image has another number of channels, or the padding is not zeros.</exception>
    public ConvolutionLayer Convolution(Conv2d module, string index)
    {
        InputSize image = Required(index, "a convolution");
        if (module.in_channels != image.Channels)
            throw new NotPiecewiseLinearException(
                network, index, $"a convolution of {module.in_channels} channels", $"one of {image.Channels}, as the image before it has");
        if (module.padding_mode != PaddingModes.Zeros || module.padding is not { } padding)
            throw new NotPiecewiseLinearException(network, index, "a convolution with padding "
                + $"{(object?)module.padding_type ?? module.padding_mode}", "zeros, given as numbers");
        Tensor weight = module.weight;
        ConvolutionWindow window = Window([weight.shape[2], weight.shape[3]], module.stride, padding, module.dilation);
        return Moved(new ConvolutionLayer(
            image,
            window,
            [.. weight.Numbers().Chunk((int)(weight.numel() / weight.shape[0]))],
            module.bias is { } bias ? bias.Numbers() : new double[weight.shape[0]],
            (int)module.groups));
    }

    /// <exception cref="NotPiecewiseLinearException">Windows may hang over the image's end.</exception>
    public MaximumLayer Maximum(MaxPool2d module, string index)
    {
        if (module.ceil_mode)
            throw new NotPiecewiseLinearException(network, index, "a maximum pooling with ceil_mode", "one whose windows end within the "
                + "image");
        return Maximum(Window(module.kernel_size, module.stride, module.padding, module.dilation), index);
    }

    /// <summary>Maxima over windows.</summary>
    public MaximumLayer Maximum(ConvolutionWindow window, string index)
    {
        var layer = new MaximumLayer(Required(index, "a maximum pooling"), window);
        Image = layer.Output;
        return layer;
    }

    /// <exception cref="NotPiecewiseLinearException">Windows may hang over the image's end, or their means do not count the
    /// padding.</exception>
    public ConvolutionLayer Average(AvgPool2d module, string index)
    {
        long[] padding = module.padding ?? [0, 0];
        if (module.ceil_mode || (!module.count_include_pad && padding.Any(p => p != 0)))
            throw new NotPiecewiseLinearException(
                network,
                index,
                "an average pooling with ceil_mode or without count_include_pad",
                "one whose windows all have the same size");
        return Average(Window(module.kernel_size, module.stride, padding, null), module.divisor_override, index);
    }

    /// <exception cref="NotPiecewiseLinearException">It gives more than one pixel.</exception>
    public ConvolutionLayer Average(AdaptiveAvgPool2d module, string index)
    {
        if (module.output_size.Any(pixels => pixels != 1))
            throw new NotPiecewiseLinearException(
                network, index, $"an adaptive pooling to {string.Join("×", module.output_size)} pixels", "one to a single pixel");
        InputSize image = Required(index, "an adaptive pooling");
        return Average(Window([image.Height, image.Width], null, null, null), null, index);
    }

    // The same kernel over each channel by itself.
    private ConvolutionLayer Average(ConvolutionWindow window, long? divisor, string index)
    {
        InputSize image = Required(index, "an average pooling");
        int taps = window.Rows.Kernel * window.Columns.Kernel;
        double[] kernel = [.. Enumerable.Repeat(1.0 / (divisor ?? taps), taps)];
        return Moved(
            new ConvolutionLayer(
                image, window, [.. Enumerable.Repeat(kernel, image.Channels)], new double[image.Channels], image.Channels));
    }

    private ConvolutionLayer Moved(ConvolutionLayer layer)
    {
        Image = layer.Output;
        return layer;
    }

    private InputSize Required(string index, string what) =>
        Image
        ?? throw new NotPiecewiseLinearException(
            network, index, $"{what} of an input whose size is not known", "the size of the image, given along with the module");

    // Sizes of one number hold for both directions; a pooling moves by its kernel unless told otherwise.
    private static ConvolutionWindow Window(long[] kernel, long[]? stride, long[]? padding, long[]? dilation)
    {
        static int Part(long[]? sizes, int axis, long otherwise) =>
            (int)(sizes is null || sizes.Length == 0 ? otherwise : sizes[sizes.Length == 1 ? 0 : axis]);
        ConvolutionAxis Axis(int axis)
        {
            int taps = Part(kernel, axis, 1);
            return new ConvolutionAxis(taps, Part(stride, axis, taps), Part(padding, axis, 0), Part(dilation, axis, 1));
        }

        return new ConvolutionWindow(Axis(0), Axis(1));
    }
}
