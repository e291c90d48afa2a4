using Overtone.Models.Networks;
using Overtone.Training;

namespace Overtone.Catalog.Tests;

public class StudyTextTests
{
    [Fact]
    public void Values_are_spelled_as_on_the_command_line()
    {
        Assert.Equal("mean-squared-with-derivative", StudyText.Kebab(Loss.MeanSquaredWithDerivative));
        Assert.Equal("fully-connected", StudyText.Kebab(NetworkKind.FullyConnected));
        Assert.Equal("relu", StudyText.Kebab(Activation.Relu));
    }
}
