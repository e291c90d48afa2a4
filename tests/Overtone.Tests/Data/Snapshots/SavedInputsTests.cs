using Overtone.Data;
using Overtone.Data.Snapshots;

namespace Overtone.Tests.Data.Snapshots;

public sealed class SavedInputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(50, 3)]
    [InlineData(7, 300_000)]
    [InlineData(2, 1_100_000)]
    public void Blocks_hold_every_input_once_and_in_order(int samples, int size)
    {
        float[] values = [.. Enumerable.Range(0, samples * size).Select(n => n % 1009 / 8f)];
        NpyWriter.Write<float>(_folder["x.npy"], values, samples, size);
        using var source = ArraySource.Open(_folder.Path);
        var found = new List<double>();
        var most = 0L;
        new SavedInputs(source, samples, size).ForEachBlock(block =>
        {
            Assert.Equal(size, block.shape[1]);
            most = Math.Max(most, block.numel());
            found.AddRange(block.Numbers());
        });
        Assert.Equal(values.Select(value => (double)value), found);
        Assert.InRange(most, 1, Math.Max(1 << 20, size));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 5 })]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 2, 8, 9 })]
    public void Some_samples_are_read_alone(int[] rows)
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(n => (double)n)];
        NpyWriter.Write<double>(_folder["x.npy"], values, 10, 2, 2);
        using var source = ArraySource.Open(_folder.Path);
        var (found, areSingle) = new SavedInputs(source, 10, 4).Of(rows);
        Assert.Equal(rows.SelectMany(row => Enumerable.Range(4 * row, 4).Select(n => (double)n)), found);
        Assert.False(areSingle);
        NpyWriter.Write<float>(_folder["x.npy"], new float[40], 10, 4);
        Assert.True(new SavedInputs(source, 10, 4).Of(rows).AreSingle);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_named_and_a_pass_can_be_stopped()
    {
        NpyWriter.Write<double>(_folder["x.npy"], [1, 2, double.NaN, 4], 2, 2);
        using var source = ArraySource.Open(_folder.Path);
        var inputs = new SavedInputs(source, 2, 2);
        Assert.Contains("element [1, 0]", Assert.Throws<DataFormatException>(() => inputs.ForEachBlock(_ => { })).Message);
        Assert.Throws<OperationCanceledException>(() => inputs.ForEachBlock(_ => { }, cancellation: new CancellationToken(true)));
        Assert.Throws<OperationCanceledException>(() => inputs.Of([0], new CancellationToken(true)));
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        NpyWriter.Write<double>(_folder["x.npy"], [1, 2, 3, 4], 2, 2);
        using var source = ArraySource.Open(_folder.Path);
        Tensors.RequireNoTensorLeft(() => new SavedInputs(source, 2, 2).ForEachBlock(block => block.sum()), times: 3);
    }
}
