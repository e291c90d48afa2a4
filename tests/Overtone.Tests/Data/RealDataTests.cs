using Overtone.Data;

namespace Overtone.Tests.Data;

/// <summary>The real sets against the numbers written down where they were made.</summary>
public class RealDataTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Mnist_is_MNIST()
    {
        var (train, test) = TestData.OpenOrSkip("mnist");

        Assert.Equal(new ImageShape(1, 28, 28), train.Shape);
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], Sample.ClassCounts(train));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], Sample.ClassCounts(test!));
        RequireMoments(train, (0.130660, 0.308108));
        RequireMoments(test!, (0.132515, 0.310480));
    }

    [Fact]
    public void Tiny_imagenet_10_has_its_documented_numbers()
    {
        var (train, test) = TestData.OpenOrSkip("tiny-imagenet-10");

        Assert.Equal(Enumerable.Repeat(1800, 10), Sample.ClassCounts(train));
        Assert.Equal(Enumerable.Repeat(200, 10), Sample.ClassCounts(test!));
        Assert.Equal(("landmark", "truck-bus"), (train.ClassNames[0], train.ClassNames[9]));
        RequireMoments(train, (0.47501, 0.24823), (0.45808, 0.24326), (0.40478, 0.26067));
        RequireMoments(test!, (0.48030, 0.24998), (0.46317, 0.24473), (0.41013, 0.26318));
    }

    [Fact]
    public void Cifar10_jpeg_has_its_documented_numbers()
    {
        var (train, test) = TestData.OpenOrSkip("cifar10-jpeg");

        Assert.Equal(Enumerable.Repeat(5000, 10), Sample.ClassCounts(train));
        Assert.Equal(Enumerable.Repeat(1000, 10), Sample.ClassCounts(test!));
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], train.ClassNames);
        Assert.Equal(50_000, train.Files.Count);
        RequireMoments(train, (0.49125, 0.24523), (0.48209, 0.24278), (0.44652, 0.26063));
    }

    [Fact]
    public void The_sample_of_imagenet_has_its_documented_numbers()
    {
        var folder = TestData.Roots.Select(root => Path.Combine(root, "imagenet-sample")).FirstOrDefault(Directory.Exists);
        Assert.SkipUnless(folder is not null, "imagenet-sample is in none of the folders of OVERTONE_DATA.");
        var data = DataSource.Open(folder!, [], cancellation: TestContext.Current.CancellationToken).Evaluation;

        Assert.Equal(new ImageShape(3, 224, 224), data.Shape);
        Assert.Equal(Enumerable.Range(0, 200).Select(index => 5 * index), data.Labels.ToArray());
        Assert.Equal((996, "tench", "1"), (data.ClassNames.Count, data.ClassNames[0], data.ClassNames[1]));
        Assert.Equal(201, data.Files.Count);
        RequireMoments(data, (0.48476, 0.26179), (0.45003, 0.25688), (0.39783, 0.26948));
    }

    [Fact]
    public void All_of_mnist_becomes_one_tensor()
    {
        var train = TestData.OpenOrSkip("mnist").Train;
        using var images = train.Images([.. Enumerable.Range(0, train.Count)]);
        Assert.Equal([60_000, 1, 28, 28], images.shape);
    }

    private static void RequireMoments(Dataset data, params (double Mean, double Deviation)[] expected)
    {
        var found = Sample.ChannelMoments(data);
        Assert.Equal(expected.Length, found.Length);
        for (var channel = 0; channel < found.Length; channel++)
        {
            Assert.Equal(expected[channel].Mean, found[channel].Mean, Tolerance);
            Assert.Equal(expected[channel].Deviation, found[channel].Deviation, Tolerance);
        }
    }
}
