using Overtone.Data.Corruptions;

namespace Overtone.Tests.Data.Corruptions;

public class RandomNumbersTests
{
    private const int Count = 100_001;

    [Fact]
    public void A_stream_is_that_of_its_seed_and_number()
    {
        var first = Numbers(1, 2);
        Assert.Equal(first, Numbers(1, 2));
        Assert.NotEqual(first, Numbers(1, 3));
        Assert.NotEqual(first, Numbers(2, 2));
    }

    [Fact]
    public void Neighbouring_streams_are_unrelated()
    {
        float[] first = Numbers(1, 2), second = Numbers(1, 3);
        var product = first.Zip(second, (one, other) => (one - 0.5) * (other - 0.5)).Average() * 12;
        Assert.InRange(product, -4 / Math.Sqrt(Count), 4 / Math.Sqrt(Count));
    }

    [Fact]
    public void Unit_numbers_are_uniform()
    {
        var numbers = Numbers(7, 0);
        Assert.All(numbers, number => Assert.InRange(number, 1e-9f, 1));
        Assert.Equal(0.5, numbers.Average(), 4 * Math.Sqrt(1.0 / 12 / Count));
        Assert.Equal(0.1, numbers.Count(number => number <= 0.1f) / (double)Count, 4 * Math.Sqrt(0.09 / Count));
    }

    [Fact]
    public void Normal_numbers_are_normal()
    {
        var random = new RandomNumbers();
        random.Restart(3, 1);
        var numbers = new float[Count];
        random.FillNormal(numbers, new CorruptionWorkspace());
        Assert.Equal(0, numbers.Average(number => (double)number), 4 / Math.Sqrt(Count));
        Assert.Equal(1, numbers.Average(number => (double)number * number), 4 * Math.Sqrt(2.0 / Count));
        Assert.Equal(3, numbers.Average(number => Math.Pow(number, 4)), 4 * Math.Sqrt(96.0 / Count));
        Assert.Equal(0.0227501, numbers.Count(number => number > 2) / (double)Count, 4 * Math.Sqrt(0.0222 / Count));
        Assert.Equal(0, numbers.Zip(numbers.Skip(1), (one, other) => (double)one * other).Average(), 4 / Math.Sqrt(Count));
    }

    [Fact]
    public void Whole_numbers_below_a_bound_come_equally_often()
    {
        var random = new RandomNumbers();
        random.Restart(3, 1);
        var counts = new int[7];
        for (var draw = 0; draw < 70_000; draw++)
        {
            counts[random.Below(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 10_000 - 400, 10_000 + 400));
    }

    private static float[] Numbers(ulong seed, ulong index)
    {
        var random = new RandomNumbers();
        random.Restart(seed, index);
        var numbers = new float[Count];
        random.FillUnit(numbers);
        return numbers;
    }
}
