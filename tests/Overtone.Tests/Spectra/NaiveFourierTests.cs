using System.Numerics;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

/// <summary>The reference transforms against libtorch's, which share no code with them.</summary>
public class NaiveFourierTests
{
    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(6, 3)]
    public void The_reference_of_two_dimensions_is_libtorchs_transform(int height, int width)
    {
        using var scope = NewDisposeScope();
        var image = Draw.Normal(1, height, width);
        var pixels = new double[height, width];
        Buffer.BlockCopy(image.Numbers(), 0, pixels, 0, height * width * sizeof(double));
        var fast = fft.fft2(image);
        var slow = NaiveFourier.Transform(pixels);

        for (var u = 0; u < height; u++)
        {
            for (var v = 0; v < width; v++)
            {
                Assert.InRange(Complex.Abs(slow[u, v] - fast[u, v].item<Complex>()), 0, 1e-12);
            }
        }
    }
}
