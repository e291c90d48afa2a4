using Overtone.Data;
using Overtone.Data.Corruptions;

namespace Overtone.Tests.Data.Corruptions;

public class CorruptedImagesTests
{
    private static readonly ImageShape Shape = new(3, 12, 10);
    private static readonly CorruptionLevel[] Levels =
    [
        new(CorruptionCatalog.Named("snow"), 3),
        new(CorruptionCatalog.Named("gaussian_noise"), 1),
        new(CorruptionCatalog.Named("glass_blur"), 5),
    ];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 7)]
    [InlineData(5, 1, 13)]
    [InlineData(3, 4, 100)]
    public void Neither_threads_nor_batches_nor_look_ahead_change_a_number(int threads, int lookAhead, int batchSize)
    {
        var data = CorruptionSamples.Set(Shape, 29);
        var settings = new CorruptionSettings { Seed = 3 };
        var place = 0;
        foreach (var batch in new CorruptedImages(data, settings) { Threads = threads, LookAhead = lookAhead }.Batches(Levels, batchSize))
        {
            using (batch)
            {
                Assert.Equal([batch.Count, 3, 12, 10], batch.Images.shape);
                var (images, clean) = (batch.Images.data<float>().ToArray(), batch.Clean.data<float>().ToArray());
                for (var position = 0; position < batch.Count; position++, place++)
                {
                    var index = place % data.Count;
                    Assert.Equal((Levels[place / data.Count], index), (batch.Level, batch.Indices.Span[position]));
                    Assert.Equal(data.Labels[index], batch.Labels[position].item<long>());
                    var image = Sample.Pixels(data, index);
                    Assert.Equal(image, clean[(position * 360)..((position + 1) * 360)]);
                    Assert.Equal(
                        CorruptionSamples.Apply(batch.Level.Corruption, image, Shape, batch.Level.Severity, index, settings),
                        images[(position * 360)..((position + 1) * 360)]);
                }
            }
        }

        Assert.Equal(3 * 29, place);
    }

    [Fact]
    public void Chosen_images_come_in_the_order_asked_for_and_are_the_same_as_among_all()
    {
        var made = new CorruptedImages(CorruptionSamples.Set(Shape, 9));
        using var all = made.Batches(Levels[0], 9).Single();
        using var some = made.Batches([Levels[0]], 9, [7, 2, 7]).Single();
        Assert.Equal([7, 2, 7], some.Indices.ToArray());
        Tensors.RequireSame(all.Images[2], some.Images[1]);
        Tensors.RequireSame(some.Images[0], some.Images[2]);
    }

    [Fact]
    public void Unchanged_images_are_marked()
    {
        var pixels = new float[2 * Shape.PixelCount];
        CorruptionSamples.Picture(Shape).CopyTo(pixels, 0);
        Array.Fill(pixels, 0.2f, Shape.PixelCount, Shape.PixelCount);
        using var batch = new CorruptedImages(
            new MemoryDataset("two", Shape, ["a"], [0, 0], pixels), new CorruptionSettings { Mode = CorruptionMode.Corrected })
            .Batches(new CorruptionLevel(CorruptionCatalog.Named("gaussian_blur"), 3), 2)
            .Single();
        Assert.Equal([true, false], batch.IsChanged);
    }

    [Fact]
    public void Batches_are_made_while_the_one_before_is_in_use_and_not_further_ahead()
    {
        // Whatever reads further than this faults, at whatever time.
        var data = new CountingDataset(24) { Limit = 8 };
        var made = new CorruptedImages(data) { Threads = 2, LookAhead = 1 };
        var seen = 0;
        foreach (var batch in made.Batches(new CorruptionLevel(CorruptionCatalog.Named("contrast"), 1), 4))
        {
            using (batch)
            {
                seen += 4;
                var expected = Math.Min(seen + 4, 24);
                Assert.True(
                    SpinWait.SpinUntil(() => data.ReadCount == expected, TimeSpan.FromSeconds(20)),
                    $"{data.ReadCount} images were read, expected {expected}");
                data.Limit = expected + 4;
            }
        }
    }

    [Fact]
    public void A_fault_reaches_the_consumer_at_its_batch()
    {
        var data = new CountingDataset(40) { Faulty = 21 };
        var taken = 0;
        var fault = Assert.Throws<DataFormatException>(() =>
        {
            foreach (var batch in new CorruptedImages(data) { Threads = 3, LookAhead = 2 }.Batches(
                new CorruptionLevel(CorruptionCatalog.Named("fog"), 1), 4))
            {
                taken += batch.Count;
                batch.Dispose();
            }
        });
        Assert.Equal(("image 21", 20), (fault.Field, taken));
    }

    [Fact]
    public void It_ends_when_cancelled_or_left()
    {
        using var cancellation = new CancellationTokenSource();
        var made = new CorruptedImages(CorruptionSamples.Set(Shape, 50)) { Threads = 2 };
        var taken = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var batch in made.Batches(Levels[0], 10, cancellation.Token))
            {
                batch.Dispose();
                if (++taken == 2)
                {
                    cancellation.Cancel();
                }
            }
        });
        Assert.Equal(2, taken);
        made.Batches(Levels[0], 10).First().Dispose();
        Assert.Throws<OperationCanceledException>(() => made.Batches(Levels[0], 10, new CancellationToken(canceled: true)).Count());
    }

    [Fact]
    public void No_tensor_is_left() => Tensors.RequireNoTensorLeft(
        () =>
        {
            foreach (var batch in new CorruptedImages(CorruptionSamples.Set(Shape, 11)).Batches(Levels, 4))
            {
                batch.Dispose();
            }
        },
        3);

    [Fact]
    public void What_cannot_be_done_is_refused_before_anything_starts()
    {
        var made = new CorruptedImages(CorruptionSamples.Set(new ImageShape(1, 8, 8), 3));
        Assert.Contains(
            "saturate: found grey images",
            Assert.Throws<ArgumentException>(() => made.Batches(new CorruptionLevel(CorruptionCatalog.Named("saturate"), 1), 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Batches(new CorruptionLevel(CorruptionCatalog.Named("fog"), 0), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Batches(new CorruptionLevel(CorruptionCatalog.Named("fog"), 1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Batches([new CorruptionLevel(CorruptionCatalog.Named("fog"), 1)], 2, [0, 3]));
        Assert.Empty(made.Batches([], 2));
        Assert.Empty(made.Batches([new CorruptionLevel(CorruptionCatalog.Named("fog"), 1)], 2, []));
    }

    private sealed class CountingDataset(int count) : Dataset("counting", CorruptedImagesTests.Shape, ["a"], new int[count], [])
    {
        private int _read;

        internal int ReadCount => Volatile.Read(ref _read);

        internal int Faulty { get; init; } = -1;

        internal int Limit { get; set; } = int.MaxValue;

        public override void ReadPixels(int index, Span<float> destination)
        {
            if (Interlocked.Increment(ref _read) > Limit || index == Faulty)
            {
                throw new DataFormatException("set", $"image {index}", "nothing", "pixels");
            }

            destination.Fill(index / 100f);
        }
    }
}
