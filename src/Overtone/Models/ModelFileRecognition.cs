using System.Buffers.Binary;
using System.IO.Compression;
using Overtone.Files;
using Overtone.Models.Onnx;

namespace Overtone.Models;

/// <summary>
/// Tells model files apart by their first bytes, and by the names inside when they are archives. File names decide nothing.
/// Only zip archives tell a TorchScript file from a pickle of weights: the former has a folder <c>code</c> beside <c>data.pkl</c>.
/// </summary>
internal static class ModelFileRecognition
{
    private const byte PickleProtocol = 0x80;

    /// <exception cref="ModelFormatException">
    /// Nothing is there, it is a pipe or a device, it cannot be read, or it is an ONNX file that wants weights from outside its folder.
    /// </exception>
    internal static ModelFileKind KindOf(string path)
    {
        if (Directory.Exists(path))
            return File.Exists(Path.Combine(path, "saved_model.pb")) ? ModelFileKind.TensorFlowSavedModel : ModelFileKind.Folder;
        // What depends on a model depends on its side file, which is looked at next.
        if (File.Exists(InputSpecFile.PathFor(path)))
            ModelFile.RequireRegular(InputSpecFile.PathFor(path), "a JSON file");
        using FileStream stream = ModelFile.Open(path, "an ONNX or TorchScript file");
        return ModelFile.Guard(path, "a readable ONNX or TorchScript file", () =>
        {
            ModelFileKind kind = KindOf(stream);
            return kind != ModelFileKind.Onnx ? kind : ModelFile.Guard(path, "an intact ONNX file", () =>
            {
                OnnxExternalData.Require(path, stream);
                return kind;
            });
        });
    }

    private static ModelFileKind KindOf(FileStream stream)
    {
        byte[] buffer = new byte[StandIn.Length];
        Span<byte> start = buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        if (start.IsEmpty)
            return ModelFileKind.Empty;
        if (StandIn.Of(start) is not null)
            return ModelFileKind.StandIn;
        if (start.StartsWith("PK"u8))
            return KindOfZip(stream);
        if (start.StartsWith<byte>([0x89, .. "HDF"u8]))
            return ModelFileKind.Hdf5;
        if (start.StartsWith("GGUF"u8))
            return ModelFileKind.Gguf;
        if (start.StartsWith<byte>([0x93, .. "NUMPY"u8]))
            return ModelFileKind.NumpyArrays;
        // The latter begins what the converter packs.
        if ((start.Length >= 8 && start[4..].StartsWith("TFL3"u8)) || start.StartsWith("LITERT"u8))
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
        catch (Exception error) when (error is not (OutOfMemoryException or UnauthorizedAccessException))
        {
            return ModelFileKind.DamagedZip;
        }
    }
}
