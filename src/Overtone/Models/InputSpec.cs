namespace Overtone.Models;

/// <summary>
/// How a model wants its images, as far as the model file does not say. Overtone works on pixels in [0, 1], red before green before
/// blue; a classifier turns them into the model's input itself, so that perturbations are measured in pixels.
/// Written beside the model as JSON (see <see cref="InputSpecFile"/>), every field optional.
/// </summary>
/// <remarks>
/// The model's input is (low + (high − low)·pixel − mean) / std, per channel.
/// Source: the preprocessing that torchvision's transforms and Caffe's mean subtraction have in common.
/// </remarks>
public sealed record InputSpec
{
    /// <summary>Pixels as they are, sizes from the model file.</summary>
    public static InputSpec Default { get; } = new();

    /// <summary>Rows of the input; needed when the model file leaves them open.</summary>
    public int? Height { get; init; }

    /// <summary>Columns of the input; needed when the model file leaves them open.</summary>
    public int? Width { get; init; }

    /// <summary>The channels the model wants; if not given, grey for a model of one channel and RGB for one of three.</summary>
    public ChannelOrder? Channels { get; init; }

    /// <summary>Where the channels stand; if not given, wherever the model file has 1 or 3, and first when that does not decide.</summary>
    public PixelLayout? Layout { get; init; }

    /// <summary>What black and white become before mean and deviation: [0, 1], [0, 255], [-1, 1] or other two numbers.</summary>
    public IReadOnlyList<double> Range { get; init; } = [0, 1];

    /// <summary>
    /// Subtracted after scaling to <see cref="Range"/>: one number, or one per channel in the model's order; none for zero.
    /// </summary>
    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <summary>Divided by afterwards: one number, or one per channel in the model's order, each above zero; none for one.</summary>
    public IReadOnlyList<double> Std { get; init; } = [];

    /// <summary>How images of another size are made to fit.</summary>
    public ResizeRule Resize { get; init; } = ResizeRule.None;

    /// <summary>For <see cref="ResizeRule.ResizeAndCrop"/>: the shorter side before the crop, in pixels.</summary>
    public int? ResizeTo { get; init; }

    /// <summary>The filter of the resizing.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bilinear;

    /// <summary>
    /// The output that holds the logits: its name in ONNX, its place (from 0) in TorchScript; needed when there are several.
    /// </summary>
    public string? Output { get; init; }

    /// <summary>The names of the classes in the order of the model's outputs; empty if unknown.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Checks what must hold whatever the model.</summary>
    /// <param name="name">What to name in the error: the side file, or whatever else the values came from.</param>
    /// <exception cref="ModelFormatException">A field cannot be used; the first one is named.</exception>
    public void Validate(string name) => InputSpecRules.Require(this, name);
}

/// <summary>
/// The channels of a model's input.
/// Source: RGB as torchvision has it, BGR as OpenCV and Caffe have it.
/// </summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,

    /// <summary>One channel.</summary>
    Grey,
}

/// <summary>
/// The order of a batch's axes.
/// Source: NCHW as in torch, NHWC as in TensorFlow.
/// </summary>
public enum PixelLayout
{
    /// <summary>Image, channel, row, column.</summary>
    Nchw,

    /// <summary>Image, row, column, channel.</summary>
    Nhwc,
}

/// <summary>
/// How an image of another size is made to fit the model.
/// Source: torchvision's <c>Resize</c> and <c>CenterCrop</c>.
/// </summary>
public enum ResizeRule
{
    /// <summary>Not at all: another size is an error.</summary>
    None,

    /// <summary>Resized to the model's size; the shape may be distorted.</summary>
    Resize,

    /// <summary>Resized until the shorter side has <see cref="InputSpec.ResizeTo"/> pixels, then the centre is cut out.</summary>
    ResizeAndCrop,
}

/// <summary>
/// The interpolation of resizing.
/// Source: Pillow's filters of the same names.
/// </summary>
public enum ResizeFilter
{
    /// <summary>The triangle filter, torchvision's default.</summary>
    Bilinear,

    /// <summary>Keys's cubic filter with a = −1/2.</summary>
    Bicubic,
}
