using System.IO.Compression;
using Overtone.Data;
using Overtone.Data.Snapshots;

namespace Overtone.Tests.Data.Snapshots;

public sealed class SavedTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_named_by_their_step_are_read_in_the_order_of_the_numbers()
    {
        Good();
        Save("100", 6, 2);
        var training = Look();
        Assert.Equal((6, 3, 2, false), (training.Samples, training.InputSize, training.Outputs, training.TargetsAreClasses));
        Assert.Equal([("0", 0.0), ("9", 9), ("0010", 10), ("100", 100)], training.Snapshots.Select(s => (s.Array, s.Step)));
    }

    [Fact]
    public void One_array_holds_all_snapshots_with_or_without_steps()
    {
        Inputs();
        Save("predictions", 3, 6, 2);
        Assert.Equal([0.0, 1, 2], Look().Snapshots.Select(s => s.Step));
        NpyWriter.Write<double>(_folder["steps.npy"], [0.5, 1, 20], 3);
        Assert.Equal(
            [("predictions", 0, 0.5), ("predictions", 1, 1), ("predictions", 2, 20)],
            Look().Snapshots.Select(s => (s.Array, s.Place, s.Step)));
    }

    [Fact]
    public void An_archive_holds_the_same_alone_or_in_its_folder()
    {
        Good();
        using var other = new TemporaryFolder();
        ZipFile.CreateFromDirectory(_folder.Path, other["training.npz"], CompressionLevel.Fastest, includeBaseDirectory: false);
        foreach (var path in new[] { other["training.npz"], other.Path })
        {
            using var source = ArraySource.Open(path);
            Assert.Equal(Look().Snapshots, SavedTraining.Of(source).Snapshots);
            using var rows = source.OpenRows("0010");
            var numbers = new double[12];
            rows.Read(numbers);
            Assert.Equal(Enumerable.Range(0, 12).Select(n => (double)n), numbers);
        }
    }

    [Fact]
    public void Whole_numbers_are_classes_where_the_network_has_several_outputs()
    {
        Good();
        NpyWriter.Write<long>(_folder["y.npy"], new long[6], 6);
        Assert.True(Look().TargetsAreClasses);
        foreach (var name in new[] { "0", "9", "0010" })
        {
            Save(name, 6);
        }

        Assert.Equal((false, 1), (Look().TargetsAreClasses, Look().Outputs));
    }

    [Fact]
    public void A_file_that_is_still_being_written_is_refused_or_left_out()
    {
        Good();
        var bytes = File.ReadAllBytes(_folder["0010.npy"]);
        foreach (var length in new[] { 0, 7, 50, bytes.Length - 1 })
        {
            File.WriteAllBytes(_folder["0010.npy"], bytes[..length]);
            Refuses("0010.npy: length: found " + length + " bytes (truncated, or still being written)");
            using var source = ArraySource.Open(_folder.Path);
            var training = SavedTraining.Of(source, skipUnfinished: true);
            Assert.Equal(["0", "9"], training.Snapshots.Select(s => s.Array));
            Assert.Equal(length, Assert.Single(training.Unfinished).Bytes);
        }

        Assert.Equal(bytes.Length, Unfinished().Expected);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Refuses("x.npy: found none (no .npy array), expected the inputs");
        Inputs();
        Refuses("predictions: found none, expected files named by their step");
        Save("0", 6, 2);
        Refuses("snapshots: found 1, expected at least 2");
        File.Delete(_folder["y.npy"]);
        Refuses("y.npy: found none (0.npy, x.npy), expected the targets");
    }

    [Fact]
    public void A_step_twice_is_refused()
    {
        Good();
        Save("0009", 6, 2);
        Refuses("step 9: found both 0009.npy and 9.npy, expected one file per step");
    }

    [Fact]
    public void Steps_that_do_not_fit_are_refused()
    {
        Good();
        NpyWriter.Write<double>(_folder["steps.npy"], [1, 2], 2);
        Refuses("steps.npy: shape: found (2), expected (3,), one step for each snapshot");
        NpyWriter.Write<double>(_folder["steps.npy"], [1, 2, 2], 3);
        Refuses("steps.npy: element [2]: found 2, expected more than 2, the step before it");
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Good();
        Save("9", 5, 2);
        Refuses("9.npy: samples: found 5, expected 6, one per row of x.npy");
        Save("9", 6, 3);
        Refuses("9.npy: shape: found (6, 3), expected (6, 2) as in 0.npy");
        Save("9", 6, 2, 1);
        Refuses("9.npy: shape: found (6, 2, 1), expected (samples,) or (samples, outputs)");
        Save("9", 6, 2);
        Save("y", 5, 2);
        Refuses("y.npy: samples: found 5, expected 6");
        Save("y", 6, 4);
        Refuses("0.npy: outputs: found 2, expected 4, as in y.npy of shape (6, 4)");
        Save("y", 6, 2, 2);
        Refuses("y.npy: shape: found (6, 2, 2)");
    }

    [Fact]
    public void Types_that_are_no_outputs_are_refused()
    {
        Good();
        NpyWriter.Write<long>(_folder["9.npy"], new long[12], 6, 2);
        Refuses("9.npy: dtype: found Int64, expected float16, float32 or float64: the network's outputs, not predicted classes");
        var bytes = File.ReadAllBytes(_folder["0.npy"]);
        bytes[bytes.AsSpan().IndexOf("<f4"u8)] = (byte)'>';
        File.WriteAllBytes(_folder["9.npy"], bytes);
        Refuses("9.npy: dtype: found >f4, expected little-endian (save array.astype('<f4'))");
    }

    [Fact]
    public void Two_kinds_of_predictions_are_refused()
    {
        Good();
        Save("predictions", 3, 6, 2);
        Refuses("predictions: found predictions.npy and 0.npy, expected one of the two");
    }

    [Fact]
    public void What_is_no_folder_is_refused()
    {
        var file = _folder.Write("model.onnx", "no arrays");
        Assert.Contains(
            "expected a folder of .npy files, or an .npz file",
            Assert.Throws<DataFormatException>(() => ArraySource.Open(file)).Message);
        Assert.Contains("content: found nothing", Assert.Throws<DataFormatException>(() => ArraySource.Open(_folder["none"])).Message);
        Assert.Contains(
            "an .npz file of numpy.savez",
            Assert.Throws<DataFormatException>(() => ArraySource.Open(_folder.Write("a.npz", "no zip"))).Message);
    }

    private void Inputs()
    {
        Save("x", 6, 3);
        Save("y", 6, 2);
    }

    private void Good()
    {
        Inputs();
        foreach (var name in new[] { "0", "9", "0010" })
        {
            Save(name, 6, 2);
        }
    }

    private void Save(string name, params int[] shape)
    {
        float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(n => (float)n)];
        NpyWriter.Write<float>(_folder[name + ".npy"], values, shape);
    }

    private SavedTraining Look()
    {
        using var source = ArraySource.Open(_folder.Path);
        return SavedTraining.Of(source);
    }

    private UnfinishedArray Unfinished()
    {
        using var source = ArraySource.Open(_folder.Path);
        return source.Unfinished("0010")!;
    }

    private void Refuses(string message) => Assert.Contains(message, Assert.Throws<DataFormatException>(Look).Message);
}
