using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class FilteredTargetsTests
{
    private const int Samples = 90;

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public void Shares_and_errors_are_those_of_the_two_parts_at_the_samples_that_it_sees(int? count)
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, Samples, 3), targets = Draw.Normal(2, Samples, 2), predictions = Draw.Normal(3, Samples, 2);
        var rows = FilteredTargets.Choose(Samples, count, seed: 5);
        Tensor seen = tensor(Array.ConvertAll(rows, row => (long)row));
        inputs = inputs.index_select(0, seen);
        var filter = FilteredTargets.Of(rows, inputs.Numbers(), false, targets.Numbers(), Samples, [2, 0.3, 2]);
        var sample = filter.CreateSample();
        foreach (var block in predictions.Numbers().Chunk(2 * 7))
        {
            sample.Add(block);
        }

        (targets, predictions) = (targets.index_select(0, seen), predictions.index_select(0, seen));
        var shares = filter.EnergyShares();
        var errors = filter.ErrorsOf(sample.Values);
        Assert.Equal([0.3, 2], filter.Variances);
        for (var v = 0; v < 2; v++)
        {
            Tensor low = GaussianFilter.LowFrequencyPart(inputs, targets, [filter.Variances[v]])[0];
            Tensor predictionsLow = GaussianFilter.LowFrequencyPart(inputs, predictions, [filter.Variances[v]])[0];
            RequireNear(filter.Variances[v], GaussianFilter.EnergyShares(targets, low), shares[v]);
            RequireNear(filter.Variances[v], GaussianFilter.Errors(targets, low, predictions, predictionsLow), errors[v]);
        }
    }

    [Fact]
    public void Without_variances_they_fit_the_inputs()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, Samples, 3);
        var filter = FilteredTargets.Of(
            FilteredTargets.Choose(Samples, null, 0), inputs.Numbers(), false, Draw.Normal(2, Samples).Numbers(), Samples);
        Assert.Equal(GaussianFilter.VariancesFor(inputs), filter.Variances);
    }

    [Fact]
    public void Samples_are_drawn_by_the_seed_each_once()
    {
        var chosen = FilteredTargets.Choose(100, 40, seed: 1);
        Assert.Equal(40, chosen.Distinct().Count());
        Assert.Equal(chosen.Order(), chosen);
        Assert.Equal(chosen, FilteredTargets.Choose(100, 40, seed: 1));
        Assert.NotEqual(chosen, FilteredTargets.Choose(100, 40, seed: 2));
        Assert.Equal(Enumerable.Range(0, 100), FilteredTargets.Choose(100, null, seed: 1));
        Assert.Equal(Enumerable.Range(0, 100), FilteredTargets.Choose(100, 101, seed: 1));
    }

    [Fact]
    public void Where_nothing_of_the_targets_is_left_there_is_no_error()
    {
        // Points so far from each other that each is its own mean: all of the targets is in the low part.
        var filter = FilteredTargets.Of([0, 1], [0, 1000], false, [1, 2], 2, [1]);
        Assert.Equal(new FilteredParts(1, 1, 0), Assert.Single(filter.EnergyShares()));
        Assert.Equal(new FilteredParts(1, 1, double.NaN), Assert.Single(filter.ErrorsOf([0, 0])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_filter_that_was_kept_gives_the_same_numbers(bool areSingle)
    {
        using var scope = NewDisposeScope();
        double[] inputs = Draw.Uniform(1, 40, 2).to_type(ScalarType.Float32).Numbers(), predictions = Draw.Normal(3, 20).Numbers();
        var filter = FilteredTargets.Of(
            FilteredTargets.Choose(Samples, 20, 0), inputs[..40], areSingle, Draw.Normal(2, Samples).Numbers(), Samples, [0.1]);
        using var stream = new MemoryStream();
        filter.Write(stream);
        var read = FilteredTargets.Read(new MemoryStream(stream.ToArray()));
        Assert.Equal(filter.Rows, read.Rows);
        Assert.Equal(filter.EnergyShares(), read.EnergyShares());
        Assert.Equal(filter.ErrorsOf(predictions), read.ErrorsOf(predictions));
        Assert.Throws<EndOfStreamException>(() => FilteredTargets.Read(new MemoryStream(stream.ToArray()[..^1])));
    }

    [Fact]
    public void Numbers_that_do_not_fit_the_samples_are_refused()
    {
        Assert.Throws<ArgumentException>(() => FilteredTargets.Of([], [], false, [1, 2], 2, [1]));
        Assert.Throws<ArgumentException>(() => FilteredTargets.Of([0, 1], [0, 1, 2], false, [1, 2], 2, [1]));
        Assert.Throws<ArgumentException>(() => FilteredTargets.Of([0, 1], [0, 1], false, [1, 2, 3], 2, [1]));
        Assert.Throws<ArgumentException>(() => FilteredTargets.Of([0], [1], false, [1, 2], 2));
        Assert.Throws<ArgumentException>(() => FilteredTargets.Of([0, 1], [0, 1], false, [1, 2], 2, [1]).ErrorsOf([1]));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Tensors.RequireNoTensorLeft(() =>
    {
        var filter = FilteredTargets.Of([0, 1, 2], [0, 1, 3], false, [1, 2, 5], 3);
        filter.EnergyShares();
        filter.ErrorsOf([1, 1, 1]);
    }, times: 3);

    private static void RequireNear(double variance, (double Low, double High) expected, FilteredParts found)
    {
        Assert.Equal(variance, found.Variance);
        Assert.Equal(expected.Low, found.Low, 1e-9);
        Assert.Equal(expected.High, found.High, 1e-9);
    }
}
