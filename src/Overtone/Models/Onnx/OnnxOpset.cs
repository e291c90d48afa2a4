namespace Overtone.Models.Onnx;

/// <summary>The version of ONNX's operators that a model is written in, where ONNX Runtime fails because it is too old.</summary>
internal static class OnnxOpset
{
    // The first for which ONNX Runtime has all operators; of older ones it computes some.
    private const long Oldest = 7;

    /// <summary>Refuses a model that ONNX Runtime could not load if its operators are older than what that promises to compute.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="error">What ONNX Runtime said of it.</param>
    /// <exception cref="ModelFormatException">They are; the message says how to convert the model.</exception>
    internal static void RequireRecent(string file, Exception error)
    {
        if (Of(file) is not (< Oldest and var opset))
            return;
        throw new ModelFormatException(
            file, "opset", $"{opset} (\"{NativeMessage.Of(error)}\")",
            $"{Oldest} or later. In Python: import onnx, onnx.version_converter; "
                + $"onnx.save(onnx.version_converter.convert_version(onnx.load(\"{Path.GetFileName(file)}\"), 13), \"converted.onnx\")",
            error);
    }

    // Of a damaged file, ONNX Runtime's own words say more than that its version is unknown.
    private static long? Of(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return OnnxProtobuf.Opset(stream);
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }
}
