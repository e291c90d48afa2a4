using Overtone.Models;

namespace Overtone.Tests.Models;

public class InputAlternativesTests
{
    [Fact]
    public void What_is_described_already_is_no_alternative()
    {
        IReadOnlyList<InputAlternative> ofColour = InputAlternatives.Of(InputSpec.Default, new InputSize(3, 32, 32));
        IReadOnlyList<InputAlternative> ofGrey = InputAlternatives.Of(InputSpec.Default, new InputSize(1, 28, 28));
        Assert.DoesNotContain(ofColour, way => way.Options == "--range 0,1");
        Assert.Contains(ofColour, way => way.Spec.Channels == ChannelOrder.Bgr);
        Assert.Contains(ofColour, way => (way.Options, way.Spec.Layout) == ("--layout nhwc", PixelLayout.Nhwc));
        Assert.Contains(
            InputAlternatives.Of(InputSpec.Default with { Layout = PixelLayout.Nhwc }, new InputSize(3, 32, 32)),
            way => (way.Options, way.Spec.Layout) == ("--layout nchw", PixelLayout.Nchw));
        Assert.DoesNotContain(ofGrey, way => way.Spec.Layout is not null);
        Assert.DoesNotContain(ofGrey, way => way.Spec.Channels == ChannelOrder.Bgr || way.Spec.Mean.Count == 3);
        InputAlternative imageNet = ofColour.Single(way => way.Name.StartsWith("ImageNet", StringComparison.Ordinal));
        Assert.Equal("--range 0,1 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225", imageNet.Options);
        Assert.DoesNotContain(InputAlternatives.Of(imageNet.Spec, new InputSize(3, 32, 32)), way => way.Options == imageNet.Options);
    }

    [Fact]
    public void What_the_description_has_and_the_other_way_has_not_is_switched_off()
    {
        InputSpec described = InputSpec.Default with { Mean = [0.3], Std = [0.35] };
        string[] options = [.. InputAlternatives.Of(described, new InputSize(3, 32, 32)).Select(way => way.Options)];
        Assert.Contains("--range -1,1 --mean 0 --std 1", options);
        Assert.Contains("--channels bgr --range 0,255 --mean 103.939,116.779,123.68 --std 1", options);
        Assert.Contains("--channels bgr --range 0,1 --mean 0.3 --std 0.35", options);
    }

    [Fact]
    public void All_of_them_can_be_used() => Assert.All(
        InputAlternatives.Of(InputSpec.Default with { Height = 8, Width = 8 }, new InputSize(3, 8, 8)), way =>
        {
            way.Spec.Validate(way.Name);
            Assert.Equal((8, 8), (way.Spec.Height, way.Spec.Width));
        });
}
