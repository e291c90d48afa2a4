using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Snapshots;

public sealed class SavedPredictionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(7, 3)]
    [InlineData(2048, 1)]
    [InlineData(5000, 2)]
    public void One_snapshot_of_several_in_an_array_is_passed_over_in_order(int samples, int outputs)
    {
        var values = Draw.Normal(1, 3, samples, outputs).Numbers();
        NpyWriter.Write<double>(_folder["predictions.npy"], values, 3, samples, outputs);
        for (var place = 0; place < 3; place++)
        {
            var expected = values[(place * samples * outputs)..((place + 1) * samples * outputs)];
            var (found, sumError) = Read(new SavedSnapshot("predictions", place, place), samples, outputs);
            Assert.Equal(expected, found);
            Assert.Equal(expected.Chunk(outputs).Max(row => Math.Abs(row.Sum() - 1)), sumError, 1e-12);
            var (last, _) = Read(new SavedSnapshot("predictions", place, place), samples, outputs, outputs - 1);
            Assert.Equal(expected.Where((_, index) => index % outputs == outputs - 1), last);
        }
    }

    [Fact]
    public void Logits_become_probabilities()
    {
        using var scope = NewDisposeScope();
        Tensor logits = Draw.Normal(1, 3000, 4) * 200;
        NpyWriter.Write<double>(_folder["9.npy"], logits.Numbers(), 3000, 4);
        var (found, sumError) = Read(new SavedSnapshot("9", 0, 9), 3000, 4, softmax: true);
        Tensors.RequireNear(logits.softmax(1), tensor(found).reshape(3000, 4), 1e-12);
        Assert.InRange(sumError, 0, 1e-12);
        var (one, ofAll) = Read(new SavedSnapshot("9", 0, 9), 3000, 4, output: 2, softmax: true);
        Tensors.RequireNear(logits.softmax(1).select(1, 2), tensor(one), 1e-12);
        Assert.Equal(sumError, ofAll);
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(new SavedSnapshot("9", 0, 9), 3000, 4, output: 4));
    }

    [Fact]
    public void The_errors_of_each_frequency_are_a_few_lines()
    {
        double[] points = [.. Enumerable.Range(0, 100).Select(n => n / 100.0)];
        double[] Waves(double slow, double fast) =>
            [.. points.Select(x => (slow * Math.Sin(2 * Math.PI * x)) + (fast * Math.Sin(10 * Math.PI * x)))];
        foreach (var (array, values) in new[] { ("x", points), ("y", Waves(1, 1)), ("0", Waves(0, 0)), ("10", Waves(0.9, 0.25)) })
        {
            NpyWriter.Write<double>(_folder[array + ".npy"], values, 100, 1);
        }

        using var scope = NewDisposeScope();
        using var source = ArraySource.Open(_folder.Path);
        var training = SavedTraining.Of(source);
        var inputs = new SavedInputs(source, training.Samples, training.InputSize);
        var (direction, _) = PrincipalDirection.Streamed(take => inputs.ForEachBlock(take), training.InputSize);
        var coordinates = LineCoordinates.Of(take => inputs.ForEachBlock(take), direction.unsqueeze(0), training.Samples)[0];
        var targets = SavedTargets.Read(source, training.Samples, training.Outputs, training.TargetsAreClasses);
        var line = new LineSpectrum(coordinates, [1, 5], targets);
        var predictions = new SavedPredictions(source, training.Samples, training.Outputs);
        var errors = new List<double>();
        foreach (var snapshot in training.Snapshots)
        {
            var transform = line.CreateTransform();
            predictions.Read(snapshot, transform.Add);
            errors.AddRange(line.ErrorsOf(transform.Coefficients()).Select(e => e.Error!.Value));
        }

        Assert.Equal([1, 1, 0.1, 0.75], errors, (expected, found) => Math.Abs(expected - found) < 1e-9);
    }

    private (double[] Values, double SumError) Read(
        SavedSnapshot snapshot, int samples, int outputs, int? output = null, bool softmax = false)
    {
        using var source = ArraySource.Open(_folder.Path);
        var values = new List<double>();
        var sumError = new SavedPredictions(source, samples, outputs, output, softmax).Read(snapshot, block => values.AddRange(block));
        return ([.. values], sumError);
    }
}
