using Overtone.Data;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

/// <summary>
/// Training images of MNIST, pixels from 0 to 1, against numbers that plain double loops, apart from this library and from libtorch, give.
/// (10,000 images drawn at random have a median of 23.3 and energy ratios of 0.120 and 0.623.)
/// </summary>
public class MnistFactsTests
{
    private const int Count = 10_000;

    [Fact]
    public void The_coordinate_along_the_first_principal_direction_has_its_known_deviation()
    {
        using var scope = NewDisposeScope();
        RequireDeviation(2.31964, FirstImages(TestData.OpenOrSkip("mnist").Train));
    }

    [Fact(Explicit = true)]
    public void The_coordinates_of_all_images_have_their_known_deviation()
    {
        using var scope = NewDisposeScope();
        var train = TestData.OpenOrSkip("mnist").Train;
        RequireDeviation(2.26203, train.Images([.. Enumerable.Range(0, train.Count)]).flatten(1));
    }

    [Fact(Explicit = true)]
    public void Nearest_neighbours_and_the_energies_of_the_Gaussian_filter_have_their_known_sizes()
    {
        using var scope = NewDisposeScope();
        var train = TestData.OpenOrSkip("mnist").Train;
        var images = FirstImages(train);
        Assert.Equal(22.16352, NearestNeighbours.SquaredDistances(images)[Count / 2], 1e-4);

        var labels = nn
            .functional.one_hot(tensor(Array.ConvertAll(train.Labels[..Count].ToArray(), label => (long)label)), 10)
            .to_type(ScalarType.Float64);
        var low = GaussianFilter.LowFrequencyPart(images, labels, [3, 7]);
        Assert.Equal(0.1197825, ((labels - low[0]).norm() / labels.norm()).item<double>(), 1e-6);
        Assert.Equal(0.6138374, ((labels - low[1]).norm() / labels.norm()).item<double>(), 1e-6);
    }

    private static Tensor FirstImages(Dataset train) => train.Images([.. Enumerable.Range(0, Count)]).flatten(1);

    private static void RequireDeviation(double expected, Tensor images)
    {
        var coordinates = images.mv(PrincipalDirection.Of(images).to_type(ScalarType.Float32)).to_type(ScalarType.Float64);
        Assert.Equal(expected, coordinates.std(unbiased: false).item<double>(), 1e-5);
    }
}
