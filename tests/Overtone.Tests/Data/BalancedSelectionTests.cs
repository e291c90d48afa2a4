using CsCheck;

namespace Overtone.Tests.Data;

public class BalancedSelectionTests
{
    private static readonly Gen<(int[] Labels, int Count, long Seed)> Cases =
        from labels in Gen.Int[0, 2].Array[1, 60]
        from count in Gen.Int[1, labels.Length]
        from seed in Gen.Long
        select (labels, count, seed);

    [Fact]
    public void The_same_seed_gives_the_same_images() => Cases.Sample(c => Choose(c).SequenceEqual(Choose(c)));

    [Fact]
    public void Images_keep_their_order_and_none_comes_twice() =>
        Cases.Sample(c => Choose(c) is var chosen
            && chosen.Length == c.Count
            && chosen.Zip(chosen.Skip(1)).All(pair => pair.First < pair.Second));

    [Fact]
    public void A_larger_subset_contains_the_smaller() =>
        Cases.Sample(c => !Choose(c with { Count = (c.Count + 1) / 2 }).Except(Choose(c)).Any());

    [Fact]
    public void No_class_is_more_than_one_ahead_of_a_class_that_has_images_left() => Cases.Sample(c =>
    {
        var chosen = Choose(c).CountBy(index => c.Labels[index]).ToDictionary();
        var classes = c.Labels.CountBy(label => label).ToDictionary();
        return classes.All(one => chosen.GetValueOrDefault(one.Key) == one.Value
            || chosen.Values.All(other => other <= chosen.GetValueOrDefault(one.Key) + 1));
    });

    [Fact]
    public void Seeds_choose_differently()
    {
        var labels = new int[1000];
        var first = Choose((labels, 500, 1));
        var overlap = first.Intersect(Choose((labels, 500, 2))).Count();

        // 250 in the mean, with a standard deviation of about 8.
        Assert.InRange(overlap, 200, 300);
    }

    [Fact]
    public void Fewer_images_than_classes_do_not_mean_the_first_classes()
    {
        int[] labels = [.. Enumerable.Range(0, 400).Select(index => index % 200)];
        int[] Classes(long seed) => [.. Choose((labels, 20, seed)).Select(index => labels[index]).Order()];
        Assert.Equal(20, Classes(1).Distinct().Count());

        // Of 20 classes drawn from 200, the largest is below 120 once in 25,000 times.
        Assert.All(Enumerable.Range(1, 20), seed => Assert.True(Classes(seed)[^1] >= 120));
        Assert.NotEqual(Classes(1), Classes(2));
    }

    private static int[] Choose((int[] Labels, int Count, long Seed) c)
    {
        var data = new Overtone.Data.MemoryDataset(
            "labels", new(1, 1, 1), [.. Enumerable.Range(0, c.Labels.Max() + 3).Select(n => $"{n}")], c.Labels,
            [.. Enumerable.Range(0, c.Labels.Length).Select(index => index / 1000f)]);
        var part = data.Subset(c.Count, c.Seed);
        return [.. Enumerable.Range(0, part.Count).Select(index => (int)MathF.Round(Sample.Pixels(part, index)[0] * 1000))];
    }
}
