using System.Globalization;
using Overtone.Data;
using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>What someone sees whose saved training or options are not fit: one clear line, and no report.</summary>
public sealed class SpectrumErrorTests : IDisposable
{
    private readonly CommandLine _program = new();

    public SpectrumErrorTests() => SavedArrays.Classifier(Path.Combine(_program.Folder, "data"), samples: 40, classes: 3, 0, 1, 2);

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("spectrum", "spectrum: found no folder, expected 'overtone spectrum FOLDER'")]
    [InlineData("spectrum data --demo", "--demo: found the folder 'data' as well, expected one of the two")]
    [InlineData("spectrum data --watch --json", "--watch: found --json as well")]
    [InlineData("spectrum data --output 3", "--output: found 3, expected all, or an output from 0 to 2")]
    [InlineData("spectrum data --threshold -1", "--threshold: found -1, expected a number of at least 0")]
    [InlineData("spectrum data --methods wavelets", "--methods: found 'wavelets', expected projection|filtering")]
    [InlineData("spectrum --frequences", "'--frequences' is not an option of spectrum; give the folder without one")]
    [InlineData("spectrum data --directions none.npy", "--directions: found 'none.npy', expected an existing .npy file")]
    public void A_wrong_option_is_a_usage_error(string command, string message) => AssertRefused(command, ExitCode.Usage, message);

    [Fact]
    public void What_is_not_there_is_named() =>
        AssertRefused(
            "spectrum nowhere", ExitCode.Failure, "nowhere: content: found nothing, expected a folder of .npy files, or an .npz file");

    [Fact]
    public void Predictions_of_unequal_shape_are_refused()
    {
        Save("0001", new float[40 * 4], 40, 4);
        AssertRefused("spectrum data", ExitCode.Failure, "0001.npy: shape: found (40, 4), expected (40, 3) as in 0000.npy");
    }

    [Fact]
    public void A_step_twice_is_refused()
    {
        Save("1", new float[40 * 3], 40, 3);
        AssertRefused("spectrum data", ExitCode.Failure, "data: step 1: found both 0001.npy and 1.npy, expected one file per step");
    }

    [Fact]
    public void Steps_that_are_missing_are_refused()
    {
        NpyWriter.Write<double>(PathOf("steps"), [0, 1], 2);
        AssertRefused("spectrum data", ExitCode.Failure, "steps.npy: shape: found (2), expected (3,), one step for each snapshot");
    }

    [Fact]
    public void A_wrong_type_is_refused()
    {
        NpyWriter.Write<int>(PathOf("0001"), new int[40 * 3], 40, 3);
        AssertRefused(
            "spectrum data",
            ExitCode.Failure,
            "0001.npy: dtype: found Int32, expected float16, float32 or float64: the network's outputs, not predicted classes");
    }

    [Fact]
    public void Big_endian_numbers_are_refused()
    {
        byte[] bytes = File.ReadAllBytes(PathOf("0001"));
        bytes[bytes.AsSpan().IndexOf("<f4"u8)] = (byte)'>';
        File.WriteAllBytes(PathOf("0001"), bytes);
        AssertRefused("spectrum data", ExitCode.Failure, "0001.npy: dtype: found >f4, expected little-endian (save array.astype('<f4'))");
    }

    [Fact]
    public void A_number_that_is_none_is_named_with_its_place_and_other_snapshots_are_kept()
    {
        var values = new float[40 * 3];
        values[16] = float.NaN;
        Save("0001", values, 40, 3);
        AssertRefused("spectrum data", ExitCode.Failure, "0001.npy: element [5, 1]: found NaN, expected a finite number");
        // The targets and two snapshots.
        Assert.Equal(3, _program.Stored("store").Length);
    }

    [Fact]
    public void Inputs_and_targets_of_different_length_are_refused()
    {
        NpyWriter.Write<long>(PathOf("y"), new long[39], 39);
        AssertRefused("spectrum data", ExitCode.Failure, "y.npy: samples: found 39, expected 40, one per row of x.npy");
    }

    [Fact]
    public void A_single_snapshot_is_refused()
    {
        File.Delete(PathOf("0001"));
        File.Delete(PathOf("0002"));
        AssertRefused(
            "spectrum data", ExitCode.Failure, "data: snapshots: found 1, expected at least 2: save predictions while the network trains");
    }

    [Fact]
    public void Targets_that_do_not_vary_are_refused()
    {
        NpyWriter.Write<float>(PathOf("y"), [.. Enumerable.Repeat(0.5f, 120)], 40, 3);
        AssertRefused(
            "spectrum data",
            ExitCode.Failure,
            "y.npy: values: found the same for every sample, expected targets that vary: a constant has no frequencies to learn");
    }

    [Fact]
    public void Inputs_that_do_not_vary_are_refused()
    {
        Save("x", [.. Enumerable.Repeat(0.25f, 120)], 40, 3);
        AssertRefused("spectrum data", ExitCode.Failure, "x.npy: values: found the same for every sample, expected inputs that vary");
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused()
    {
        NpyWriter.Write<long>(PathOf("y"), [.. Enumerable.Range(0, 40).Select(n => (long)(n % 4))], 40);
        AssertRefused(
            "spectrum data",
            ExitCode.Failure,
            "y.npy: element [3]: found 3, expected a class from 0 to 2, as the predictions have 3 outputs");
    }

    [Fact]
    public void A_half_written_file_is_refused_where_nobody_waits_for_it()
    {
        byte[] bytes = File.ReadAllBytes(PathOf("0002"));
        File.WriteAllBytes(PathOf("0002"), bytes[..300]);
        AssertRefused(
            "spectrum data",
            ExitCode.Failure,
            $"0002.npy: length: found 300 bytes (truncated, or still being written), expected {bytes.Length}");
    }

    [Fact]
    public void Directions_that_do_not_fit_are_refused()
    {
        NpyWriter.Write<float>(Path.Combine(_program.Folder, "p.npy"), new float[12], 12);
        AssertRefused("spectrum data --directions p.npy", ExitCode.Failure, "p.npy: values: found a direction of length 0");
        NpyWriter.Write<float>(Path.Combine(_program.Folder, "p.npy"), new float[10], 10);
        AssertRefused("spectrum data --directions p.npy", ExitCode.Failure, "p.npy: shape: found (10), expected (12,) or (directions, 12)");
    }

    private string PathOf(string array) => Path.Combine(_program.Folder, "data", array + ".npy");

    private void Save(string array, float[] values, params int[] shape) => NpyWriter.Write<float>(PathOf(array), values, shape);

    private void AssertRefused(string command, int exitCode, string message)
    {
        CommandLine.Result result = _program.Run($"{command} --quiet --jobs 1 --out refused");
        Assert.True(result.ExitCode == exitCode, string.Create(CultureInfo.InvariantCulture, $"{result.ExitCode}: {result.Error}"));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(Path.Combine(_program.Folder, "refused", "report.html")));
    }
}
