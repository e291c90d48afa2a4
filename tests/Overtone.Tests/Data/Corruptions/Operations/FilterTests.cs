using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Tests.Data.Corruptions.Operations;

/// <summary>Filters against sums written out.</summary>
public class FilterTests
{
    private static readonly ImageShape Shape = new(2, 7, 9);

    [Theory]
    [InlineData("Nearest")]
    [InlineData("Mirror")]
    [InlineData("Reflect")]
    public void A_correlation_is_the_sum_of_weighted_neighbours(string name)
    {
        var border = Enum.Parse<Border>(name);
        var image = CorruptionSamples.Picture(Shape);
        FilterTap[] taps = [new(-2, 1, 0.5f), new(0, 0, 0.25f), new(3, -4, -0.75f)];
        var result = new float[image.Length];
        var workspace = new CorruptionWorkspace();
        new PaddedImage(image, Shape, 3, 4, border, workspace).Correlate(taps, result, workspace);
        for (var index = 0; index < image.Length; index++)
        {
            int channel = index / 63, y = index / 9 % 7, x = index % 9;
            var expected = taps.Sum(tap =>
                tap.Weight * image[channel * 63 + border.Inside(y + tap.Down, 7) * 9 + border.Inside(x + tap.Across, 9)]);
            Assert.Equal(expected, result[index], 1e-6f);
        }
    }

    [Fact]
    public void A_blur_wider_than_the_image_is_still_a_mean()
    {
        var image = CorruptionSamples.Picture(Shape);
        var result = new float[image.Length];
        Smoothing.Blur(image, Shape, 20, Border.Reflect, result, new CorruptionWorkspace());
        Assert.Equal(image.Take(63).Average(), result[30], 0.01f);
    }

    [Fact]
    public void An_enlargement_by_1_is_the_image_and_larger_ones_show_its_middle()
    {
        ImageShape shape = new(1, 9, 9);
        var image = CorruptionSamples.Picture(shape);
        var same = new float[81];
        Enlargement.Add(image, shape, 1, same, new CorruptionWorkspace());
        Assert.Equal(image, same);

        // A part of 5 pixels becomes 10: places 0, 4/9, 8/9, ... of which the last is left out.
        var large = new float[81];
        Enlargement.Add(image, shape, 2, large, new CorruptionWorkspace());
        Assert.Equal(image[2 * 9 + 2], large[0], 1e-6f);
        Assert.Equal(image[2 * 9 + 2] + 4f / 9 * (image[2 * 9 + 3] - image[2 * 9 + 2]), large[1], 1e-6f);
    }

    [Fact]
    public void Edges_of_a_square_are_its_outline_and_distances_count_from_there()
    {
        const int Side = 20;
        float[] square =

            [
                .. Enumerable
                    .Range(0, Side * Side)
                    .Select(index => index / Side is >= 6 and < 14 && index % Side is >= 6 and < 14 ? 255f : 0),
            ],
            edges = new float[Side * Side];
        EdgeMap.Find(square, Side, Side, 50, 150, edges, new CorruptionWorkspace());
        Assert.InRange(edges.Sum(), 24, 40);
        Assert.All(
            Enumerable.Range(0, Side * Side).Where(index => edges[index] > 0),
            index =>
                Assert.True(
                    index / Side is >= 5 and <= 14
                        && index % Side is >= 5 and <= 14
                        && !(index / Side is >= 8 and < 12 && index % Side is >= 8 and < 12)));
        var isEdge = Array.ConvertAll(edges, edge => edge > 0);
        EdgeDistance.Measure(edges, Side, Side, 20);
        for (var index = 0; index < edges.Length; index++)
        {
            var nearest = Enumerable
                .Range(0, edges.Length)
                .Where(other => isEdge[other])
                .Min(other => Math.Sqrt(Math.Pow(other / Side - index / Side, 2) + Math.Pow(other % Side - index % Side, 2)));
            Assert.InRange(edges[index], nearest * 0.97, nearest * 1.03);
        }
    }

    [Fact]
    public void Equalised_levels_spread_from_0_to_255()
    {
        float[] image = [3, 3, 4, 7];
        LevelEqualisation.Apply(image);
        Assert.Equal([0, 0, 128, 255], image);
        float[] flat = [9, 9];
        LevelEqualisation.Apply(flat);
        Assert.Equal([9, 9], flat);
    }
}
