using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class LinearFrequencySamplesTests
{
    [Fact]
    public void One_sample_is_none() => RequireFault("There are 1 samples; expected at least 2", new double[1, 2], [1]);

    [Fact]
    public void Points_and_labels_are_equally_many() => RequireFault("There are 3 points, but 2 labels", new double[3, 1], [1, 2]);

    [Fact]
    public void Values_are_numbers() => RequireFault("not a finite number", new double[,] { { 0 }, { 1 } }, [1, double.NaN]);

    [Fact]
    public void A_point_with_two_labels_is_named() =>
        RequireFault(
            "Samples 1 and 3 lie at the same point (2, 3) with labels 5 and -5; expected one label per point",
            new double[,]
            {
                { 2, 1 }, { 2, 3 }, { 0, 3 }, { 2, 3 },
            },
            [0, 5, 1, -5]);

    [Fact]
    public void A_point_that_is_there_twice_is_named() =>
        RequireFault("Samples 0 and 2 lie at the same point (0) with the same label", new double[,] { { 0 }, { 1 }, { -0.0 } }, [4, 5, 4]);

    private static void RequireFault(string message, double[,] points, double[] labels) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => new LinearFrequencySamples(points, labels)).Message,
            StringComparison.Ordinal);
}
