using System.Text.Json;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

/// <summary>A trial is expected to cost what those cost that are most like it.</summary>
public sealed class TrialCostsTests
{
    [Fact]
    public void The_same_settings_with_other_seeds_tell_most()
    {
        var costs = new TrialCosts(
        [
            (Of("a", 1), 2, 10, 700), (Of("a", 2), 4, 30, 500), (Of("a", 1, steps: 99), 50, 0, null), (Of("b", 1), 99, 0, 9000),
        ]);
        Assert.Equal(new TrialCost(3, 20, 700, 0), costs.Of(TrialTraits.Of(Of("a", 1000))));
        Assert.Equal(new TrialCost(50, 0, null, 1), costs.Of(TrialTraits.Of(Of("a", 1, steps: 99, width: 7))));
        Assert.Null(costs.Of(TrialTraits.Of(Of("c", 1))));
    }

    [Fact]
    public void What_is_computed_elsewhere_tells_nothing()
    {
        var costs = new TrialCosts([(Of("a", 1) with { Resources = new TrialResources("", "cuda:0", 1) }, 2, 10, null)]);
        Assert.Null(costs.Of(TrialTraits.Of(Of("a", 1))));
    }

    [Theory]
    [InlineData("{\"seeds\":[1,2]}", "{\"seeds\":[3,4]}", 0)]
    [InlineData("{\"widths\":[1,2]}", "{ \"widths\": [\n1,\n2 ] }", 0)]
    [InlineData("{\"of\":\"0123456789abcdef0123456789abcdef\"}", "{\"of\":\"fedcba9876543210fedcba9876543210\"}", 0)]
    [InlineData("{\"seeds\":[1,2],\"label\":\"one\"}", "{\"seeds\":[3],\"label\":\"two\"}", 1)]
    [InlineData("{\"of\":{\"a\":1,\"b\":2}}", "{\"of\":{\"a\":1,\"b\":3},\"c\":4}", 2)]
    public void Seeds_keys_and_labels_make_no_difference(string first, string second, int differences)
    {
        TrialTraits a = Of(first), b = Of(second);
        Assert.Equal((differences, differences), (a.DifferencesFrom(b), b.DifferencesFrom(a)));

        static TrialTraits Of(string parameters) => TrialTraits.Of(
            new Trial("coin", 1, "", JsonSerializer.Deserialize<JsonElement>(parameters), new TrialResources("", "cpu", 1), []));
    }

    private static Trial Of(string kind, long seed, int steps = 1, int width = 1)
    {
        var parameters = new Dictionary<string, object> { ["$type"] = kind, ["seed"] = seed, ["steps"] = steps, ["width"] = width };
        return new Trial("coin", 1, "", JsonSerializer.SerializeToElement(parameters), new TrialResources("", "cpu", 1), []);
    }
}
