using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public class ImageNetworkTests
{
    private static readonly InputSize Size = new(1, 8, 8);

    [Theory]
    [InlineData(nameof(NetworkKind.FullyConnected), "fully-connected")]
    [InlineData(nameof(NetworkKind.Convolutional), "convolutional")]
    public void Each_kind_maps_images_to_classes(string kind, string name)
    {
        var settings = Settings(Enum.Parse<NetworkKind>(kind), Loss.MeanSquared);
        using var network = settings.Create(Size, 10, 1, CPU);
        using var images = zeros(5, 1, 8, 8);
        using var outputs = settings.Function(network)(images);
        Assert.Equal([5L, 10], outputs.shape);
        Assert.Equal(name, settings.Name);
    }

    [Fact]
    public void With_cross_entropy_the_function_is_the_softmax()
    {
        using var scope = NewDisposeScope();
        var settings = Settings(NetworkKind.FullyConnected, Loss.CrossEntropy);
        using var network = settings.Create(Size, 3, 1, CPU);
        var images = arange(5 * 64, dtype: float32).reshape(5, 1, 8, 8) / 320;
        Tensor raw = network.call(images).exp(), found = settings.Function(network)(images);
        Assert.True(found.allclose(raw / raw.sum(1, keepdim: true)));
    }

    [Fact]
    public void The_scale_of_initial_weights_suits_the_activation()
    {
        // Glorot: √(2 / (64 + 400)); He: √(2 / 64).
        Assert.Equal(Math.Sqrt(2.0 / 464), DeviationOf(Activation.Tanh), 0.002);
        Assert.Equal(Math.Sqrt(2.0 / 64), DeviationOf(Activation.Relu), 0.004);

        static double DeviationOf(Activation activation)
        {
            using var network = (
                Settings(NetworkKind.FullyConnected, Loss.MeanSquared) with
                {
                    Widths = [400],
                    Activation = activation,
                }).Create(Size, 10, 1, CPU);
            using var deviation = network.parameters().First().std();
            return deviation.item<float>();
        }
    }

    [Theory]
    [InlineData(Loss.MeanSquared)]
    [InlineData(Loss.CrossEntropy)]
    public void Its_trainer_learns_labels(Loss loss)
    {
        using var problem = ImageProblem.Load("digits", [], 200, CPU);
        var settings = Settings(NetworkKind.FullyConnected, loss) with { LearningRate = 5e-3 };
        using var network = settings.Create(Size, problem.ClassCount, 1);
        using var trainer = settings.CreateTrainer(network, problem.Images, problem.Labels, problem.OneHot, 1);
        trainer.TrainTo(200);
        using var scope = NewDisposeScope();
        Assert.InRange(network.call(problem.Images).argmax(1).eq(problem.Labels).to_type(ScalarType.Float32).mean().item<float>(), 0.95, 1);
    }

    private static ImageNetwork Settings(NetworkKind kind, Loss loss) => new()
    {
        Kind = kind,
        Widths = kind == NetworkKind.FullyConnected ? [32, 16] : [2, 3, 8],
        Activation = Activation.Tanh,
        Loss = loss,
        Optimiser = Optimiser.Adam,
        LearningRate = 1e-3,
        BatchSize = 50,
    };
}
