using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Images;

public class ImageTrainingTests
{
    private static readonly FrequencyPrincipleImagesOptions Small = new()
    {
        Images = 200,
        Epochs = 20,
        BatchSize = 50,
        Widths = [32],
        Networks = [NetworkKind.FullyConnected],
        LearningRate = 5e-3,
        Replicates = 1,
        ShuffledImages = 0,
    };

    [Fact]
    public void Before_training_errors_and_accuracy_are_those_of_the_network_of_the_seed_and_then_they_improve()
    {
        using var run = new TestRun();
        var tables = run.Execute(new FrequencyPrincipleImages(), Small).Tables;
        using var scope = NewDisposeScope();
        using var problem = ImageProblem.Load("digits", [], 200, CPU);
        using var network = new MultilayerPerceptron(
            new PerceptronShape([64, 32, 10], Activation.Tanh), new(WeightDistribution.Normal, WeightScale.Glorot, 1), 1);
        var outputs = nn.functional.softmax(network.call(problem.Images), dim: 1);
        Row[] before = [.. tables["errors"].Rows.Where(row => row.Integer("step") == 0)];
        var inputs = problem.Images.flatten(1).to_type(ScalarType.Float64);
        var projected = inputs.mv(PrincipalDirection.Of(inputs));
        var coordinates = (projected - projected.mean()) / projected.std(unbiased: false);
        using var transform = new NonuniformFourierTransform(coordinates, [.. before.Select(row => row.Number("frequency"))]);
        var (learned, wanted) = (transform.Transform(outputs), transform.Transform(problem.OneHot));
        for (var k = 0; k < before.Length; k++)
        {
            double difference = 0, size = 0;
            for (var output = 0; output < 10; output++)
            {
                difference += Math.Pow((learned[k, output] - wanted[k, output]).Magnitude, 2);
                size += Math.Pow(wanted[k, output].Magnitude, 2);
            }

            Assert.Equal(Math.Sqrt(difference / size), before[k].Number("error"), 1e-4);
        }

        var accuracy = tables["fits"].Numbers("train_accuracy");
        Assert.Equal(outputs.argmax(1).eq(problem.Labels).to_type(ScalarType.Float64).mean().item<double>(), accuracy[0], 1e-12);
        Assert.InRange(accuracy[^1], 0.9, 1);
        Assert.Equal(20, tables["fits"].Numbers("epoch")[^1]);
        Tensor labels = problem.OneHot.to_type(ScalarType.Float64), wrong = outputs.to_type(ScalarType.Float64) - labels;
        var total = tables["fits"].Numbers("total_error");
        Assert.Equal((wrong.norm() / labels.norm()).item<double>(), total[0], 1e-6);
        Assert.InRange(total[^1], 0, total[0] / 2);
    }

    [Fact]
    public void Shuffled_labels_are_those_of_other_images_and_learned_by_heart()
    {
        using var run = new TestRun();
        var fits = run.Execute(new FrequencyPrincipleImages(), Small with { Epochs = 10, ShuffledImages = 40 }).Tables["fits"].Rows
            .Where(row => row.Text("network") == "fully-connected-shuffled").ToArray();
        using var scope = NewDisposeScope();
        using var problem = ImageProblem.Load("digits", [], 40, CPU);
        using var network = new MultilayerPerceptron(
            new PerceptronShape([64, 32, 10], Activation.Tanh), new(WeightDistribution.Normal, WeightScale.Glorot, 1), 1);
        var outputs = nn.functional.softmax(network.call(problem.Images), dim: 1).to_type(ScalarType.Float64);
        Tensor order = RandomStreams.Permutation(1, "shuffled-labels", 40);
        var labels = problem.OneHot.to_type(ScalarType.Float64).index_select(0, order);
        Assert.Equal(((outputs - labels).norm() / labels.norm()).item<double>(), fits[0].Number("total_error"), 1e-6);
        Assert.InRange(fits[^1].Number("train_accuracy"), 0.9, 1);
        Assert.InRange(labels.mul(problem.OneHot).sum().item<double>(), 0, 15);
    }

    [Fact]
    public void One_output_alone_has_a_spectrum_of_its_own()
    {
        using var run = new TestRun();
        var tables = run.Execute(new FrequencyPrincipleImages(), Small with { Output = 3, Epochs = 1 }).Tables;

        // One class of ten.
        Assert.Equal(0.1, tables["label_spectrum"].Numbers("amplitude")[0], 1e-6);
        Assert.Equal([1L], tables["watched"].Integers("outputs").Distinct());
    }
}
