using System.Numerics;
using Overtone.Theory.SmallWeights;

namespace Overtone.Tests.Theory.SmallWeights;

public class SmallWeightTheoremsTests
{
    private static readonly double[] A = [0.9, -0.6], B = [0.8, 1.1];

    // Independent of all logarithms: where nothing underflows, the plain numbers decide.
    [Fact]
    public void Both_counts_are_those_of_plain_numbers()
    {
        const int Draws = 4000;
        var (first, second) = Theorems().Failures(1, Draws, 5);
        var ball = new WeightBall(1, 5);
        double[] weights = [1, 1];
        int plainFirst = 0, plainSecond = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            ball.Draw(weights);
            double[] low = Plain(weights, 1), high = Plain(weights, 2);
            plainFirst += low.Zip(high).All(pair => Math.Abs(pair.First) > Math.Abs(pair.Second)) ? 0 : 1;
            double square = low.Sum(g => g * g), product = low.Zip(high).Sum(pair => pair.First * pair.Second);
            plainSecond += -square - product <= 0 && square >= high.Sum(g => g * g) ? 0 : 1;
        }

        // Draws with a weight so small that the plain numbers are zero count as failures there: a share of about 2·0.002.
        Assert.InRange(plainFirst - first, 0, 40);
        Assert.InRange(plainSecond - second, -5, 5);
        Assert.InRange(first, Draws / 20, Draws / 2);
    }

    [Fact]
    public void The_second_theorem_s_event_follows_from_the_first_s_and_smaller_weights_fail_less()
    {
        var counts = new[] { 2, 1, 0.5, 0.3 }.Select(radius => Theorems().Failures(radius, 4000, 7)).ToArray();
        Assert.All(counts, count => Assert.True(count.Second <= count.First));
        Assert.Equal(counts.OrderByDescending(count => count.First), counts);
    }

    [Fact]
    public void Points_fill_the_ball_uniformly()
    {
        var ball = new WeightBall(2, 3);
        double[] point = new double[3];
        int inner = 0;
        for (int draw = 0; draw < 20_000; draw++)
        {
            ball.Draw(point);
            double radius = Math.Sqrt(point.Sum(x => x * x));
            Assert.InRange(radius, 0, 2);
            inner += radius < 1 ? 1 : 0;
        }

        // An eighth of the volume; its standard error is 0.0023.
        Assert.Equal(0.125, inner / 20_000.0, 0.01);
    }

    [Fact]
    public void Frequencies_in_the_wrong_order_and_a_target_without_one_are_refused()
    {
        Assert.Contains("|k2| > |k1| > 0", Assert.Throws<ArgumentException>(() => new SmallWeightTheorems(A, B, (2, 1), (1, 1))).Message);
        Assert.Throws<ArgumentException>(() => new SmallWeightTheorems(A, B, (0, 1), (1, 1)));
        Assert.Throws<ArgumentException>(() => new SmallWeightTheorems(A, B, (1, 0), (2, 1)));
    }

    private static SmallWeightTheorems Theorems() => new(A, B, (1, Complex.One), (2, Complex.One));

    private static double[] Plain(double[] w, double k)
    {
        var i = Complex.ImaginaryOne;
        Complex Wave(int j) => -i * Math.PI * Complex.Exp(i * B[j] * k / w[j]) / (Math.Abs(w[j]) * Math.Sinh(Math.PI * k / (2 * w[j])));
        var error = Complex.Conjugate(Enumerable.Range(0, 2).Aggregate(-Complex.One, (sum, j) => sum + (A[j] * Wave(j))));
        return [.. Enumerable.Range(0, 2).SelectMany(j =>
        {
            Complex wave = Wave(j),
                byWeight =
                    (-1 / w[j]) - (i * B[j] * k / (w[j] * w[j])) + (Math.PI * k / (2 * w[j] * w[j] * Math.Tanh(Math.PI * k / (2 * w[j]))));
            return new[] { (error * wave).Real, (error * A[j] * wave * byWeight).Real, (error * A[j] * i * k / w[j] * wave).Real };
        })];
    }

    [Fact]
    public void A_drawn_network_is_the_seeds()
    {
        (int, int) Failures(long seed) => SmallWeightTheorems.Draw(5, seed, 1, 2).Failures(1, 2000, 3);
        Assert.Equal(Failures(1), Failures(1));
        Assert.NotEqual(Failures(1), Failures(2));
        Assert.Throws<ArgumentException>(() => SmallWeightTheorems.Draw(5, 1, 2, 1));
    }
}
