using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Overtone.Models.Onnx;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Overtone.Models;

/// <summary>
/// A classifier from an ONNX file, computed by ONNX Runtime on the processor. ONNX Runtime reads the images where libtorch has them. Where
/// libtorch can compute every node (<see cref="OnnxModule"/>), it is an <see cref="IDifferentiableClassifier"/>, whose gradients and the
/// logits that come with them are libtorch's.
/// Source: ONNX, as ONNX Runtime loads it.
/// </summary>
/// <remarks>
/// Repeats give the same bits; the optimisation level of the graph changes the last digits, which is why it never changes here.
/// </remarks>
public class OnnxClassifier : Classifier
{
    private const int MostNames = 10;

    private readonly string _file;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions;
    private readonly OnnxSignature _signature;
    private readonly int _threads;

    private protected OnnxClassifier(
        string file, InferenceSession session, OnnxSignature signature, int threads, InputSpec spec, ClassifierOptions options)
        : base(file, signature.Describe(spec), signature.Size, options with { Device = null }, signature.FixedBatch)
    {
        (_file, _session, _signature, _threads) = (file, session, signature, threads);
        _runOptions = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    }

    /// <summary>The version of ONNX Runtime, told without loading it.</summary>
    public static string RuntimeVersion => typeof(InferenceSession).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <summary>What goes into the graph.</summary>
    internal OnnxSignature Signature => _signature;

    /// <summary>The type of the output's numbers.</summary>
    internal TensorElementType OutputType => _session.OutputMetadata[_signature.Output].ElementDataType;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The ONNX file; weights outside it lie beside it.</param>
    /// <param name="spec">How the model wants its images; pixels as they are if not given.</param>
    /// <param name="options">How to compute.</param>
    /// <returns>A classifier that the caller disposes.</returns>
    /// <exception cref="ModelFormatException">
    /// ONNX Runtime cannot load it, or is asked for bfloat16, which <see cref="ClassifierFile"/> has libtorch compute; it has not one input
    /// of float32 images; no output, or more than one, can be the logits; or nobody says the size of an image.
    /// </exception>
    public static OnnxClassifier Open(string file, InputSpec? spec = null, ClassifierOptions? options = null)
    {
        (spec, options) = (spec ?? InputSpec.Default, options ?? new ClassifierOptions());
        options.Validate();
        if (options.NumberType != NumberType.Float32)
        {
            throw new ModelFormatException(
                file, "number type", "bfloat16 for ONNX Runtime", "float32: it has no bfloat16 convolutions on the processor");
        }

        int threads = options.Threads ?? get_num_threads();
        if (options.Layer is not null)
            spec = spec with { ClassNames = [] };
        InferenceSession session = Load(file, options.Layer, threads);
        OnnxClassifier? classifier = null;
        try
        {
            OnnxSignature signature = OnnxSignature.Of(session, file, spec, options);
            using OnnxModel? structure = options.Layer is null ? OnnxModelReader.ReadStructure(file) : null;
            classifier = structure is not null && OnnxSupport.FaultOf(structure, signature.Output) is null
                ? new DifferentiableOnnxClassifier(
                    file, session, signature, threads, spec, options, OnnxSupport.Rounding(structure))
                : new OnnxClassifier(file, session, signature, threads, spec, options);
            classifier.Probe();
            return classifier;
        }
        catch
        {
            classifier?.Dispose();
            session.Dispose();
            throw;
        }
    }

    /// <summary>The same file computed by libtorch alone: in bfloat16 if the options say so.</summary>
    internal static OnnxModuleClassifier OpenAsModule(string file, InputSpec spec, ClassifierOptions options)
    {
        options.Validate();
        using InferenceSession session = Load(file, null, options.Threads ?? get_num_threads());
        var signature = OnnxSignature.Of(session, file, spec, options);
        return OnnxModuleClassifier.Open(file, signature, signature.Describe(spec), options);
    }

    /// <summary>
    /// The inner tensors of a file, one a node, with the node's operation (<c>Conv</c>, <c>Relu</c>), in the order of the graph.
    /// </summary>
    /// <param name="file">The ONNX file.</param>
    public static IReadOnlyList<(string Name, string Operation)> Layers(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return [.. OnnxProtobuf.Nodes(stream).Select(node => (node.Outputs[0], node.Operator))];
    }

