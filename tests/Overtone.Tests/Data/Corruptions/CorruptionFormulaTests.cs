using Overtone.Data;
using Overtone.Data.Corruptions;

namespace Overtone.Tests.Data.Corruptions;

/// <summary>Corruptions against closed forms.</summary>
public class CorruptionFormulaTests
{
    private const float Rounding = 2e-6f;
    private static readonly ImageShape Shape = new(3, 32, 32);
    private static readonly CorruptionSettings Corrected = new() { Mode = CorruptionMode.Corrected };

    [Theory]
    [InlineData(1, 0.75f)]
    [InlineData(3, 0.4f)]
    [InlineData(5, 0.15f)]
    public void Contrast_changes_an_image_by_its_own_deviation_from_the_mean(int severity, float factor)
    {
        var image = CorruptionSamples.Picture(Shape);
        var result = Apply("contrast", image, severity);
        for (var channel = 0; channel < 3; channel++)
        {
            var mean = image.Skip(channel * 1024).Take(1024).Average();
            for (var position = channel * 1024; position < (channel + 1) * 1024; position++)
            {
                Assert.Equal((factor - 1) * (image[position] - mean), result[position] - image[position], Rounding);
            }
        }
    }

    [Fact]
    public void Brightness_adds_to_the_value_and_keeps_hue_and_saturation()
    {
        var image = CorruptionSamples.Picture(Shape);
        (image[0], image[1024], image[2048]) = (0, 0, 0);
        var result = Apply("brightness", image, 3);
        for (var pixel = 0; pixel < 1024; pixel++)
        {
            var (hue, saturation, value) = Hsv(image, pixel);
            var (newHue, newSaturation, newValue) = Hsv(result, pixel);
            Assert.Equal(Math.Min(value + 0.15, 1), newValue, 1e-6);
            Assert.Equal(saturation, newSaturation, 1e-5);
            RequireSameHue(hue, newHue);
        }
    }

    [Fact]
    public void Brightness_of_a_grey_image_is_a_sum()
    {
        ImageShape grey = new(1, 32, 32);
        var image = CorruptionSamples.Picture(grey);
        var result = CorruptionSamples.Apply(CorruptionCatalog.Named("brightness"), image, grey, 2, settings: Corrected);
        Assert.All(image.Zip(result), pair => Assert.Equal(Math.Min(pair.First + 0.1f, 1), pair.Second, Rounding));
    }

    [Theory]
    [InlineData(1, 0.3, 0)]
    [InlineData(4, 2, 0.1)]
    public void Saturate_changes_the_saturation_and_keeps_hue_and_value(int severity, double factor, double added)
    {
        var image = CorruptionSamples.Picture(Shape);
        var result = Apply("saturate", image, severity);
        for (var pixel = 0; pixel < 1024; pixel++)
        {
            var (hue, saturation, value) = Hsv(image, pixel);
            var (newHue, newSaturation, newValue) = Hsv(result, pixel);
            Assert.Equal(value, newValue, 1e-6);
            Assert.Equal(saturation > 0 ? Math.Min(saturation * factor + added, 1) : 0, newSaturation, 1e-5);
            RequireSameHue(hue, newHue);
        }
    }

    [Fact]
    public void Grey_pixels_turn_reddish_in_the_faithful_mode_only()
    {
        float[] grey = [.. Enumerable.Repeat(0.6f, Shape.PixelCount)];
        Assert.Equal(grey, Apply("saturate", grey, 5));
        var faithful = CorruptionSamples.Apply(CorruptionCatalog.Named("saturate"), grey, Shape, 5);
        Assert.Equal((153 / 255f, 122 / 255f), (faithful[0], faithful[1024]));
    }

    [Fact]
    public void Coarse_pixels_of_a_constant_are_the_constant()
    {
        float[] constant = [.. Enumerable.Repeat(0.37f, Shape.PixelCount)];
        Assert.All(Apply("pixelate", constant, 5), value => Assert.Equal(0.37f, value, Rounding));
    }

