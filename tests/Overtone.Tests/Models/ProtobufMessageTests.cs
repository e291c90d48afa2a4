using Google.Protobuf;
using Overtone.Models;

namespace Overtone.Tests.Models;

public class ProtobufMessageTests
{
    [Fact]
    public void Its_bytes_are_those_that_Google_s_library_writes()
    {
        long[] numbers = [0, 1, 127, 128, 300, int.MaxValue, long.MaxValue, -1, long.MinValue];
        var message = new ProtobufMessage().AddAll(numbers, (m, number) => m.Add(1, number)).Add(2, 0.1f).Add(300, "dé").Add(
            16, new ProtobufMessage().Add(1, new byte[200]).Add(2, new ProtobufMessage()));
        byte[] expected = Written(output =>
        {
            foreach (long number in numbers)
            {
                output.WriteTag(1, WireFormat.WireType.Varint);
                output.WriteInt64(number);
            }

            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat(0.1f);
            output.WriteTag(300, WireFormat.WireType.LengthDelimited);
            output.WriteString("dé");
            output.WriteTag(16, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(Written(inside =>
            {
                inside.WriteTag(1, WireFormat.WireType.LengthDelimited);
                inside.WriteBytes(ByteString.CopyFrom(new byte[200]));
                inside.WriteTag(2, WireFormat.WireType.LengthDelimited);
                inside.WriteBytes(ByteString.Empty);
            })));
        });
        Assert.Equal(expected, message.ToArray());
        Assert.Equal(expected.Length, message.Length);
    }

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
