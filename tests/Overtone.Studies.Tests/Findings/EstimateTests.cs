using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

public class EstimateTests
{
    [Fact]
    public void A_median_has_its_interval_and_stands_in_its_sentence()
    {
        var estimate = Estimate.OfMedian("regions", [1, 2, 6, 3, 9, 4], median => $"There are {median}.", "regions");
        Assert.Equal((3.5, 1, 9), (estimate.Value, estimate.Low, estimate.High));
        Assert.Equal(("regions", "regions", "There are 3.5."), (estimate.Name, estimate.Unit, estimate.Statement));
    }

    [Fact]
    public void A_median_of_few_values_has_no_interval()
    {
        var estimate = Estimate.OfMedian("regions", [1, 2, 6], median => $"There are {median}.");
        Assert.Equal((2, null, null), (estimate.Value, estimate.Low, estimate.High));
    }
}
