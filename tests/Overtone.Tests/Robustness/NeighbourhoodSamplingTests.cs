using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class NeighbourhoodSamplingTests
{
    private const int Images = 200, Orders = 200;
    private const double Precision = 0.1;
    private static readonly FrequencyTiling Tiling = new(new FrequencyPlane(8, 8), 3);

    [Fact]
    public void Intervals_hold_the_mean_over_the_neighbourhood_in_nineteen_orders_of_twenty()
    {
        // Images differ, and so do frequencies.
        var random = new Random(1);
        var errors = Tiling.Plane.Classes.ToDictionary(cell => cell, cell => Enumerable.Range(0, Images)
            .Select(image => random.NextDouble() < (image % 4 == 0 ? 0.9 : cell.Radius / 8)).ToArray());
        var held = Tiling.Neighbourhoods.ToDictionary(one => one.Middle, _ => 0);
        for (var order = 0; order < Orders; order++)
        {
            int[] images = [.. Enumerable.Range(0, Images)];
            new Random(order).Shuffle(images);
            var measured = Measure((one, place) => errors[one.Draw(order, images[place])][images[place]]);
            foreach (var one in Tiling.Neighbourhoods)
            {
                var truth = one.Members.Average(cell => errors[cell].Average(e => e ? 1.0 : 0));
                var (low, high) = Sampling.Proportion(one).Interval(measured[one.Middle][^1].Images, measured[one.Middle][^1].Errors);
                held[one.Middle] += truth >= low - 1e-12 && truth <= high + 1e-12 ? 1 : 0;
            }
        }

        // Four standard errors below 95 % of 200, and one over all of them.
        Assert.All(held.Values, count => Assert.InRange(count, 178, Orders));
        Assert.InRange(held.Values.Average() / Orders, 0.945, 1);
    }

    [Fact]
    public void Images_are_taken_in_order_and_none_twice()
    {
        foreach (var (middle, looks) in Measure((one, place) => (place * 7) % 10 < one.Middle.Radius))
        {
            var plan = Sampling.Proportion(Tiling.Of(middle)).Looks;
            Assert.Equal(plan.Take(looks.Count), looks.Select(look => look.Images));
            Assert.InRange(looks[^1].Images, 1, Images);
        }
    }

    [Fact]
    public void What_is_asked_for_depends_on_what_was_seen_alone()
    {
        var seen = Measure((one, place) => place % 2 == 0, rounds: 2);
        var again = new NeighbourhoodSampling(new FrequencyTiling(new FrequencyPlane(8, 8), 3), Images, Precision);
        Assert.Equal(
            Sampling.Next(seen).Select(request => (request.Neighbourhood.Middle, request.First, request.Count)),
            again.Next(seen).Select(request => (request.Neighbourhood.Middle, request.First, request.Count)));
    }

    [Fact]
    public void A_mean_over_frequencies_is_not_known_exactly_from_every_image_once()
    {
        var sampling = new NeighbourhoodSampling(Tiling, 30, 0.01);
        Assert.All(Tiling.Neighbourhoods, one =>
        {
            var (low, high) = sampling.Proportion(one).Interval(30, 12);
            if (one.Members.Count == 1)
                Assert.Equal((0.4, 0.4), (low, high));
            else
                Assert.InRange(high - low, 0.1, 1);
        });
        Assert.Equal(30 * Tiling.Neighbourhoods.Count, sampling.MostPasses);
    }

    private static NeighbourhoodSampling Sampling { get; } = new(Tiling, Images, Precision);

    private static Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Measure(
        Func<FrequencyNeighbourhood, int, bool> isWrong, int rounds = int.MaxValue)
    {
        Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen = [];
        for (var round = 0; round < rounds && Sampling.Next(seen) is { Count: > 0 } requests; round++)
        {
            foreach (var (one, first, count) in requests)
            {
                var looks = seen.GetValueOrDefault(one.Middle, []);
                var errors = (looks.Count == 0 ? 0 : looks[^1].Errors)
                    + Enumerable.Range(first, count).Count(place => isWrong(one, place));
                seen[one.Middle] = [.. looks, (first + count, errors)];
            }
        }

        return seen;
    }
}
