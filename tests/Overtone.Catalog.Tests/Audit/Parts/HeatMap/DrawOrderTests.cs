using CsCheck;
using Overtone.Catalog.Audit;

namespace Overtone.Catalog.Tests.Audit;

public class DrawOrderTests
{
    [Fact]
    public void Every_image_comes_once_and_the_first_ones_hold_the_classes_as_the_sample_does() =>
        Gen.Select(Gen.Long[0, 3].Array[1, 200], Gen.Long[0, 1000]).Sample((labels, seed) =>
        {
            int[] order = DrawOrder.Of(labels, seed);
            return order.Order().SequenceEqual(Enumerable.Range(0, labels.Length)) && Enumerable.Range(1, labels.Length).All(count =>
                labels.Distinct().All(label => Math.Abs(
                    order.Take(count).Count(image => labels[image] == label)
                        - (count * (double)labels.Count(other => other == label) / labels.Length)) < 4));
        }, iter: 50, threads: 1);

    [Fact]
    public void Of_classes_of_one_size_no_prefix_has_more_than_one_image_more_of_one_than_of_another()
    {
        long[] labels = [.. Enumerable.Range(0, 100).Select(n => (long)(n % 10))];
        int[] order = DrawOrder.Of(labels, seed: 1);
        Assert.NotEqual(order, DrawOrder.Of(labels, seed: 2));
        Assert.All(Enumerable.Range(1, 10), round => Assert.All(
            Enumerable.Range(0, 10), label => Assert.Equal(round, order.Take(10 * round).Count(image => labels[image] == label))));
    }

    [Fact]
    public void Without_neighbourhoods_the_sample_stays_in_its_order()
    {
        CleanAnswer[] clean = [.. Enumerable.Range(0, 20).Select(n => new CleanAnswer(n, n / 10, 0, 0, 0))];
        Assert.Equal(clean, DrawOrder.Of(new AuditOptions(), clean.Reverse()));
        Assert.NotEqual(clean, DrawOrder.Of(new AuditOptions { Resolution = 3 }, clean));
    }
}