    [Theory]
    [InlineData("gaussian_noise", 0.08, 1)]
    [InlineData("speckle_noise", 0.12, 0.5)]
    public void The_variance_of_the_noise_is_that_of_its_parameter(string name, double deviation, double factor)
    {
        var (mean, variance) = Moments(name, 0.5f);
        var expected = deviation * factor * deviation * factor;
        Assert.Equal(0.5, mean, 4 * Math.Sqrt(expected / Draws));
        Assert.Equal(1, variance / expected, 4 * Math.Sqrt(2.0 / Draws));
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.1f)]
    [InlineData(100 / 255f)]
    public void Photons_have_the_mean_and_the_variance_of_their_number(float brightness)
    {
        const double Photons = 100;
        var (mean, variance) = Moments("shot_noise", brightness);
        Assert.Equal(brightness, mean, 4 * Math.Sqrt(brightness / Photons / Draws));
        Assert.Equal(1, variance * Photons / brightness, 4 * Math.Sqrt((2 + 1 / (brightness * Photons)) / Draws));
    }

    [Fact]
    public void Impulses_are_as_many_as_said_half_of_them_white()
    {
        int white = 0, black = 0;
        for (var index = 0; index < Draws / Shape.PixelCount; index++)
        {
            var result = Apply("impulse_noise", [.. Enumerable.Repeat(0.5f, Shape.PixelCount)], 3, index);
            white += result.Count(value => value == 1);
            black += result.Count(value => value == 0);
        }

        Assert.Equal(0.015 * Draws, white, 4 * Math.Sqrt(0.015 * Draws));
        Assert.Equal(0.015 * Draws, black, 4 * Math.Sqrt(0.015 * Draws));
    }

    [Fact]
    public void Gaussian_blur_of_a_dot_is_the_bell()
    {
        var dot = new float[Shape.PixelCount];
        dot[16 * 32 + 16] = 1;
        var result = Apply("gaussian_blur", dot, 5);
        var sum = Enumerable.Range(-4, 9).Sum(x => Math.Exp(-x * x / 2.0));
        for (var y = -5; y <= 5; y++)
        {
            for (var x = -5; x <= 5; x++)
            {
                var expected = Math.Max(Math.Abs(x), Math.Abs(y)) > 4 ? 0 : Math.Exp(-(x * x + y * y) / 2.0) / sum / sum;
                Assert.Equal(expected, result[(16 + y) * 32 + 16 + x], 1e-6);
            }
        }
    }

    [Fact]
    public void Defocus_of_severity_5_is_the_mean_of_nine_pixels_but_for_its_smooth_edge()
    {
        var dot = new float[Shape.PixelCount];
        dot[16 * 32 + 16] = 1;
        var result = Apply("defocus_blur", dot, 5);
        Assert.Equal(1f / 9, result[16 * 32 + 16], 1e-6f);
        Assert.Equal(1f / 9, result[15 * 32 + 15], 1e-6f);
        Assert.Equal(1, result.Take(1024).Sum(), 1e-5f);
    }

    [Fact]
    public void Motion_blur_draws_a_dot_out_to_a_line_of_its_own_brightness()
    {
        var dot = new float[Shape.PixelCount];
        dot[16 * 32 + 16] = 1;
        var result = Apply("motion_blur", dot, 3);
        Assert.Equal(1, result.Take(1024).Sum(), 1e-5f);

        // Half a bell of deviation 2: its first weight, at the dot itself.
        var sum = Enumerable.Range(0, 13).Sum(step => Math.Exp(-step * step / 8.0));
        Assert.Equal(1 / sum, result[16 * 32 + 16], 1e-5);
        Assert.Equal(0, result[17 * 32 + 18]);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 12)]
    [InlineData(3, 16)]
    public void Zoom_blur_counts_the_published_number_of_enlargements(int severity, int steps)
    {
        // Of a slope, each enlargement takes its share: 0.01 more of the distance from the middle is lost with each.
        ImageShape shape = new(1, 1, 321);
        float[] slope = [.. Enumerable.Range(0, 321).Select(x => x / 320f)];
        var result = new float[slope.Length];
        Corruption zoom = CorruptionCatalog.Named("zoom_blur");
        zoom.Apply(slope, shape with { }, severity, 0, result, new CorruptionWorkspace());
        var expected = (1 + Enumerable.Range(0, steps).Sum(step => 1 / (1 + 0.01 * step))) / (steps + 1);
        var found = (result[320] - result[0]) / (slope[320] - slope[0]);
        Assert.Equal(expected, found, 0.006);
    }

    [Fact]
    public void Fog_brings_the_sum_back_to_the_images_own_maximum()
    {
        float[] flat = [.. Enumerable.Repeat(0.8f, Shape.PixelCount)];
        var result = Apply("fog", flat, 3);
        // Between no cloud and the whole cloud: 0.8·0.8 / (0.8 + 0.75) and 0.8.
        Assert.Equal(0.8f * 0.8f / 1.55f, result.Min(), 1e-5f);
        Assert.Equal(0.8f, result.Max(), 1e-5f);
        Assert.Equal(result[..1024], result[1024..2048]);
    }

    [Fact]
    public void Glass_only_moves_pixels_and_an_exchange_loses_none()
    {
        var image = CorruptionSamples.Picture(Shape);
        Assert.Equal(image.Order(), Apply("glass_blur", image, 1).Order());
        var faithful = CorruptionSamples.Apply(CorruptionCatalog.Named("glass_blur"), image, Shape, 1);
        Assert.NotEqual(image.Order(), faithful.Order());
        Assert.Empty(faithful.Except(image));
    }

    [Fact]
    public void Elastic_transform_of_severity_1_maps_a_slope_to_a_slope()
    {
        float[] slope = [.. Enumerable.Range(0, Shape.PixelCount).Select(position => position % 32 / 31f)];
        var result = Apply("elastic_transform", slope, 1);
        // Inside, the second differences of an affine map of a slope vanish.
        for (var x = 12; x < 20; x++)
        {
            Assert.Equal(0, result[16 * 32 + x - 1] + result[16 * 32 + x + 1] - 2 * result[16 * 32 + x], 1e-5f);
        }
    }

    [Fact]
    public void Mud_is_brown_and_covers()
    {
        float[] white = [.. Enumerable.Repeat(1f, Shape.PixelCount)];
        var result = Apply("spatter", white, 5);
        var darkest = Array.IndexOf(result[..1024], result[..1024].Min());
        Assert.Equal(63 / 255f, result[darkest], 0.16f);
        Assert.True(result[darkest] > result[1024 + darkest] && result[1024 + darkest] > result[2048 + darkest]);
        Assert.Contains(1f, result);
    }

    [Theory]
    [InlineData(1, 1.825)]
    [InlineData(2, 3.021)]
    [InlineData(3, 4.349)]
    [InlineData(4, 1.681)]
    [InlineData(5, 2.158)]
    public void Spatter_changes_a_black_image_as_much_as_the_published_steps_computed_with_OpenCV(int severity, double expected)
    {
        // Means over 1,000 draws there and 300 here: deviations between images are 0.3 of the mean, in mud 0.5.
        const int Images = 300;
        float[] black = new float[Shape.PixelCount];
        var spatter = CorruptionCatalog.Named("spatter");
        var mean = Enumerable.Range(0, Images)
            .Average(index => CorruptionSamples.Distance(black, CorruptionSamples.Apply(spatter, black, Shape, severity, index)));
        Assert.Equal(1, mean / expected, 0.1);
    }

    private const int Draws = 40 * 3072;

    private static float[] Apply(string name, float[] image, int severity, int index = 0) =>
        CorruptionSamples.Apply(CorruptionCatalog.Named(name), image, Shape, severity, index, Corrected);

    private static (double Mean, double Variance) Moments(string name, float brightness)
    {
        float[] flat = [.. Enumerable.Repeat(brightness, Shape.PixelCount)];
        double sum = 0, squares = 0;
        for (var index = 0; index < Draws / Shape.PixelCount; index++)
        {
            foreach (var value in Apply(name, flat, 3, index))
            {
                sum += value;
                squares += (value - brightness) * (double)(value - brightness);
            }
        }

        return (sum / Draws, squares / Draws);
    }

    // Hue in sixths of the circle; grey, or nearly so, has none.
    private static (double? Hue, double Saturation, double Value) Hsv(float[] image, int pixel)
    {
        double r = image[pixel], g = image[1024 + pixel], b = image[2048 + pixel];
        double value = Math.Max(Math.Max(r, g), b), span = value - Math.Min(Math.Min(r, g), b);
        double? hue = span < 0.02 ? null : value == r ? (g - b) / span : value == g ? 2 + (b - r) / span : 4 + (r - g) / span;
        return (hue, value > 0 ? span / value : 0, value);
    }

    private static void RequireSameHue(double? first, double? second)
    {
        if (first is { } one && second is { } other)
        {
            Assert.Equal(0, Math.IEEERemainder(one - other, 6), 1e-3);
        }
    }
}
