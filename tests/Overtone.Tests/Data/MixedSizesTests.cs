using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Data;

/// <summary>Pictures of different sizes: of no use until each was made to fit.</summary>
public sealed class MixedSizesTests : IDisposable
{
    private static readonly string Pictures = Path.Combine(Cases.Data, "mixed-sizes");
    private static readonly InputSize Size = new(3, 24, 32);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<ResizeRule> Rules => [ResizeRule.Resize, ResizeRule.ResizeAndCrop];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_picture_is_fitted_as_it_would_be_by_itself(ResizeRule rule)
    {
        Dataset data = DataSource.OpenOfAnySizes(Pictures, [], cancellation: TestContext.Current.CancellationToken).Evaluation;
        Dataset fitted = Fitted(data, rule);
        using Tensor images = fitted.Subset(5, seed: 1).Images([0, 1, 2, 3, 4]), all = fitted.Images([.. Enumerable.Range(0, data.Count)]);

        Assert.False(data.HasOneSize);
        Assert.Equal((new ImageShape(3, 24, 32), data.Count), (fitted.Shape, (int)all.shape[0]));
        for (int index = 0; index < data.Count; index++)
        {
            ImageShape own = ImageFile.ReadShape(data.Files[index]);
            float[] pixels = new float[own.PixelCount];
            ImageFile.ReadPixels(data.Files[index], own, pixels);
            using Tensor one = tensor(pixels, [1, own.Channels, own.Height, own.Width]), alone = ImageResize.Fit(one, Size, Spec(rule));
            using Tensor read = all.narrow(0, index, 1);
            Tensors.RequireSame(alone, read);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Pictures_of_one_size_fit_alike_one_by_one(ResizeRule rule)
    {
        Dataset data = DataSource.Open(Path.Combine(Cases.Data, "photos"), [], cancellation: TestContext.Current.CancellationToken).Train;
        int[] some = [.. Enumerable.Range(0, 10)];
        using Tensor images = data.Images(some), together = ImageResize.Fit(images, Size, Spec(rule));
        using Tensor oneByOne = Fitted(data, rule).Images(some);

        Tensors.RequireNear(together, oneByOne, 1e-6);
    }

    [Fact]
    public void Nothing_that_needs_one_size_takes_them()
    {
        Dataset data = DataSource.OpenOfAnySizes(Pictures, [], cancellation: TestContext.Current.CancellationToken).Train;
        Action[] uses =
        [
            () => DataSource.Open(Pictures, []),
            () => ImageFolderReader.Read(Pictures),
            () => ImageProblem.Open(Pictures, []),
            () => new ImageProblem(data).Dispose(),
            () => data.Subset(2, seed: 1),
            () => data.Images([0]),
            () => data.Batches(1).First().Dispose(),
            () => _ = data.Shape,
        ];

        Assert.All(uses, use =>
        {
            var fault = Assert.Throws<DataFormatException>(use);
            Assert.EndsWith(Path.Combine("airplane", "0001.jpg"), fault.File, StringComparison.Ordinal);
            Assert.Contains("--resize resize", fault.Expected, StringComparison.Ordinal);
            Assert.Contains(Path.Combine("airplane", "0000.jpg"), fault.Expected, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_list_may_name_pictures_of_different_sizes()
    {
        _folder.Write("a.png", SampleImage.Png(4, 6));
        _folder.Write("b.png", SampleImage.GreyPng(5, 5));
        _folder.Write("labels.csv", "file,label\na.png,0\nb.png,1\n");
        Dataset data = DataSource.OpenOfAnySizes(_folder.Path, [], cancellation: TestContext.Current.CancellationToken).Train;

        Assert.Equal((3, false), (data.Channels, data.HasOneSize));
        using Tensor images = Fitted(data, ResizeRule.Resize).Images([1, 0]);
        Assert.Equal([2, 3, 24, 32], images.shape);
    }

    [Fact]
    public void Parts_may_differ_in_size_but_not_in_classes()
    {
        _folder.Write("train/a/1.png", SampleImage.Png(4, 6));
        _folder.Write("train/b/1.png", SampleImage.Png(5, 6));
        _folder.Write("test/a/1.png", SampleImage.Png(7, 7));
        _folder.Write("test/b/1.png", SampleImage.Png(7, 7));
        var data = DataSource.OpenOfAnySizes(_folder.Path, [], cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((false, true), (data.Train.HasOneSize, data.Evaluation.HasOneSize));
        Assert.Throws<DataFormatException>(() => DataSource.Open(_folder.Path, []));
    }

    private static InputSpec Spec(ResizeRule rule) =>
        new() { Resize = rule, ResizeTo = rule == ResizeRule.ResizeAndCrop ? 36 : null };

    private static Dataset Fitted(Dataset data, ResizeRule rule) =>
        data.Fitted(new ImageShape(Size.Channels, Size.Height, Size.Width), image => ImageResize.Fit(image, Size, Spec(rule)));
}
