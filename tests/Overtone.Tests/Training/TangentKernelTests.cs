using Overtone.Models.Networks;
using Overtone.Training;

namespace Overtone.Tests.Training;

public class TangentKernelTests
{
    private static readonly double[,] First = { { -0.8, 0.1 }, { 0.3, -0.4 }, { 0.9, 0.7 } };
    private static readonly double[,] Second = { { 0.25, 0.5 }, { -1, -1 } };

    [Theory]
    [InlineData(NeuronForm.Breakpoint)]
    [InlineData(NeuronForm.Bias)]
    public void A_small_step_moves_the_outputs_as_the_kernel_says(NeuronForm form)
    {
        const double Rate = 1e-7;
        var initialisation = new TwoLayerInitialisation
        {
            Form = form,
            InputSpread = 1,
            OutputSpread = 1,
            OffsetSpread = 0.5,
            IsAntisymmetric = false,
        };
        var network = initialisation.Draw(2, 50, seed: 2);
        double[] labels = [1, -2, 0.5], residuals = [.. network.At(First).Zip(labels, (h, y) => h - y)];
        var kernel = TangentKernel.Between(network, Second, First);
        var before = network.At(Second);
        new TwoLayerDescent(network, First, labels, Rate).TrainTo(1);
        var after = network.At(Second);
        for (var m = 0; m < before.Length; m++)
        {
            // Second order: the rate times gradients of size 10, squared.
            Assert.Equal(-Enumerable.Range(0, 3).Sum(n => kernel[m, n] * residuals[n]), (after[m] - before[m]) / Rate, 1e-3);
        }
    }

    [Fact]
    public void The_largest_stable_rate_is_twice_the_inverse_of_the_largest_eigenvalue()
    {
        var network = new TwoLayerInitialisation { InputSpread = 1, OutputSpread = 1, OffsetSpread = 0.5 }.Draw(2, 50, seed: 2);
        var kernel = TangentKernel.Between(network, First, First);
        var vector = new double[] { 1, 1, 1 };
        var largest = 0.0;
        for (var iteration = 0; iteration < 500; iteration++)
        {
            double[] next = [.. Enumerable.Range(0, 3).Select(m => Enumerable.Range(0, 3).Sum(n => kernel[m, n] * vector[n]))];
            largest = Math.Sqrt(next.Sum(v => v * v));
            vector = [.. next.Select(v => v / largest)];
        }

        Assert.Equal(2 / largest, TangentKernel.LargestStableRate(network, First), 1e-9 / largest);
    }
}
