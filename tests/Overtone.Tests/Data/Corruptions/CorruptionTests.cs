using Overtone.Data;
using Overtone.Data.Corruptions;

namespace Overtone.Tests.Data.Corruptions;

/// <summary>What every corruption promises.</summary>
public class CorruptionTests
{
    private static readonly ImageShape Shape = new(3, 32, 32);

    /// <summary>Corruptions whose mean change does not grow from each severity to the next, as in the published set, and where.</summary>
    private static readonly Dictionary<string, int[]> NotGrowing = new()
    {
        // Blur of the first three, two rounds of exchange but less blur in the fourth, more blur in the fifth.
        ["glass_blur"] = [2, 3, 5],
        // Only the direction's draw differs much from 3 to 4: a longer trail of the same weights.
        ["motion_blur"] = [4],
        // The affine jitter, which changes most pixels, falls with severity.
        ["elastic_transform"] = [2, 3, 4, 5],
        // The share of the image left falls, and with it the sum of both.
        ["frost"] = [3, 4, 5],
        // From water to mud.
        ["spatter"] = [4],
        // From taking colour away to adding it.
        ["saturate"] = [3],
    };

    public static TheoryData<string> Names => [.. CorruptionCatalog.All.Select(corruption => corruption.Name)];

    [Fact]
    public void There_are_15_and_4_extras_with_the_published_names()
    {
        Assert.Equal(
            [
                "gaussian_noise",
                "shot_noise",
                "impulse_noise",
                "defocus_blur",
                "glass_blur",
                "motion_blur",
                "zoom_blur",
                "snow",
                "frost",
                "fog",
                "brightness", "contrast", "elastic_transform", "pixelate", "jpeg_compression",
            ],
            CorruptionCatalog.Benchmark.Select(corruption => corruption.Name));
        Assert.Equal(
            ["speckle_noise", "gaussian_blur", "spatter", "saturate"],
            CorruptionCatalog.All.Skip(15).Select(corruption => corruption.Name));
        Assert.Contains(
            "expected one of gaussian_noise, shot_noise",
            Assert.Throws<ArgumentException>(() => CorruptionCatalog.Named("rain")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_lie_in_0_to_1_at_every_size_and_severity_in_both_modes(string name)
    {
        var corruption = CorruptionCatalog.Named(name);
        ImageShape[] shapes =
        [
            Shape, new(3, 28, 28), new(3, 33, 47), new(3, 64, 40), new(3, 8, 8), new(3, 5, 9), new(3, 1, 1), new(3, 2, 3), new(1, 28, 28),
            new(1, 17, 31),
        ];
        foreach (var shape in shapes.Where(shape => shape.Channels == 3 || !corruption.NeedsColour))
        {
            var image = CorruptionSamples.Picture(shape);
            foreach (var mode in Enum.GetValues<CorruptionMode>())
            {
                for (var severity = 1; severity <= Corruption.Severities; severity++)
                {
                    var result = CorruptionSamples.Apply(
                        corruption, image, shape, severity, settings: new CorruptionSettings { Mode = mode });
                    Assert.True(Array.TrueForAll(result, value => value is >= 0 and <= 1), $"{name} {severity} of {shape}, {mode}");
                    Assert.True(
                        mode == CorruptionMode.Corrected || Array.TrueForAll(result, value => value == MathF.Round(value * 255) / 255),
                        $"{name} {severity}: whole bytes");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_of_224_pixels_is_corrupted_as_much_as_one_of_32(string name)
    {
        var corruption = CorruptionCatalog.Named(name);
        ImageShape large = new(3, 224, 224);
        var unit = Math.Sqrt(large.PixelCount / (double)Shape.PixelCount);
        double small = 0, whole = 0;
        for (var index = 0; index < 6; index++)
        {
            var image = CorruptionSamples.Picture(Shape, index);
            small += CorruptionSamples.Distance(image, CorruptionSamples.Apply(corruption, image, Shape, 3, index)) / 6;
            if (index < 2)
            {
                image = CorruptionSamples.Picture(large, index);
                whole += CorruptionSamples.Distance(image, CorruptionSamples.Apply(corruption, image, large, 3, index)) / unit / 2;
            }
        }

        // Blurs of scenes, which have less detail per pixel when larger, and JPEG, whose blocks keep their size, change less.
        Assert.InRange(whole / small, 0.2, 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_result_depends_on_seed_number_and_severity_alone(string name)
    {
        var corruption = CorruptionCatalog.Named(name);
        var image = CorruptionSamples.Picture(Shape);
        var settings = new CorruptionSettings { Seed = 5 };
        var workspace = new CorruptionWorkspace(settings);
        float[] result = new float[image.Length], other = new float[image.Length];

        // Another image, severity and corruption before it, in the same memory.
        CorruptionCatalog.Named("snow").Apply(CorruptionSamples.Picture(Shape, 3), Shape, 2, 9, other, workspace);
        corruption.Apply(CorruptionSamples.Picture(Shape, 4), Shape, 5, 8, other, workspace);
        corruption.Apply(image, Shape, 3, 7, result, workspace);

        Assert.Equal(CorruptionSamples.Apply(corruption, image, Shape, 3, 7, settings), result);
        if (corruption.IsRandom)
        {
            // Several, since trails are whole pixels long and wide: two directions may have the same.
            Assert.Contains(
                Enumerable.Range(8, 4),
                index => !result.SequenceEqual(CorruptionSamples.Apply(corruption, image, Shape, 3, index, settings)));
            Assert.Contains(
                Enumerable.Range(6, 4),
                seed => !result.SequenceEqual(CorruptionSamples.Apply(corruption, image, Shape, 3, 7, settings with { Seed = seed })));
        }
        else
        {
            Assert.Equal(result, CorruptionSamples.Apply(corruption, image, Shape, 3, 8, settings with { Seed = 6 }));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_mean_change_grows_with_severity_but_where_the_published_set_does_not(string name)
    {
        const int Images = 60;
        var corruption = CorruptionCatalog.Named(name);
        var changes = new double[Corruption.Severities + 1];
        for (var index = 0; index < Images; index++)
        {
            var image = CorruptionSamples.Picture(Shape, index);
            for (var severity = 1; severity <= Corruption.Severities; severity++)
            {
                changes[severity] +=
                    CorruptionSamples.Distance(image, CorruptionSamples.Apply(corruption, image, Shape, severity, index)) / Images;
            }
        }

        Assert.All(
            Enumerable.Range(1, Corruption.Severities),
            severity =>
                Assert.True(
                    changes[severity] > changes[severity - 1] || NotGrowing.GetValueOrDefault(name, []).Contains(severity),
                    $"severities 1 to 5: {string.Join(", ", changes.Skip(1).Select(change => $"{change:0.00}"))}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_corrected_mode_lies_near_the_faithful_one(string name)
    {
        var corruption = CorruptionCatalog.Named(name);
        double faithful = 0, corrected = 0;
        for (var index = 0; index < 40; index++)
        {
            var image = CorruptionSamples.Picture(Shape, index);
            faithful += CorruptionSamples.Distance(image, CorruptionSamples.Apply(corruption, image, Shape, 3, index));
            corrected += CorruptionSamples.Distance(
                image,
                CorruptionSamples.Apply(corruption, image, Shape, 3, index, new CorruptionSettings { Mode = CorruptionMode.Corrected }));
        }

        Assert.InRange(corrected / faithful, 0.7, 1.4);
    }

    [Fact]
    public void An_image_that_a_corruption_leaves_alone_is_told_from_one_that_it_changes()
    {
        float[] grey = [.. Enumerable.Repeat(100 / 255f, Shape.PixelCount)], result = new float[Shape.PixelCount];
        var workspace = new CorruptionWorkspace();
        foreach (var name in new[] { "contrast", "gaussian_blur", "zoom_blur", "pixelate", "elastic_transform", "motion_blur" })
        {
            Assert.False(CorruptionCatalog.Named(name).Apply(grey, Shape, 3, 0, result, workspace), name);
            Assert.Equal(grey, result);
        }

        Assert.True(CorruptionCatalog.Named("brightness").Apply(grey, Shape, 3, 0, result, workspace));
    }

    [Fact]
    public void What_cannot_be_corrupted_is_refused_by_name()
    {
        var workspace = new CorruptionWorkspace();
        ImageShape grey = new(1, 4, 4);
        var saturate = CorruptionCatalog.Named("saturate");
        Assert.Contains(
            "saturate: found grey images (1x4x4), expected colour",
            Assert.Throws<ArgumentException>(() => saturate.Apply(new float[16], grey, 1, 0, new float[16], workspace)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "fog: found images of 2x4x4, expected 1 or 3 channels",
            Assert
                .Throws<ArgumentException>(() =>
                    CorruptionCatalog.Named("fog").Apply(new float[32], new ImageShape(2, 4, 4), 1, 0, new float[32], workspace))
                .Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "fog: found 15 pixels and room for 16, expected 16 for 1x4x4",
            Assert
                .Throws<ArgumentException>(() => CorruptionCatalog.Named("fog").Apply(new float[15], grey, 1, 0, new float[16], workspace))
                .Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            CorruptionCatalog.Named("fog").Apply(new float[16], grey, 6, 0, new float[16], workspace));
        Assert.DoesNotContain(saturate, CorruptionCatalog.For(grey));
        Assert.Equal(18, CorruptionCatalog.For(grey).Count);
    }

    [Fact]
    public void Every_image_takes_no_memory_of_its_own()
    {
        var workspace = new CorruptionWorkspace();
        float[] image = CorruptionSamples.Picture(Shape), result = new float[image.Length];
        foreach (var corruption in CorruptionCatalog.All)
        {
            for (var index = 0; index < 30; index++)
            {
                corruption.Apply(image, Shape, 3, index, result, workspace);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var index = 30; index < 130; index++)
            {
                corruption.Apply(image, Shape, 3, index, result, workspace);
            }

            // JPEG goes through the image library, whose objects are small but there.
            Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, corruption.Name == "jpeg_compression" ? 2000 : 0);
        }
    }
}
