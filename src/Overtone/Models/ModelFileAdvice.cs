using System.Text;
using Overtone.Files;

namespace Overtone.Models;

/// <summary>What to tell someone whose file is of a kind that Overtone does not open.</summary>
internal static class ModelFileAdvice
{
    private const string FromPickle =
        "ONNX or TorchScript, which hold the network with its weights. In Python, with the network built and its weights loaded:\n"
        + "    model.eval()\n"
        + "    torch.onnx.export(model, torch.zeros(1, 3, 224, 224), \"model.onnx\",   # with your image size\n"
        + "        input_names=[\"images\"], output_names=[\"logits\"], dynamic_axes={\"images\": {0: \"n\"}, \"logits\": {0: \"n\"}})";

    private const string FromTensorFlow =
        "ONNX. In a shell: pip install tf2onnx; python -m tf2onnx.convert --saved-model FOLDER --output model.onnx";

    private const string FromKeras =
        "ONNX. In Python: model.export(\"folder\"), then in a shell: python -m tf2onnx.convert --saved-model folder --output model.onnx";

    private const string Either = "an ONNX or TorchScript file";

    private const int MostBytes = 8, MostText = 40;

    /// <summary>The fault of a file of a kind that cannot be opened.</summary>
    internal static ModelFormatException Refuse(string path, ModelFileKind kind)
    {
        (string found, string expected) = kind switch
        {
            ModelFileKind.TruncatedOnnx =>
                ($"an ONNX file that ends early, after {new FileInfo(path).Length} bytes", "a whole file; copy it again"),
            ModelFileKind.TorchPickle =>
                ("a PyTorch pickle (torch.save: a state_dict, or a whole Python object), which is not TorchScript", FromPickle),
            ModelFileKind.Pickle => ("a Python pickle, which only Python can open", FromPickle),
            ModelFileKind.TorchExportedProgram => ("a torch.export program (.pt2)", FromPickle),
            ModelFileKind.Safetensors => ("safetensors, which hold weights without a network", FromPickle),
            ModelFileKind.TensorFlowSavedModel => ("a TensorFlow SavedModel", FromTensorFlow),
            ModelFileKind.TensorFlowLite =>
                ("a TensorFlow Lite model",
                    "ONNX. In a shell: pip install tf2onnx; python -m tf2onnx.convert --tflite FILE --output model.onnx"),
            ModelFileKind.KerasArchive => ("a Keras model (.keras)", FromKeras),
            ModelFileKind.Hdf5 => ("an HDF5 file, perhaps a Keras model (.h5)", FromKeras),
            ModelFileKind.Gguf => ("a GGUF language model", "an image classifier as ONNX or TorchScript"),
            ModelFileKind.OnnxRuntimeFormat => ("a model in ONNX Runtime's own format (.ort)", "the ONNX file it was made from"),
            ModelFileKind.NumpyArrays => ("NumPy arrays", $"{Either}; arrays are data"),
            ModelFileKind.DamagedZip => ("a zip archive that is damaged or ends early", $"a whole TorchScript file; copy it again"),
            ModelFileKind.OtherZip => ("a zip archive without a model that Overtone recognises", Either),
            ModelFileKind.Folder => ("a folder without a model in it", Either),
            ModelFileKind.Empty => ("an empty file", Either),
            ModelFileKind.StandIn when StandIn.Of(Start(path, StandIn.Length)) is { } other => other,
            _ => (
                $"a file that begins with {Beginning(Start(path, MostText))}, which is not a kind of model that Overtone recognises",
                Either),
        };
        return new ModelFormatException(path, "kind of file", found, expected);
    }

    private static byte[] Start(string path, int length)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] start = new byte[length];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    // Text says what it is; anything else is shown as numbers.
    private static string Beginning(byte[] start)
    {
        const char NoLetter = '\uFFFD';
        string text = Encoding.UTF8.GetString(start);
        // The last letter may be cut in two.
        text = text.EndsWith(NoLetter) ? text[..^1] : text;
        return !string.IsNullOrWhiteSpace(text) && text.All(letter => letter != NoLetter && !IsControl(letter))
            ? $"the text \"{string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}\""
            : $"the bytes {Convert.ToHexStringLower(start.AsSpan(0, Math.Min(start.Length, MostBytes)))}";
    }

    private static bool IsControl(char letter) => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n');
}