    /// <summary>
    /// The inner tensors that are feature maps, in the order of the graph: what convolutions give and, where there is attention, what
    /// leaves the blocks of a transformer (the sums of two tensors that depend on the images).
    /// </summary>
    /// <param name="file">The ONNX file.</param>
    public static IReadOnlyList<string> FeatureMaps(string file) => OnnxGraph.Read(file).FeatureMaps();

    /// <summary>Those of <see cref="FeatureMaps"/> whose names are nearest to a name, ten at most.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="layer">The name.</param>
    public static IReadOnlyList<string> NearestFeatureMaps(string file, string layer) =>
        [.. FeatureMaps(file).OrderBy(name => EditDistance.Between(name, layer)).Take(MostNames)];

    /// <summary>Which convolution an inner tensor comes from, and where tokens that are no patches stand in it.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="layer">The name of a node's output.</param>
    /// <returns>Null for a tensor that depends on no convolution.</returns>
    public static PatchOrigin? PatchesOf(string file, string layer) => OnnxGraph.Read(file).PatchesOf(layer);

    /// <summary>Checks that a file has an inner tensor that <see cref="ClassifierOptions.Layer"/> can ask for.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="layer">The name of a node's output.</param>
    /// <exception cref="ModelFormatException">There is none of that name; the nearest ones are listed.</exception>
    public static void RequireLayer(string file, string layer) => OnnxLayer.Require(file, layer);

    /// <inheritdoc/>
    protected override bool MayWriteInput => false;

    /// <inheritdoc/>
    public override Tensor? FirstConvolution()
    {
        using FileStream stream = File.OpenRead(_file);
        return OnnxProtobuf.FirstConvolution(stream, FolderOf(_file)) is { Shape.Length: 4 } weights
            ? tensor(weights.Values, weights.Shape)
            : null;
    }

    /// <inheritdoc/>
    protected override unsafe Tensor Forward(Tensor input)
    {
        Tensor converted = _signature.Converted(_signature.Form.Apply(input));
        Span<byte> bytes = converted.bytes;
        fixed (byte* pixels = bytes)
        {
            using OrtValue value = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, _signature.Type, converted.shape, (nint)pixels, bytes.Length);
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_runOptions, [_signature.Input], [value],
                [_signature.Output]);
            return Numbers(outputs[0]);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Adaptations => _signature.Adaptations;

    private static Tensor Numbers(OrtValue output)
    {
        OrtTensorTypeAndShapeInfo info = output.GetTensorTypeAndShape();
        return info.ElementDataType switch
        {
            TensorElementType.Double => tensor(output.GetTensorDataAsSpan<double>().ToArray(), info.Shape),
            TensorElementType.Float16 => tensor(
                Array.ConvertAll(output.GetTensorDataAsSpan<Float16>().ToArray(), number => (float)number), info.Shape),
            _ => tensor(output.GetTensorDataAsSpan<float>().ToArray(), info.Shape),
        };
    }

    /// <inheritdoc/>
    protected override ClassifierDescription Describe(int batchSize, bool isBatchFixed) => new(
        "ONNX Runtime",
        OrtEnv.Instance().GetVersionString(),
        _file,
        _signature.Input,
        _signature.Output,
        "cpu",
        _threads,
        batchSize,
        isBatchFixed,
        "sequential, no spinning, deterministic, all graph optimisations");

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            _runOptions.Dispose();
            _session.Dispose();
        }

        base.Dispose(isDisposing);
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    private static InferenceSession Load(string file, string? layer, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.use_deterministic_compute", "1");
        // A layer's graph is changed in memory: files that hold weights are then looked for there.
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", FolderOf(file));
        // Weights from elsewhere are refused before ONNX Runtime reads them, also where nobody has asked for the kind of file before.
        _ = ModelFileRecognition.KindOf(file);
        try
        {
            return layer is null ? new InferenceSession(file, options) : new InferenceSession(OnnxLayer.Expose(file, layer), options);
        }
        catch (Exception error) when (error is OnnxRuntimeException or ExternalException)
        {
            OnnxOpset.RequireRecent(file, error);
            throw new ModelFormatException(file, "ONNX", $"\"{NativeMessage.Of(error)}\"", $"a graph that ONNX Runtime {RuntimeVersion} "
                + "can load", error);
        }
    }
}
