using CsCheck;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class GaussianFilterTests
{
    [Fact]
    public void Energies_and_errors_are_those_of_the_two_parts()
    {
        using var scope = NewDisposeScope();
        Tensor targets = tensor([3.0, 1]).unsqueeze(1), low = tensor([2.0, 2]).unsqueeze(1);
        Tensor outputs = tensor([3.0, 2]).unsqueeze(1), outputsLow = tensor([3.0, 2]).unsqueeze(1);
        Assert.Equal((0.8, 0.2), GaussianFilter.EnergyShares(targets, low));
        var (ofLow, ofHigh) = GaussianFilter.Errors(targets, low, outputs, outputsLow);
        Assert.Equal(Math.Sqrt(1.0 / 8), ofLow, 1e-12);
        Assert.Equal(1, ofHigh, 1e-12);
    }

    private const double Rounding = 1e-10;

    [Theory]
    [InlineData(7, 2)]
    [InlineData(1024, 3)]
    [InlineData(1500, 3)]
    [InlineData(2100, 2)]
    public void Blocks_and_variances_at_once_agree_with_a_double_loop(int count, int dimensions)
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, count, dimensions) + 5, values = Draw.Normal(2, count, 2);
        double[] variances = [0.01, 0.3, 4];
        var found = GaussianFilter.LowFrequencyPart(inputs, values, variances);

        Assert.Equal([3L, count, 2L], found.shape);
        for (var index = 0; index < variances.Length; index++)
        {
            var expected = Naive(inputs.Numbers(), values.Numbers(), count, variances[index]);
            Tensors.RequireNear(tensor(expected).reshape(count, 2), found[index], Rounding);
        }
    }

    [Fact]
    public void Fitting_variances_go_from_the_nearest_neighbours_to_all_pairs()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, 301, 3), distances = (inputs.unsqueeze(0) - inputs.unsqueeze(1)).square().sum([2]);
        var found = GaussianFilter.VariancesFor(inputs);
        Assert.Equal(4, found.Length);
        // A quarter of squared distances: of the median of nearest neighbours, and of the mean of all pairs.
        var near = (distances + (eye(301, dtype: float64) * 1e9)).amin([1]).median().item<double>();
        Assert.Equal(1, found[0] / (near / 4), 6e-3);
        Assert.Equal(1, found[3] / (distances.mean().item<double>() / 4), 6e-3);
        Assert.Equal(found[1] / found[0], found[3] / found[2], 0.02 * found[1] / found[0]);
        // Two places, at both of which samples lie twice: no neighbour is nearer than the other place.
        Assert.Equal([0.5], GaussianFilter.VariancesFor(tensor(new[] { 0.0, 2, 0, 2 }).unsqueeze(1)));
    }

    [Fact]
    public void Two_points_have_a_closed_form() =>
        Gen.Select(Gen.Double[0, 4], Gen.Double[0.01, 5], Gen.Double[-3, 3], Gen.Double[-3, 3])
            .Sample((distance, variance, first, second) =>
            {
                using var scope = NewDisposeScope();
                var low = GaussianFilter
                    .LowFrequencyPart(tensor([0, distance]).unsqueeze(1), tensor([first, second]).unsqueeze(1), [variance])
                    .Numbers();
                var weight = Math.Exp(-distance * distance / (2 * variance));
                return Math.Abs(low[0] - ((first + (weight * second)) / (1 + weight))) < Rounding
                    && Math.Abs(low[1] - ((second + (weight * first)) / (1 + weight))) < Rounding;
            },
                iter: 100,
                threads: 1);

    [Fact]
    public void A_constant_stays_what_it_is()
    {
        using var scope = NewDisposeScope();
        var low = GaussianFilter.LowFrequencyPart(Draw.Normal(3, 1200, 4), full(1200, 1, 2.5, dtype: float64), [1e-9, 0.1, 1e6]);
        Tensors.RequireNear(full_like(low, 2.5), low, Rounding);
    }

    [Fact]
    public void Far_from_the_ends_of_a_fine_grid_a_line_stays_and_a_cosine_shrinks_by_the_Gaussians_transform()
    {
        const int Count = 801;
        const double Variance = 0.01;
        using var scope = NewDisposeScope();
        var x = linspace(-4, 4, Count, dtype: float64);
        double[] frequencies = [0.5, 1, 2];
        var columns = stack([x, .. frequencies.Select(k => (x * (2 * Math.PI * k)).cos())], dim: 1);
        var low = GaussianFilter.LowFrequencyPart(x.unsqueeze(1), columns, [Variance])[0];

        // Ten standard deviations from both ends.
        Tensor inner = low.narrow(0, 300, 201), before = columns.narrow(0, 300, 201);
        Tensors.RequireNear(before.select(1, 0), inner.select(1, 0), Rounding);
        for (var index = 0; index < frequencies.Length; index++)
        {
            // exp(−ω²δ/2): δ is a variance in input space, and 1/√δ the standard deviation in angular frequency.
            var gain = Math.Exp(-Math.Pow(2 * Math.PI * frequencies[index], 2) * Variance / 2);
            Tensors.RequireNear(before.select(1, index + 1) * gain, inner.select(1, index + 1), Rounding);
        }
    }

    [Fact]
    public void A_tiny_variance_leaves_samples_alone_and_a_huge_one_leaves_their_mean()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(4, 300, 5), values = Draw.Normal(5, 300, 2);
        var low = GaussianFilter.LowFrequencyPart(inputs, values, [1e-9, 1e9]);
        Tensors.RequireNear(values, low[0], Rounding);
        Tensors.RequireNear(values.mean([0]).expand(300, 2), low[1], 1e-6);
    }

    [Fact]
    public void It_is_linear_in_the_values()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(6, 100, 2), first = Draw.Normal(7, 100, 1), second = Draw.Normal(8, 100, 1);
        Tensor Low(Tensor values) => GaussianFilter.LowFrequencyPart(inputs, values, [0.2]);
        Tensors.RequireNear(Low(first) + (3 * Low(second)), Low(first + (3 * second)), Rounding);
    }

    [Fact]
    public void A_shift_of_all_points_changes_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(9, 200, 3), values = Draw.Normal(10, 200, 1);
        Tensors.RequireNear(
            GaussianFilter.LowFrequencyPart(inputs, values, [0.1]), GaussianFilter.LowFrequencyPart(inputs + 1000, values, [0.1]), 1e-8);
    }

    [Fact]
    public void Progress_ends_at_one_and_cancellation_stops_it()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(11, 2100, 2), values = Draw.Normal(12, 2100, 1);
        var progress = new Progress();
        GaussianFilter.LowFrequencyPart(inputs, values, [1], progress);
        Assert.InRange(progress.Reports.Count, 3, 2100);
        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(1, progress.Reports[^1]);

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => GaussianFilter.LowFrequencyPart(inputs, values, [1], cancellation: stop.Token));
    }

    [Fact]
    public void Wrong_shapes_and_variances_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => GaussianFilter.LowFrequencyPart(zeros(3), zeros(3, 1), [1]));
        Assert.Throws<ArgumentException>(() => GaussianFilter.LowFrequencyPart(zeros(3, 1), zeros(4, 1), [1]));
        Assert.Throws<ArgumentException>(() => GaussianFilter.LowFrequencyPart(zeros(3, 1), zeros(3), [1]));
        foreach (double wrong in new[] { 0, -1, double.NaN })
        {
            Assert.Throws<ArgumentException>(() => GaussianFilter.LowFrequencyPart(zeros(3, 1), zeros(3, 1), [1, wrong]));
        }
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using Tensor inputs = Draw.Normal(13, 1100, 2), values = Draw.Normal(14, 1100, 1);
        Tensors.RequireNoTensorLeft(() => GaussianFilter.LowFrequencyPart(inputs, values, [1, 2]).Dispose(), times: 2);
    }

    private static double[] Naive(double[] inputs, double[] values, int count, double variance)
    {
        int dimensions = inputs.Length / count, columns = values.Length / count;
        var low = new double[values.Length];
        for (var i = 0; i < count; i++)
        {
            var total = 0.0;
            var sums = new double[columns];
            for (var j = 0; j < count; j++)
            {
                var distance = 0.0;
                for (var d = 0; d < dimensions; d++)
                {
                    distance += Math.Pow(inputs[(i * dimensions) + d] - inputs[(j * dimensions) + d], 2);
                }

                var weight = Math.Exp(-distance / (2 * variance));
                total += weight;
                for (var c = 0; c < columns; c++)
                {
                    sums[c] += weight * values[(j * columns) + c];
                }
            }

            for (var c = 0; c < columns; c++)
            {
                low[(i * columns) + c] = sums[c] / total;
            }
        }

        return low;
    }

    private sealed class Progress : IProgress<double>
    {
        public List<double> Reports { get; } = [];

        public void Report(double value) => Reports.Add(value);
    }
}
