using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyXorFindingsTests
{
    private static readonly LinearFrequencyXor Study = new();
    private static readonly LinearFrequencyXorOptions Options = new() { Controls = false };

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(), claim => ("outputs", claim == "correlation" ? "network" : "width"));

    [Fact]
    public void The_slope_is_that_of_the_differences()
    {
        // 1/√width, exactly.
        var estimates = Study.ConcludeFrom(Options, Tables()).Estimates;
        Assert.Equal(["rms_slope", "mean_absolute_slope"], estimates.Select(e => e.Name));
        Assert.All(estimates, estimate => Assert.Equal(-0.5, estimate.Value, 1e-9));
    }

    [Theory]
    [InlineData(new[] { 500, 2000, 8000 }, 2000)]
    [InlineData(new[] { 100, 400 }, 400)]
    [InlineData(new[] { 500, 4000, 16_000 }, 4000)]
    public void The_first_width_that_is_wide_enough_is_judged(int[] widths, int judged) =>
        Assert.Equal(judged, new LinearFrequencyXorOptions { Widths = widths }.JudgedWidth());

    private static TableSet Tables()
    {
        var outputs = new List<LinearFrequencyXor.Output>();
        foreach (var width in Options.Widths)
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                for (var n = 0; n < 25; n++)
                {
                    double x1 = (n / 5 * 0.5) - 1, x2 = (n % 5 * 0.5) - 1, difference = (n % 2 == 0 ? 1 : -1) / Math.Sqrt(width);
                    outputs.Add(new(LinearFrequencyXor.Xor, width, seed, x1, x2, (x1 * x2) + difference, x1 * x2, difference));
                }
            }
        }

        return new TableSet([Table.Of(outputs)]);
    }
}
