using Overtone.Catalog.DefendedModels;

namespace Overtone.Catalog.Tests.DefendedModels;

public sealed class PairedDifferenceTests
{
    /// <summary>Newcombe 1998, Table II, first data set, method 10.</summary>
    [Fact]
    public void The_published_interval_comes_out()
    {
        PairedDifference difference = Of(both: 36, onlyFirst: 12, onlySecond: 2, neither: 0);
        Assert.Equal(0.2, difference.Value, 1e-12);
        Assert.Equal(0.0569, difference.Low, 5e-5);
        Assert.Equal(0.3404, difference.High, 5e-5);
    }

    [Fact]
    public void Exchanging_the_two_turns_the_interval_round_and_equal_answers_do_not_make_it_empty()
    {
        PairedDifference one = Of(5, 9, 3, 20), other = Of(5, 3, 9, 20);
        Assert.Equal((-one.High, -one.Low), (other.Low, other.High));
        PairedDifference equal = Of(0, 0, 0, 40);
        Assert.Equal(0, equal.Value);
        Assert.True(equal.Low < -0.05 && equal.High > 0.05);
    }

    /// <summary>Correlated answers of few images, both rare: the true difference lies inside nearly as often as is promised.</summary>
    [Theory]
    [InlineData(30, 0.05, 0.1)]
    [InlineData(50, 0.3, 0.1)]
    [InlineData(100, 0.02, 0.02)]
    public void The_interval_covers(int images, double onlyFirst, double onlySecond)
    {
        var random = new Random(3);
        int inside = 0;
        const int Repeats = 2000;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            bool[] first = new bool[images], second = new bool[images];
            for (int n = 0; n < images; n++)
            {
                double draw = random.NextDouble();
                (first[n], second[n]) = draw < onlyFirst ? (true, false) : draw < onlyFirst + onlySecond ? (false, true)
                    : draw < onlyFirst + onlySecond + 0.1 ? (true, true) : (false, false);
            }

            var difference = PairedDifference.Of(first, second);
            inside += difference.Low <= onlyFirst - onlySecond && onlyFirst - onlySecond <= difference.High ? 1 : 0;
        }

        Assert.InRange((double)inside / Repeats, 0.93, 1);
    }

    private static PairedDifference Of(int both, int onlyFirst, int onlySecond, int neither) => PairedDifference.Of(
        [.. Answers(true, both + onlyFirst), .. Answers(false, onlySecond + neither)],
        [.. Answers(true, both), .. Answers(false, onlyFirst), .. Answers(true, onlySecond), .. Answers(false, neither)]);

    private static IEnumerable<bool> Answers(bool answer, int count) => Enumerable.Repeat(answer, count);
}
