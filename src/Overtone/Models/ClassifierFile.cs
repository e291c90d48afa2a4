using Overtone.Models.Onnx;

namespace Overtone.Models;

/// <summary>
/// Opens the model file of any kind that Overtone knows; the content decides the kind, not the name.
/// Source: ONNX and TorchScript.
/// </summary>
public static class ClassifierFile
{
    /// <summary>Opens a model.</summary>
    /// <param name="path">An ONNX or TorchScript file.</param>
    /// <param name="spec">
    /// How it wants its images; if not given, what its side file says (<see cref="InputSpecFile"/>), else pixels as they are.
    /// </param>
    /// <param name="options">How to compute.</param>
    /// <returns>
    /// A classifier that the caller disposes. TorchScript gives an <see cref="IDifferentiableClassifier"/>, and so does ONNX unless
    /// <see cref="GradientFault"/> says otherwise.
    /// </returns>
    /// <exception cref="ModelFormatException">
    /// The file is missing, damaged or of another kind (the message says how to convert it), its side file has a fault, or it is no image
    /// classifier.
    /// </exception>
    public static IClassifier Open(string path, InputSpec? spec = null, ClassifierOptions? options = null)
    {
        ModelFileKind kind = ModelFileRecognition.KindOf(path);
        return kind switch
        {
            ModelFileKind.Onnx when options is { NumberType: NumberType.Bfloat16, Layer: null } =>
                OnnxClassifier.OpenAsModule(path, spec ?? InputSpecFile.ReadFor(path), options),
            ModelFileKind.Onnx => OnnxClassifier.Open(path, spec ?? InputSpecFile.ReadFor(path), options),
            ModelFileKind.TorchScript => TorchScriptClassifier.Open(path, spec ?? InputSpecFile.ReadFor(path), options),
            _ => throw ModelFileAdvice.Refuse(path, kind),
        };
    }

    /// <summary>
    /// Tries a model in a process of its own: opens it, computes grey images and, where it can, a gradient. Where libtorch or ONNX Runtime
    /// would end this program or fill its memory, only that process ends. What has passed can be opened here.
    /// </summary>
    /// <param name="path">An ONNX or TorchScript file.</param>
    /// <param name="spec">How it wants its images, as for <see cref="Open"/>.</param>
    /// <param name="options">How to compute, as for <see cref="Open"/>.</param>
    /// <param name="limits">What it may take.</param>
    /// <param name="cancellation">Ends that process.</param>
    /// <returns>What the model is, and whether it gives gradients.</returns>
    /// <exception cref="ModelFormatException">
    /// What <see cref="Open"/> would throw; or the process was ended by a native library, or took more memory or time than it may.
    /// </exception>
    /// <exception cref="NotSupportedException">This program came as one file, or with a runtime of its own: it cannot start the
    /// library.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ProbeResult Probe(
        string path,
        InputSpec? spec = null,
        ClassifierOptions? options = null,
        ProbeLimits? limits = null,
        CancellationToken cancellation = default) =>
        ModelProbe.Run(ProbeRequest.Of(path, spec, options ?? new ClassifierOptions()), limits ?? new ProbeLimits(), cancellation);

    /// <summary>
    /// Why the classifier of a file will not be an <see cref="IDifferentiableClassifier"/>, told without loading it: the first node of an
    /// ONNX graph that libtorch cannot compute. Null if it will be one.
    /// </summary>
    /// <param name="path">The model file.</param>
    /// <param name="output">The output that it is asked for; any if not given.</param>
    /// <exception cref="ModelFormatException">The file is missing, damaged or of another kind.</exception>
    public static string? GradientFault(string path, string? output = null) =>
        ModelFileRecognition.KindOf(path) == ModelFileKind.Onnx ? OnnxModule.FaultOf(path, output) : null;

    /// <summary>Whether a file is TorchScript, told without loading it.</summary>
    /// <param name="path">The model file.</param>
    public static bool IsTorchScript(string path) => ModelFileRecognition.KindOf(path) == ModelFileKind.TorchScript;

    /// <summary>
    /// All files that a model's answers depend on: itself, files that hold its weights, and its side file where there is one.
    /// </summary>
    /// <param name="path">An ONNX or TorchScript file.</param>
    /// <exception cref="ModelFormatException">
    /// The file is missing, damaged or of another kind, or a file with its weights is missing.
    /// </exception>
    public static IReadOnlyList<string> FilesOf(string path)
    {
        ModelFileKind kind = ModelFileRecognition.KindOf(path);
        if (kind is not (ModelFileKind.Onnx or ModelFileKind.TorchScript))
            throw ModelFileAdvice.Refuse(path, kind);
        List<string> files = [path];
        if (kind == ModelFileKind.Onnx)
        {
            using FileStream stream = File.OpenRead(path);
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            files.AddRange(OnnxProtobuf.ExternalFiles(stream).Select(name => Path.Combine(folder, name)));
        }

        files.Add(InputSpecFile.PathFor(path));
        return [.. files.Where(File.Exists)];
    }
}
