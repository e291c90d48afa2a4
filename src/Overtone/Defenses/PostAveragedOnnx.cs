using Overtone.Files;
using Overtone.Models;
using Overtone.Models.Onnx;
using Overtone.Models.Onnx.Writing;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Overtone.Defenses;

/// <summary>
/// Writes an ONNX model with frozen post-averaging around it: one file, which any ONNX runtime computes as the defended classifier does.
/// Input and output have the model's own names, and the input is what the model takes: where it has a side file, a copy of that goes beside
/// the new one. The points of all images go through the model as one batch, so that memory is that of images times points.
/// Source: ONNX's operator specifications, opsets 9 to 25.
/// </summary>
public static class PostAveragedOnnx
{
    // Reshape, Add and LogSoftmax read as they do here from 9 on; the axes of reductions became an input in 18.
    private const long FirstOpset = 9, AxesAreInputs = 18;

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file; it appears under its name only when complete, and replaces a file that is there.</param>
    /// <param name="model">The ONNX model.</param>
    /// <param name="defense">Frozen, of one setting, averaging softmax or logits.</param>
    /// <param name="spec">How the model wants its images; what its side file says if not given.</param>
    /// <param name="images">The size of images, where neither the model nor its description says it.</param>
    /// <param name="outputs">
    /// What the model's outputs are: logits, or probabilities, whose average is written as it is, so that the new outputs are probabilities
    /// too. That is an average of softmax.
    /// </param>
    /// <exception cref="ArgumentException">The defence cannot be written; the message says why.</exception>
    /// <exception cref="ModelFormatException">
    /// The model cannot be surrounded: it takes batches of one size only, images that are not float32, or has its weights in other files.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, string model, PostAveraging defense, InputSpec? spec = null, InputSize? images = null,
        OutputKind outputs = OutputKind.Logits)
    {
        ArgumentNullException.ThrowIfNull(defense);
        RequireWritable(defense, outputs);
        spec ??= InputSpecFile.ReadFor(model);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using OnnxClassifier classifier = OnnxClassifier.Open(model, spec, new ClassifierOptions { DataSize = images });
        defense.Protect(classifier).Dispose();
        using FileStream stream = File.OpenRead(model);
        RequireSurroundable(model, classifier, stream);
        Tensor offsets = Offsets(classifier, defense, spec);
        // Probabilities are averaged as they are.
        bool isSoftmax = defense.Average == AveragedOutput.Softmax && outputs == OutputKind.Logits;
        ProtobufMessage written = ModelFile.Guard(model, "an intact ONNX file", () => Surround(stream, classifier, isSoftmax, offsets));
        if (written.Length > int.MaxValue)
            throw new ModelFormatException(model, "size", $"{written.Length:N0} bytes with the points", $"{int.MaxValue:N0} at most");
        using var file = new PartialFile(path);
        written.WriteTo(file.Content);
        file.Complete();
    }

    private static void RequireWritable(PostAveraging defense, OutputKind outputs)
    {
        static void Require(bool holds, string option, string found, string expected)
        {
            if (!holds)
                throw new ArgumentException($"{option} of post-averaging: found {found}, expected {expected}.", nameof(defense));
        }

        Require(defense.IsFrozen, nameof(defense.IsFrozen), "false", "true: a file holds the points as constants");
        Require(
            defense.Average != AveragedOutput.Vote, nameof(defense.Average), "Vote", "Softmax or Logits, which a file can be written of");
        Require(
            defense.Settings.Count == 1, nameof(defense.Settings), $"{defense.Settings.Count}",
            "one: the choice between several is not written");
        if (outputs is not (OutputKind.Logits or OutputKind.Probabilities))
        {
            throw new ArgumentException(
                $"Outputs of the model: found {outputs}, expected one logit or probability a class.", nameof(outputs));
        }

        if (outputs == OutputKind.Probabilities)
            Require(defense.Average == AveragedOutput.Softmax, nameof(defense.Average), "Logits", "Softmax for a model of probabilities");
    }

    private static void RequireSurroundable(string model, OnnxClassifier classifier, FileStream stream)
    {
        if (classifier.Description.IsBatchFixed)
        {
            throw new ModelFormatException(
                model, "batch size", $"{classifier.Description.BatchSize}, fixed",
                "a model that takes any number of images (exported with a dynamic batch): the points of all images are one batch");
        }

        if (classifier.Signature.Type != TensorElementType.Float || classifier.OutputType != TensorElementType.Float)
        {
            throw new ModelFormatException(
                model, "type", $"{classifier.Signature.Type} for the images, {classifier.OutputType} for the output", "float32 for both");
        }

        if (OnnxProtobuf.ExternalFiles(stream) is [var other, ..])
        {
            throw new ModelFormatException(
                model, "weights", $"some in {other}", "all in the model's own file, because what is written stands alone: "
                    + "onnx.save_model(model, file, save_as_external_data=False)");
        }

        if (OnnxProtobuf.Opset(stream) is var opset && opset is null or < FirstOpset)
            throw new ModelFormatException(model, "opset", $"{opset?.ToString() ?? "none"}", $"{FirstOpset} or later");
    }

    // In the units and the order of the model's input: normalisation is linear but for its offset, which points have already.
    private static Tensor Offsets(OnnxClassifier classifier, PostAveraging defense, InputSpec spec)
    {
        InputSize size = classifier.InputSize;
        InputSpec ofModel = classifier.Signature.Describe(spec);
        using var linear = new PixelNormalisation(
            ofModel with { Mean = [], Range = [0, ofModel.Range[1] - ofModel.Range[0]] }, size.Channels);
        using RandomDirections points = defense.Points(size);
        Tensor pixels = points.All().reshape(-1, size.Channels, size.Height, size.Width);
        return classifier.Signature.Form.Apply(linear.Apply(pixels)).contiguous();
    }

    private static ProtobufMessage Surround(FileStream stream, OnnxClassifier classifier, bool isSoftmax, Tensor offsets)
    {
        (string input, string output) = (classifier.Signature.Input, classifier.Signature.Output);
        IReadOnlyList<string> taken = OnnxProtobuf.NodeOutputs(stream);
        string prefix = "post_average";
        while (taken.Any(name => name.StartsWith($"{prefix}.", StringComparison.Ordinal)))
            prefix += "_";
        string Own(string name) => $"{prefix}.{name}";

        long points = offsets.shape[0], classes = classifier.ClassCount;
        List<ProtobufMessage> weights = [];
        string Weight(string name, Tensor value)
        {
            weights.Add(OnnxMessages.Weight(Own(name), value));
            return Own(name);
        }

        string Shape(string name, params long[] sides) => Weight(name, tensor(sides));
        ProtobufMessage Node(
            string operation, string name, string result, string[] inputs, params (string Name, object Value)[] attributes) =>
            OnnxMessages.Node(operation, Own(name), inputs, result, attributes);

        ProtobufMessage[] before =
        [
            Node("Reshape", "images", Own("images"), [input, Shape("images.shape", [-1, 1, .. offsets.shape[1..]])]),
            Node("Add", "around", Own("around"), [Own("images"), Weight("offsets", offsets)]),
            Node("Reshape", "points", Own("points"), [Own("around"), Shape("points.shape", [-1, .. offsets.shape[1..]])]),
        ];
        bool takesAxes = OnnxProtobuf.Opset(stream) >= AxesAreInputs;
        string scores = isSoftmax ? Own("logarithms") : Own("rows"), average = isSoftmax ? Own("sum") : output;
        string[] reduced = takesAxes ? [Own("grouped"), Shape("axes", 1)] : [Own("grouped")];
        (string, object)[] axes = takesAxes ? [("keepdims", 0L)] : [("axes", (long[])[1]), ("keepdims", 0L)];
        List<ProtobufMessage> after =
        [
            Node("Reshape", "rows", Own("rows"), [Own("outputs"), Shape("rows.shape", -1, classes)]),
        ];
        if (isSoftmax)
            after.Add(Node("LogSoftmax", "logarithms", scores, [Own("rows")], ("axis", 1L)));
        after.Add(Node("Reshape", "grouped", Own("grouped"), [scores, Shape("grouped.shape", -1, points, classes)]));
        after.Add(Node(isSoftmax ? "ReduceLogSumExp" : "ReduceMean", "average", average, reduced, axes));
        if (isSoftmax)
            after.Add(Node("Sub", "mean", output, [average, Weight("count", tensor((float)Math.Log(points)))]));
        return OnnxSurrounding.Model(
            stream, new Dictionary<string, string>(StringComparer.Ordinal) { [input] = Own("points"), [output] = Own("outputs") },
            before, after, weights, OnnxMessages.Value(output, "batch", classes));
    }
}
