using Google.Protobuf;

namespace Overtone.Tests.Models;

/// <summary>ONNX files written field by field.</summary>
internal static class SampleOnnx
{
    private const int IrVersion = 1, Graph = 7, Initialiser = 5, ExternalData = 13, Key = 1, Value = 2;

    /// <summary>A model without nodes, one initialiser per named file.</summary>
    internal static byte[] WithExternalWeights(params string[] files) => Message(model =>
    {
        model.WriteTag(IrVersion, WireFormat.WireType.Varint);
        model.WriteInt64(8);
        Write(model, Graph, Message(graph =>
        {
            foreach (var file in files)
            {
                Write(graph, Initialiser, Message(tensor =>
                {
                    Write(tensor, ExternalData, Entry("offset", "0"));
                    Write(tensor, ExternalData, Entry("location", file));
                }));
            }
        }));
    });

    private static byte[] Entry(string key, string value) => Message(entry =>
    {
        Write(entry, Key, System.Text.Encoding.UTF8.GetBytes(key));
        Write(entry, Value, System.Text.Encoding.UTF8.GetBytes(value));
    });

    private static void Write(CodedOutputStream output, int field, byte[] content)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
