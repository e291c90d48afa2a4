using System.Globalization;

namespace Overtone.Cli.Tests;

/// <summary>Every number of <c>overtone spectrum</c> against an independent computation with NumPy (Peers/spectrum.py).</summary>
public sealed class SpectrumPeerTests : IDisposable
{
    private const double Tolerance = 1e-6;
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Errors_of_a_classifier_are_those_of_an_independent_computation()
    {
        Interpreter.RequireOrSkip("numpy", "python3-numpy");
        SavedArrays.Classifier(Path.Combine(_program.Folder, "data"), samples: 300, classes: 4, 0, 3, 10, 40);
        _program.Succeed("spectrum data --jobs 1 --quiet --out run --filter-samples all --variances 0.3,2 --highest-frequency 3");
        Compare("0.3,2", ("error", 4 * 121), ("magnitude_error", 4 * 121), ("filter_error", 4 * 2 * 2));
    }

    [Fact]
    public void Errors_on_a_line_are_those_of_an_independent_computation()
    {
        Interpreter.RequireOrSkip("numpy", "python3-numpy");
        SavedArrays.Waves(Path.Combine(_program.Folder, "data"), samples: 201, 0, 5, 30);
        _program.Succeed(
            "spectrum data --jobs 1 --quiet --out run --unit standard-deviation --highest-frequency 20 --grid-size 41 --filter-samples all "
            + "--variances 0.001,0.01");
        // At frequency zero the targets vanish up to rounding: there the error is no number, and not compared.
        Compare("0.001,0.01", ("error", 3 * 40), ("magnitude_error", 3 * 40), ("filter_error", 3 * 2 * 2));
    }

    private void Compare(string variances, params (string What, int Count)[] expected)
    {
        (int exitCode, string output, string error) = Interpreter.Run(
            _program.Folder, Path.Combine(AppContext.BaseDirectory, "Peers", "spectrum.py"), "data", "run", variances);
        Assert.True(exitCode == 0, error);
        TestContext.Current.TestOutputHelper!.WriteLine(output);
        string[][] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
        Assert.Equal(expected, lines.Select(line => (line[0], int.Parse(line[1], CultureInfo.InvariantCulture))));
        Assert.All(lines, line => Assert.InRange(double.Parse(line[2], CultureInfo.InvariantCulture), 0, Tolerance));
    }
}
