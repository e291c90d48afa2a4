using Overtone.Catalog.FrequencyPrinciple.Filtering;
using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Filtering;

public class FilteringMeasurementTests
{
    private static readonly FrequencyPrincipleFilteringOptions Small = new()
    {
        Images = 150,
        Epochs = 2,
        BatchSize = 30,
        Widths = [16],
        Convolution = [2, 3, 8],
        Networks = [NetworkKind.Convolutional],
        Optimisers = [Optimiser.Adam],
        Replicates = 1,
        Variances = [3],
        Quantiles = [0.5],
    };

    [Fact]
    public void Quantiles_are_those_of_the_distances_to_nearest_neighbours()
    {
        var neighbours = Run()["neighbours"];
        using var problem = ImageProblem.Load("digits", [], 150, CPU);
        using var flat = problem.Images.flatten(1);
        var distances = NearestNeighbours.SquaredDistances(flat);
        Assert.Equal(101, neighbours.RowCount);
        Assert.Equal((0.0, distances[0]), (neighbours.Numbers("quantile")[0], neighbours.Numbers("squared_distance")[0]));
        Assert.Equal((1.0, distances[^1]), (neighbours.Numbers("quantile")[100], neighbours.Numbers("squared_distance")[100]));
        Assert.Equal(neighbours.Numbers("squared_distance").Order(), neighbours.Numbers("squared_distance"));
    }

    [Fact]
    public void Variances_are_those_asked_for_and_a_quarter_of_the_quantile()
    {
        var tables = Run();
        var median = tables["neighbours"].Numbers("squared_distance")[50];
        Assert.Equal(new[] { 3, 0.25 * median }.Order(), tables["energy"].Numbers("variance"));
    }

    [Fact]
    public void Before_training_errors_and_energies_are_those_of_labels_and_outputs_filtered_one_by_one()
    {
        var tables = Run();
        using var scope = NewDisposeScope();
        using var problem = ImageProblem.Load("digits", [], 150, CPU);
        var shape = new ConvolutionalShape(1, 8, 8, 2, 3, 8, 10, Activation.Relu);
        using var network = new SmallConvolutionalNetwork(shape, new(WeightDistribution.Normal, WeightScale.He, 1), 1);
        Tensor labels = problem.OneHot.to_type(ScalarType.Float64), inputs = problem.Images.flatten(1);
        var outputs = nn.functional.softmax(network.call(problem.Images), dim: 1).to_type(ScalarType.Float64);
        foreach (var energy in tables["energy"].Rows)
        {
            var variance = energy.Number("variance");
            Tensor Low(Tensor values) => GaussianFilter.LowFrequencyPart(inputs, values, [variance])[0];
            Tensor labelsLow = Low(labels), outputsLow = Low(outputs);
            Assert.Equal(Ratio(labelsLow, labels), Math.Sqrt(energy.Number("low_share")), 1e-9);
            Assert.Equal(Ratio(labels - labelsLow, labels), Math.Sqrt(energy.Number("high_share")), 1e-9);
            double Error(string part) => tables["errors"].Rows
                .Single(row => row.Number("epoch") == 0 && row.Number("variance") == variance && row.Text("part") == part).Number("error");
            Assert.Equal(Ratio(labelsLow - outputsLow, labelsLow), Error("low"), 1e-5);
            Assert.Equal(Ratio(labels - labelsLow - (outputs - outputsLow), labels - labelsLow), Error("high"), 1e-5);
        }
    }

    /// <summary>
    /// The errors of the parts are those of labels with white noise of the labels' own norm; smaller noise has smaller errors in the same
    /// ratio, so that one with a network's total error has that network's total error times these.
    /// </summary>
    [Fact]
    public void White_noise_has_the_norm_of_the_labels_and_is_filtered_as_errors_are()
    {
        var tables = Run();
        using var scope = NewDisposeScope();
        using var problem = ImageProblem.Load("digits", [], 150, CPU);
        Tensor labels = problem.OneHot.to_type(ScalarType.Float64), inputs = problem.Images.flatten(1);
        Tensor drawn = RandomStreams.Normal(1, "white-noise", 0, labels.shape).to_type(ScalarType.Float64);
        foreach (var scale in new[] { 1.0, 0.25 })
        {
            var noise = drawn * (scale * labels.norm() / drawn.norm());
            Assert.Equal(scale, Ratio(noise, labels), 1e-12);
            foreach (var row in tables["white_noise"].Rows)
            {
                Tensor Low(Tensor values) => GaussianFilter.LowFrequencyPart(inputs, values, [row.Number("variance")])[0];
                Assert.Equal(Ratio(Low(noise), Low(labels)), scale * row.Number("low_error"), 1e-5);
                Assert.Equal(Ratio(noise - Low(noise), labels - Low(labels)), scale * row.Number("high_error"), 1e-5);
            }
        }

        Assert.Equal(tables["energy"].Numbers("variance"), tables["white_noise"].Numbers("variance"));
    }

    private static double Ratio(Tensor part, Tensor whole) => part.norm().item<double>() / whole.norm().item<double>();

    private static TableSet Run()
    {
        using var run = new TestRun();
        var outcome = run.Execute(new FrequencyPrincipleFiltering(), Small);
        Assert.Empty(outcome.Failures);
        return outcome.Tables;
    }
}
