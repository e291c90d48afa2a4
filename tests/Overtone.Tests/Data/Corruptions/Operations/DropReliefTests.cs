using Overtone.Data.Corruptions;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Tests.Data.Corruptions.Operations;

/// <summary>
/// The relief of drops against OpenCV 4.6: Canny, distanceTransform (5×5), blur, a cast to bytes, equalizeHist, filter2D and blur of bytes.
/// </summary>
public class DropReliefTests
{
    private const int Height = 12, Width = 14;

    private static readonly float[] OpenCv =
    [
        21, 21, 0, 0, 21, 49, 119, 119, 91, 21, 0, 28, 49, 78,
        21, 21, 28, 57, 98, 98, 119, 98, 70, 21, 0, 28, 49, 78,
        0, 28, 85, 142, 155, 98, 63, 21, 21, 0, 28, 57, 85, 85,
        0, 57, 142, 219, 204, 119, 42, 0, 0, 0, 57, 113, 170, 170,
        21, 98, 155, 204, 148, 70, 21, 0, 0, 0, 78, 163, 219, 227,
        49, 98, 98, 119, 70, 21, 0, 0, 0, 0, 49, 106, 134, 142,
        127, 151, 123, 127, 98, 49, 21, 0, 0, 0, 21, 49, 49, 57,
        191, 195, 166, 170, 163, 106, 49, 0, 0, 0, 0, 0, 0, 0,
        247, 251, 251, 255, 247, 187, 130, 81, 85, 85, 85, 85, 85, 85,
        255, 255, 255, 255, 255, 219, 191, 162, 170, 170, 170, 170, 170, 170,
        254, 254, 247, 237, 230, 215, 207, 207, 222, 233, 233, 233, 233, 233,
        254, 254, 247, 237, 230, 215, 207, 207, 222, 233, 233, 233, 233, 233,
    ];

    [Fact]
    public void Three_drops_have_the_relief_that_OpenCV_gives_them()
    {
        var relief = new float[Height * Width];
        DropRelief.Make(Drops(), Height, Width, 1, toBytes: true, relief, new CorruptionWorkspace());
        Assert.Equal(OpenCv, relief);
    }

    [Fact]
    public void Without_rounding_the_relief_lies_within_half_a_level_of_it()
    {
        var relief = new float[Height * Width];
        DropRelief.Make(Drops(), Height, Width, 1, toBytes: false, relief, new CorruptionWorkspace());
        Assert.All(relief.Zip(OpenCv), pair => Assert.InRange(pair.First - pair.Second, -0.5f, 0.5f));
        Assert.Contains(relief, value => value != MathF.Round(value));
    }

    // A disk and two rectangles.
    private static float[] Drops() =>
    [
        .. from y in Enumerable.Range(0, Height)
           from x in Enumerable.Range(0, Width)
           select y is 2 or 3 && x is >= 10 and < 13 ? 220f
               : y is >= 7 and < 10 && x is >= 8 and < 13 ? 180
               : (y - 4) * (y - 4) + (x - 4) * (x - 4) <= 9 ? 200 : 0,
    ];
}
