using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class FilteredErrorsTests
{
    /// <summary>Against each step filtered by itself.</summary>
    [Fact]
    public void All_steps_together_give_what_each_gives_alone()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, 30, 2), targets = Draw.Normal(2, 30, 3), outputs = Draw.Normal(3, 4, 30, 3);
        double[] variances = [0.1, 0.5];
        var found = FilteredErrors.Of(inputs, targets, outputs, variances);
        Assert.Equal(variances, found.Select(f => f.Variance));
        Tensor targetsLow = GaussianFilter.LowFrequencyPart(inputs, targets, variances);
        for (var v = 0; v < variances.Length; v++)
        {
            Assert.Equal(4, found[v].Errors.Count);
            Assert.Equal(GaussianFilter.EnergyShares(targets, targetsLow[v]).High, found[v].EnergyShares.High, 1e-12);
            for (var step = 0; step < 4; step++)
            {
                Tensor low = GaussianFilter.LowFrequencyPart(inputs, outputs[step], [variances[v]])[0];
                var (expectedLow, expectedHigh) = GaussianFilter.Errors(targets, targetsLow[v], outputs[step], low);
                Assert.Equal(expectedLow, found[v].Errors[step].Low, 1e-12);
                Assert.Equal(expectedHigh, found[v].Errors[step].High, 1e-12);
            }
        }
    }

    [Fact]
    public void Outputs_that_are_the_targets_have_no_error_and_none_leaves_a_tensor()
    {
        using Tensor inputs = Draw.Normal(1, 20, 2), targets = Draw.Normal(2, 20, 1), outputs = targets.unsqueeze(0);
        var (low, high) = Assert.Single(FilteredErrors.Of(inputs, targets, outputs, [0.3])[0].Errors);
        Assert.Equal(0, low, 1e-14);
        Assert.Equal(0, high, 1e-14);
        Tensors.RequireNoTensorLeft(() => FilteredErrors.Of(inputs, targets, outputs, [0.3]), times: 2);
    }
}
