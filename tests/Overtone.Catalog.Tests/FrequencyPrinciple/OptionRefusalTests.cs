using Overtone.Catalog.FrequencyPrinciple.Filtering;
using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Catalog.FrequencyPrinciple.OneDimension;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.Tests.FrequencyPrinciple;

/// <summary>Options that contradict each other are refused, by name, before anything is measured.</summary>
public class OptionRefusalTests
{
    [Fact]
    public void Numbers_have_no_cross_entropy() =>
        Refused("--loss", new FrequencyPrinciple1d(), new FrequencyPrinciple1dOptions { Loss = Loss.CrossEntropy });

    [Fact]
    public void Labels_have_no_derivative() =>
        Refused("--loss", new FrequencyPrincipleImages(), new FrequencyPrincipleImagesOptions { Loss = Loss.MeanSquaredWithDerivative });

    [Fact]
    public void A_convolutional_network_has_three_sizes_at_least()
    {
        Refused("--convolution", new FrequencyPrincipleImages(), new FrequencyPrincipleImagesOptions { Convolution = [4, 8] });
        Refused("--convolution", new FrequencyPrincipleFiltering(), new FrequencyPrincipleFilteringOptions { Convolution = [4, 8] });
    }

    private static void Refused(string option, Study study, StudyOptions options)
    {
        using var run = new TestRun { OnEvent = e => Assert.Fail($"{e.Kind} {e.Label}") };
        Assert.Equal(option, Assert.Throws<InvalidOptionException>(() => run.Execute(study, options)).Option);
    }
}
