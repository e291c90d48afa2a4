using System.Buffers.Binary;
using System.IO.Compression;

namespace Overtone.Models;

/// <summary>
/// Tells model files apart by their first bytes, and by the names inside when they are archives. File names decide nothing.
/// Only zip archives tell a TorchScript file from a pickle of weights: the former has a folder <c>code</c> beside <c>data.pkl</c>.
/// </summary>
internal static class ModelFileProbe
{
    private const byte PickleProtocol = 0x80;

    /// <exception cref="ModelFormatException">Nothing is there, or it cannot be read.</exception>
    internal static ModelFileKind KindOf(string path)
    {
        if (Directory.Exists(path))
            return File.Exists(Path.Combine(path, "saved_model.pb")) ? ModelFileKind.TensorFlowSavedModel : ModelFileKind.Folder;
        if (!File.Exists(path))
            throw new ModelFormatException(path, "file", "none", "an ONNX or TorchScript file");
        try
        {
            using FileStream stream = File.OpenRead(path);
            return KindOf(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFormatException(path, "file", $"\"{error.Message}\"", "a readable ONNX or TorchScript file", error);
        }
    }

    private static ModelFileKind KindOf(FileStream stream)
    {
        byte[] buffer = new byte[16];
        Span<byte> start = buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        if (start.IsEmpty)
            return ModelFileKind.Empty;
        if (start.StartsWith("PK"u8))
            return KindOfZip(stream);
        if (start.StartsWith<byte>([0x89, .. "HDF"u8]))
            return ModelFileKind.Hdf5;
        if (start.StartsWith("GGUF"u8))
            return ModelFileKind.Gguf;
        if (start.StartsWith<byte>([0x93, .. "NUMPY"u8]))
            return ModelFileKind.NumpyArrays;
        if (start.Length >= 8 && start[4..].StartsWith("TFL3"u8))
            return ModelFileKind.TensorFlowLite;
        if (start.Length >= 8 && start[4..].StartsWith("ORTM"u8))
            return ModelFileKind.OnnxRuntimeFormat;
        if (start.Length >= 10 && start[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) < (ulong)stream.Length)
            return ModelFileKind.Safetensors;
        if (start.Length >= 2 && start[0] == PickleProtocol && start[1] is >= 1 and <= 5)
            return start.Length >= 4 && start[2..].StartsWith<byte>([0x8a, 0x0a]) ? ModelFileKind.TorchPickle : ModelFileKind.Pickle;
        return OnnxProtobuf.Check(stream) switch
        {
            OnnxProtobuf.Extent.Whole => ModelFileKind.Onnx,
            OnnxProtobuf.Extent.Truncated => ModelFileKind.TruncatedOnnx,
            _ => ModelFileKind.Unknown,
        };
    }

    private static ModelFileKind KindOfZip(FileStream stream)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            string[] names = [.. archive.Entries.Select(entry => entry.FullName)];
            bool Holds(string name) => names.Any(path => path == name || path.EndsWith("/" + name, StringComparison.Ordinal));
            if (names.Any(path => path.EndsWith(".pt2", StringComparison.Ordinal)) || Holds("archive_format"))
                return ModelFileKind.TorchExportedProgram;
            if (Holds("data.pkl"))
                return names.Any(path => path.Split('/').Contains("code")) ? ModelFileKind.TorchScript : ModelFileKind.TorchPickle;
            if (Holds("model.weights.h5"))
                return ModelFileKind.KerasArchive;
            return names.Any(path => path.EndsWith(".npy", StringComparison.Ordinal)) ? ModelFileKind.NumpyArrays : ModelFileKind.OtherZip;
        }
        catch (InvalidDataException)
        {
            return ModelFileKind.DamagedZip;
        }
    }
}
