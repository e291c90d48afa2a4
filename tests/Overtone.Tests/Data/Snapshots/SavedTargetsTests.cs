using Overtone.Data;
using Overtone.Data.Snapshots;

namespace Overtone.Tests.Data.Snapshots;

public sealed class SavedTargetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_are_read_as_they_are_or_one_output_of_them()
    {
        NpyWriter.Write<float>(_folder["y.npy"], [1, 2, 3, 4, 5, 6], 3, 2);
        Assert.Equal([1, 2, 3, 4, 5, 6], Read(3, 2, areClasses: false));
        Assert.Equal([2, 4, 6], Read(3, 2, areClasses: false, output: 1));
    }

    [Fact]
    public void One_hot_vectors_stand_for_class_labels()
    {
        NpyWriter.Write<long>(_folder["y.npy"], [2, 0, 1], 3);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], Read(3, 3, areClasses: true));
        Assert.Equal([0, 1, 0], Read(3, 3, areClasses: true, output: 0));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_label_that_is_no_class_is_refused(long label)
    {
        NpyWriter.Write<long>(_folder["y.npy"], [2, label, 1], 3);
        Assert.Contains(
            $"element [1]: found {label}, expected a class from 0 to 2, as the predictions have 3 outputs",
            Assert.Throws<DataFormatException>(() => Read(3, 3, areClasses: true)).Message);
    }

    [Fact]
    public void Targets_that_do_not_vary_are_refused()
    {
        NpyWriter.Write<double>(_folder["y.npy"], [1, 5, 1, 6], 2, 2);
        Assert.Equal([5, 6], Read(2, 2, areClasses: false, output: 1));
        Assert.Contains(
            "y.npy: values of output 0: found the same for every sample",
            Assert.Throws<DataFormatException>(() => Read(2, 2, areClasses: false, output: 0)).Message);
        NpyWriter.Write<double>(_folder["y.npy"], [1, 5, 1, 5], 2, 2);
        Assert.Contains(
            "y.npy: values: found the same for every sample",
            Assert.Throws<DataFormatException>(() => Read(2, 2, areClasses: false)).Message);
    }

    [Fact]
    public void An_output_that_the_network_does_not_have_is_refused()
    {
        NpyWriter.Write<double>(_folder["y.npy"], [1, 2, 3, 4], 2, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(2, 2, areClasses: false, output: 2));
    }

    private double[] Read(int samples, int outputs, bool areClasses, int? output = null)
    {
        using var source = ArraySource.Open(_folder.Path);
        return SavedTargets.Read(source, samples, outputs, areClasses, output);
    }
}
