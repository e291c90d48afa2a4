using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

/// <summary>What every classifier must do, whatever computes it.</summary>
public class ClassifierContractTests
{
    // ONNX Runtime and two versions of libtorch sum in different orders; logits here are below 3.
    private const double Tolerance = 1e-5;

    public static TheoryData<string> RgbModels =>
        ["rgb.onnx", "batch1.onnx", "batch4.onnx", "nhwc.onnx", "any_size.onnx", "two_outputs.onnx", "baked.onnx", "rgb.pt", "baked.pt"];

    [Theory]
    [MemberData(nameof(RgbModels))]
    public void Logits_are_those_of_PyTorch(string file)
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open(file);

        Tensors.RequireNear(Fixture.Read("logits_rgb.npy"), classifier.Logits(Fixture.Read("images_rgb.npy")), Tolerance);
        Assert.Equal(new InputSize(3, 8, 8), classifier.InputSize);
        Assert.Equal(4, classifier.ClassCount);
        Assert.Empty(classifier.ClassNames);
    }

    [Theory]
    [InlineData("grey.onnx")]
    [InlineData("grey.pt")]
    public void Grey_images_have_one_channel(string file)
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open(file);

        Tensors.RequireNear(Fixture.Read("logits_grey.npy"), classifier.Logits(Fixture.Read("images_grey.npy")), Tolerance);
        Assert.Equal(new InputSize(1, 8, 8), classifier.InputSize);
    }

    [Theory]
    [MemberData(nameof(RgbModels))]
    public void The_model_s_normalisation_is_its_own_affair(string file)
    {
        using var scope = NewDisposeScope();
        using var torchvision = Fixture.Open(file, Fixture.Normalised);
        using var caffe = Fixture.Open(file, Fixture.Caffe);
        var images = Fixture.Read("images_rgb.npy");

        Tensors.RequireNear(Fixture.Read("logits_normalised.npy"), torchvision.Logits(images), Tolerance);
        Tensors.RequireNear(Fixture.Read("logits_caffe.npy"), caffe.Logits(images), 100 * Tolerance); // logits are a hundred times larger
    }

    [Theory]
    [MemberData(nameof(RgbModels))]
    public void Batches_leave_no_seam(string file)
    {
        using var scope = NewDisposeScope();
        using var classifier = ClassifierFile.Open(Fixture.Path(file), null, Fixture.Rgb8x8 with { BatchSize = 5 });
        var images = Fixture.Read("images_rgb.npy");
        var repeated = cat([images, images, images.narrow(0, 0, 1)]);
        var expected = Fixture.Read("logits_rgb.npy");

        Tensors.RequireNear(cat([expected, expected, expected.narrow(0, 0, 1)]), classifier.Logits(repeated), Tolerance);
        Assert.Equal([0, 4], classifier.Logits(images.narrow(0, 0, 0)).shape);
    }

    [Theory]
    [MemberData(nameof(RgbModels))]
    public void Repeats_give_the_same_bits_from_the_first_call_on(string file)
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open(file, Fixture.Normalised);
        var images = Fixture.Read("images_rgb.npy");
        var first = classifier.Logits(images);
        for (var repeat = 0; repeat < 5; repeat++)
        {
            Tensors.RequireSame(first, classifier.Logits(images));
        }
    }

    [Theory]
    [MemberData(nameof(RgbModels))]
    public void A_view_counts_as_the_images_it_shows(string file)
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open(file);
        var images = Fixture.Read("images_rgb.npy");
        var rowsLast = images.transpose(2, 3).contiguous().transpose(2, 3);

        Assert.False(rowsLast.is_contiguous());
        Tensors.RequireSame(classifier.Logits(images), classifier.Logits(rowsLast));
    }

    [Theory]
    [MemberData(nameof(RgbModels))]
    public void Images_stay_as_they_were_and_no_tensor_is_left(string file)
    {
        using var images = Fixture.Read("images_rgb.npy");
        using var before = images.clone();
        using var classifier = Fixture.Open(file, Fixture.Normalised);

        Tensors.RequireNoTensorLeft(() => classifier.Logits(images).Dispose(), 20);
        Tensors.RequireSame(before, images);
    }

    [Theory]
    [MemberData(nameof(RgbModels))]
    public void Opening_and_disposing_leaves_no_tensor(string file) =>
        Tensors.RequireNoTensorLeft(() => Fixture.Open(file, Fixture.Normalised).Dispose(), 3);

    [Theory]
    [InlineData("rgb.onnx")]
    [InlineData("rgb.pt")]
    public void Other_images_than_the_model_takes_are_refused(string file)
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open(file);

        Assert.Throws<ArgumentException>(() => classifier.Logits(zeros(1, 1, 8, 8)));
        Assert.Throws<ArgumentException>(() => classifier.Logits(zeros(1, 3, 8, 9)));
        Assert.Throws<ArgumentException>(() => classifier.Logits(zeros(3, 8, 8)));
        Assert.Throws<ArgumentException>(() => classifier.Logits(zeros([1, 3, 8, 8], ScalarType.Float64)));
    }

    [Fact]
    public void Cancelling_stops_between_batches()
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open("rgb.onnx");

        Assert.Throws<OperationCanceledException>(() =>
            classifier.Logits(Fixture.Read("images_rgb.npy"), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Class_names_must_be_as_many_as_outputs()
    {
        var spec = new InputSpec { ClassNames = ["cat", "dog"] };

        var fault = Assert.Throws<ModelFormatException>(() => Fixture.Open("rgb.onnx", spec));
        Assert.Equal(("classNames", "2 names", "4, one per output"), (fault.Field, fault.Found, fault.Expected));
    }

    [Theory]
    [InlineData("grey.onnx", ChannelOrder.Rgb)]
    [InlineData("rgb.onnx", ChannelOrder.Grey)]
    public void Described_channels_must_be_the_model_s(string file, ChannelOrder channels) =>
        Assert.Equal("channels", Assert.Throws<ModelFormatException>(() => Fixture.Open(file, new InputSpec { Channels = channels }))
            .Field);

    [Theory]
    [InlineData("rgb.onnx", 64, false)]
    [InlineData("batch1.onnx", 1, true)]
    [InlineData("batch4.onnx", 4, true)]
    [InlineData("baked.onnx", 1, true)]
    [InlineData("baked.pt", 1, true)]
    [InlineData("rgb.pt", 64, false)]
    public void The_description_says_whether_the_batch_is_fixed(string file, int size, bool isFixed)
    {
        using var classifier = Fixture.Open(file);

        Assert.Equal((size, isFixed), (classifier.Description.BatchSize, classifier.Description.IsBatchFixed));
        Assert.Equal(Fixture.Path(file), classifier.Description.File);
    }

    [Fact]
    public void Options_must_make_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            OnnxClassifier.Open(Fixture.Path("rgb.onnx"), options: new ClassifierOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            OnnxClassifier.Open(Fixture.Path("rgb.onnx"), options: new ClassifierOptions { Threads = 0 }));
    }
}
