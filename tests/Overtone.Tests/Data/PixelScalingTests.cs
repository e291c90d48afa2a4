using Overtone.Data;

namespace Overtone.Tests.Data;

public class PixelScalingTests
{
    // Lengths with and without whole vectors, and with every remainder of one.
    public static TheoryData<int> Lengths => [0, 1, 31, 32, 33, 63, 95, 256, 301];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_byte_becomes_its_quotient_to_the_last_bit(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(n => (byte)(n * 37))];
        float[] pixels = new float[length + 1];
        pixels[length] = -1;
        foreach (float maximum in new[] { 255f, 16f })
        {
            PixelScaling.ToUnit(bytes, maximum, pixels);
            for (int n = 0; n < length; n++)
                Assert.Equal(bytes[n] / maximum, pixels[n]);
        }

        Assert.Equal(-1, pixels[length]);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Bytes_come_back_and_what_lies_between_goes_to_the_nearest(int length)
    {
        var random = new Random(length);
        float[] pixels = [.. Enumerable.Range(0, length).Select(n => n % 3 == 0 ? (byte)n / 255f : random.NextSingle())];
        byte[] bytes = new byte[length + 1];
        bytes[length] = 77;
        PixelScaling.ToBytes(pixels, bytes);
        for (int n = 0; n < length; n++)
        {
            if (n % 3 == 0)
                Assert.Equal((byte)n, bytes[n]);
            Assert.InRange(Math.Abs((pixels[n] * 255.0) - bytes[n]), 0, 0.5 + 1e-4);
        }

        Assert.Equal(77, bytes[length]);
    }
}
