using Microsoft.ML.OnnxRuntime;
using Overtone.Files;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Overtone.Models.Onnx;

/// <summary>What goes into an ONNX graph and what comes out of it, decided from its metadata and the user's description.</summary>
/// <param name="Input">The name of the only input.</param>
/// <param name="Output">The name of the logits.</param>
/// <param name="Size">The size of one image.</param>
/// <param name="Layout">Where the channels stand.</param>
/// <param name="FixedBatch">The only batch size the graph takes, or null.</param>
/// <param name="Type">The type of the input's numbers.</param>
/// <param name="Form">In which form it takes an image.</param>
internal sealed record OnnxSignature(
    string Input, string Output, InputSize Size, PixelLayout Layout, int? FixedBatch, TensorElementType Type, ImageForm Form)
{
    /// <summary>What is done to images besides what their description says (<see cref="ClassifierDescription.Adaptations"/>).</summary>
    internal IReadOnlyList<string> Adaptations =>
    [
        .. Form.Describe(Size, Layout) is { } form ? [form] : Array.Empty<string>(),
        .. Type switch
        {
            TensorElementType.UInt8 => ["pixels are passed as bytes: every change is rounded to whole steps of 1/255"],
            TensorElementType.Float16 => ["pixels are passed as float16, rounded to 11 bits"],
            TensorElementType.Double => ["pixels are passed as float64"],
            _ => Array.Empty<string>(),
        },
    ];

    /// <summary>A description of the images with what the graph decides: bytes are 0 to 255 unless something else is said.</summary>
    internal InputSpec Describe(InputSpec spec) => spec with
    {
        Layout = Layout,
        Range = Type == TensorElementType.UInt8 && spec.Range is [0, 1] ? [0, 255] : spec.Range,
    };

    /// <summary>Images as the graph takes them.</summary>
    /// <param name="images">[n, ...], in the form that it takes, of a floating type.</param>
    internal Tensor Converted(Tensor images) => Type switch
    {
        TensorElementType.UInt8 => images.round().clamp_(0, 255).to_type(ScalarType.Byte),
        TensorElementType.Float16 => images.to_type(ScalarType.Float16),
        TensorElementType.Double => images.to_type(ScalarType.Float64),
        _ => images,
    };

    internal static OnnxSignature Of(InferenceSession session, string file, InputSpec spec, ClassifierOptions options) =>
        ModelFile.Guard(file, "an ONNX file whose inputs and outputs are described", () => Read(session, file, spec, options));

    private static OnnxSignature Read(InferenceSession session, string file, InputSpec spec, ClassifierOptions options)
    {
        InputSize? dataSize = options.DataSize;
        (string input, int[] sizes, TensorElementType type) = TheInput(session, file);
        string output = options.Layer ?? TheOutput(session, file, spec);
        int? fixedBatch = sizes[0] > 0 ? sizes[0] : null;
        if (sizes.Length == 2 || sizes is [_, _, 1])
        {
            InputSize flat = FlatSize(sizes[1], spec, dataSize, file, input);
            ImageForm form = sizes.Length == 2 ? ImageForm.Row : ImageForm.Column;
            return new OnnxSignature(input, output, flat, spec.Layout ?? PixelLayout.Nchw, fixedBatch, type, form);
        }

        if (sizes.Length == 3)
        {
            var grey = new InputSize(
                1, Decide("height", sizes[1], spec.Height, dataSize?.Height, file),
                Decide("width", sizes[2], spec.Width, dataSize?.Width, file));
            return new OnnxSignature(input, output, grey, PixelLayout.Nchw, fixedBatch, type, ImageForm.Grey);
        }

        PixelLayout layout = LayoutOf(sizes, spec, file, input);
        (int channelAxis, int rowAxis) = layout == PixelLayout.Nchw ? (1, 2) : (3, 1);
        int? described = spec.Channels switch { null => null, ChannelOrder.Grey => 1, _ => 3 };
        var size = new InputSize(
            sizes[channelAxis] > 0 ? sizes[channelAxis] : described ?? dataSize?.Channels ?? 3,
            Decide("height", sizes[rowAxis], spec.Height, dataSize?.Height, file),
            Decide("width", sizes[rowAxis + 1], spec.Width, dataSize?.Width, file));
        return new OnnxSignature(input, output, size, layout, fixedBatch, type, ImageForm.Channels);
    }

    // A row says how many numbers an image has, not how they are arranged.
    private static InputSize FlatSize(int numbers, InputSpec spec, InputSize? dataSize, string file, string input)
    {
        int channels = spec.Channels switch { null => dataSize?.Channels ?? 3, ChannelOrder.Grey => 1, _ => 3 };
        if ((spec.Height ?? dataSize?.Height, spec.Width ?? dataSize?.Width) is ({ } height, { } width)
            && (numbers <= 0 || numbers == channels * height * width))
            return new InputSize(channels, height, width);
        throw new ModelFormatException(
            file, $"input {input}", $"a row of {numbers} numbers for an image of {dataSize?.ToString() ?? "unknown size"}",
            $"channels, height and width in {InputSpecFile.PathFor(file)} whose product is {numbers}");
    }

    private static (string Name, int[] Sizes, TensorElementType Type) TheInput(InferenceSession session, string file)
    {
        if (session.InputMetadata.Count != 1)
            throw new ModelFormatException(file, "inputs", Describe(session.InputMetadata), "one input of images");
        (string name, NodeMetadata input) = session.InputMetadata.Single();
        string field = $"input {name}";
        bool isKnown = input.IsTensor && input.ElementDataType
            is TensorElementType.Float or TensorElementType.Double or TensorElementType.Float16 or TensorElementType.UInt8;
        if (!isKnown)
        {
            throw new ModelFormatException(
                file, field, TypeName(input), "images as float32, float64, float16 or bytes (export with a float32 example)");
        }

        return input.Dimensions.Length is 2 or 3 or 4
            ? (name, input.Dimensions, input.ElementDataType)
            : throw new ModelFormatException(file, field, $"shape {Shape(input)}",
                "4 axes, [images, channels, rows, columns] or [images, rows, columns, channels]; or 3, [images, rows, columns]; or 2, "
                    + "[images, pixels]");
    }

    private static PixelLayout LayoutOf(int[] sizes, InputSpec spec, string file, string input)
    {
        bool canBeFirst = sizes[1] is 1 or 3 or <= 0, canBeLast = sizes[3] is 1 or 3 or <= 0;
        if (!canBeFirst && !canBeLast)
            throw new ModelFormatException(file, $"input {input}", $"shape {Shape(sizes)}",
                "1 or 3 channels, on the second or the last axis");
        if (spec.Layout is { } wanted)
        {
            return (wanted == PixelLayout.Nchw ? canBeFirst : canBeLast)
                ? wanted
                : throw new ModelFormatException(file, "layout",
                    $"\"{wanted.ToString().ToLowerInvariant()}\" for an input of shape {Shape(sizes)}",
                    $"\"{(wanted == PixelLayout.Nchw ? "nhwc" : "nchw")}\"");
        }

        bool isLast = sizes[3] is 1 or 3 && sizes[1] is not (1 or 3);
        return isLast ? PixelLayout.Nhwc : PixelLayout.Nchw;
    }

    private static int Decide(string field, int ofModel, int? described, int? ofData, string file)
    {
        if (ofModel > 0 && described is { } other && other != ofModel)
            throw new ModelFormatException(file, field, $"{ofModel} in the model and {other} in its description", "the same");
        return ofModel > 0 ? ofModel : described ?? ofData ?? throw new ModelFormatException(
            file, $"{field} of the input", "none (the model takes any)",
            $"{field} in {InputSpecFile.PathFor(file)}, for example {{ \"{field}\": 224 }}");
    }

    private static string TheOutput(InferenceSession session, string file, InputSpec spec)
    {
        IReadOnlyDictionary<string, NodeMetadata> outputs = session.OutputMetadata;
        if (spec.Output is { } wanted)
        {
            if (!outputs.TryGetValue(wanted, out NodeMetadata? chosen))
                throw new ModelFormatException(file, "output", $"\"{wanted}\"", $"one of the model's outputs: {Describe(outputs)}");
            return RequireScores(file, wanted, chosen);
        }

        if (outputs.Count == 1)
            return RequireScores(file, outputs.Keys.Single(), outputs.Values.Single());
        string[] fitting = [.. outputs.Where(output => IsScores(output.Value) && output.Value.Dimensions.Length == 2)
            .Select(output => output.Key)];
        return fitting is [var only] ? only : throw new ModelFormatException(
            file, "outputs", Describe(outputs),
            "one float32 output of shape [images, classes]; name it with --output, or as \"output\" in the side file");
    }

    private static string RequireScores(string file, string name, NodeMetadata output) => IsScores(output)
        ? name
        : throw new ModelFormatException(file, $"output {name}", $"{TypeName(output)} {Shape(output)}", "float32 [images, classes]");

    // No axes at all stands for a shape that the file leaves open: the first batch shows it. So it does for axes beyond the classes'.
    private static bool IsScores(NodeMetadata output) => output.IsTensor
        && output.ElementDataType is TensorElementType.Float or TensorElementType.Double or TensorElementType.Float16
        && output.Dimensions.Skip(2).All(side => side is 1 or <= 0);

    private static string Describe(IReadOnlyDictionary<string, NodeMetadata> nodes) =>
        string.Join(", ", nodes.Select(node => Printable.Of($"{node.Key}: {TypeName(node.Value)} {Shape(node.Value)}")));

    private static string TypeName(NodeMetadata node) => !node.IsTensor
        ? $"a {node.OnnxValueType}"
        : node.ElementDataType switch
        {
            TensorElementType.Float => "float32",
            TensorElementType.Double => "float64",
            var type => $"{type}".ToLowerInvariant(),
        };

    private static string Shape(int[] sizes) => $"[{string.Join(", ", sizes.Select(size => size > 0 ? $"{size}" : "?"))}]";

    private static string Shape(NodeMetadata node) => !node.IsTensor ? "" : "[" + string.Join(", ", node.Dimensions.Select(
        (size, axis) =>
            size > 0 ? $"{size}" : node.SymbolicDimensions.ElementAtOrDefault(axis) is { Length: > 0 } symbol ? symbol : "?")) + "]";
}
