using CsCheck;
using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void Images_come_in_the_order_asked_for()
    {
        using var images = Sample.Dataset(0, 1, 2, 0).Images([3, 0, 3]);

        Assert.Equal([3, 1, 2, 2], images.shape);
        Assert.Equal(ScalarType.Float32, images.dtype);
        Assert.Equal([3 / 255f, 0f, 3 / 255f], images[.., 0, 0, 0].data<float>().ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void An_index_outside_is_an_error(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Dataset(0, 1, 2, 0).Images([0, index]));

    [Fact]
    public void Batches_hold_every_image_once_in_order()
    {
        var data = Sample.Dataset(0, 1, 2, 0, 1);
        var first = new List<float>();
        var labels = new List<long>();
        var sizes = new List<int>();
        foreach (var batch in data.Batches(2, cancellation: TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                sizes.Add(batch.Count);
                first.AddRange(batch.Images[.., 0, 0, 0].data<float>());
                labels.AddRange(batch.Labels.data<long>());
            }
        }

        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal([0, 1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f], first);
        Assert.Equal([0, 1, 2, 0, 1], labels);
    }

    [Fact]
    public void Batches_leave_no_tensor_behind()
    {
        var data = Sample.Dataset(0, 1, 2, 0, 1);
        var before = Tensor.TotalCount;
        foreach (var batch in data.Batches(2, cancellation: TestContext.Current.CancellationToken))
        {
            batch.Dispose();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_batch_outlives_the_scope_it_was_made_under_no_more_than_the_callers()
    {
        var data = Sample.Dataset(0, 1, 2);
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            var batch = data.Read([1, 2]);
            Assert.Equal([2, 1, 2, 2], batch.Images.shape);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Batches_stop_when_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var batches = Sample.Dataset(0, 1, 2).Batches(1, cancellation: cancellation.Token).GetEnumerator();
        Assert.True(batches.MoveNext());
        batches.Current.Dispose();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => batches.MoveNext());
    }

    [Fact]
    public void A_batch_size_of_zero_is_refused_at_the_call() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Sample.Dataset(0, 1).Batches(0, cancellation: TestContext.Current.CancellationToken));

    [Fact]
    public void A_label_without_a_class_is_an_error()
    {
        var fault = Assert.Throws<DataFormatException>(() => Sample.Dataset(0, 3));

        Assert.Equal("sample: label of image 1: found 3, expected 0 to 2", fault.Message);
    }

    [Fact]
    public void A_set_without_images_is_an_error() =>
        Assert.Equal("images", Assert.Throws<DataFormatException>(() => Sample.Dataset()).Field);

    [Fact]
    public void A_subset_reads_the_pixels_labels_and_files_of_the_whole()
    {
        var data = Digits.Read().Train;
        var part = data.Subset(100, seed: 7);
        var position = 0;
        for (var index = 0; index < data.Count && position < part.Count; index++)
        {
            if (data.Labels[index] == part.Labels[position] && Sample.Pixels(data, index).SequenceEqual(Sample.Pixels(part, position)))
            {
                position++;
            }
        }

        // Found one after another: the original order is kept.
        Assert.Equal(100, position);
        Assert.Same(data.Files, part.Files);
        Assert.Equal("digits (100 of 1437, seed 7)", part.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_subset_has_at_least_one_image_and_at_most_all(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Dataset(0, 1, 2).Subset(count, seed: 1));

    [Fact]
    public void Bytes_become_the_same_pixels_one_by_one_and_in_tensors() =>
        Gen.Byte.Array[4, 4].Array[1, 6].Sample(images =>
        {
            byte[] bytes = [.. images.SelectMany(image => image)];
            var data = new MemoryDataset("random", new ImageShape(1, 2, 2), ["only"], new int[images.Length], bytes);
            using var scope = NewDisposeScope();
            var tensor = data.Images([.. Enumerable.Range(0, images.Length)]).data<float>().ToArray();
            return tensor.SequenceEqual(Enumerable.Range(0, images.Length).SelectMany(index => Sample.Pixels(data, index)));
        }, iter: 100);
}
