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
        Assert.DoesNotContain(ofGrey, way => way.Spec.Channels == ChannelOrder.Bgr || way.Spec.Mean.Count == 3);
        InputAlternative imageNet = ofColour.Single(way => way.Name.StartsWith("ImageNet", StringComparison.Ordinal));
        Assert.Equal("--range 0,1 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225", imageNet.Options);
        Assert.DoesNotContain(InputAlternatives.Of(imageNet.Spec, new InputSize(3, 32, 32)), way => way.Options == imageNet.Options);
    }

    [Fact]
    public void All_of_them_can_be_used() => Assert.All(
        InputAlternatives.Of(InputSpec.Default with { Height = 8, Width = 8 }, new InputSize(3, 8, 8)), way =>
        {
            way.Spec.Validate(way.Name);
            Assert.Equal((8, 8), (way.Spec.Height, way.Spec.Width));
        });
}
