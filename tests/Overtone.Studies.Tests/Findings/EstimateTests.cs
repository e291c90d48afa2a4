using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

public class EstimateTests
{
    [Fact]
    public void A_mean_has_its_bootstrap_interval_and_stands_in_its_sentence()
    {
        double[] values = [1, 2, 6];
        var estimate = Estimate.OfMean("regions", values, mean => $"There are {mean}.", "regions");
        var (_, low, high) = BootstrapInterval.OfMean(values);
        Assert.Equal((3, low, high), (estimate.Value, estimate.Low, estimate.High));
        Assert.Equal(("regions", "regions", "There are 3."), (estimate.Name, estimate.Unit, estimate.Statement));
    }
}
