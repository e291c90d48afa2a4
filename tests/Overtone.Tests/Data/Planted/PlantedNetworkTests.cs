using Overtone.Data;
using Overtone.Data.Planted;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Planted;

public class PlantedNetworkTests
{
    private const int Epochs = 8;

    [Fact]
    public void A_small_network_learns_the_class_and_from_its_band()
    {
        using var scope = NewDisposeScope();
        var set = new PlantedImages();
        DataSplit data = set.Create();
        using ImageProblem train = new(data.Train), test = new(data.Test!);
        var settings = new ImageNetwork
        {
            Kind = NetworkKind.Convolutional,
            Widths = [16, 32, 64],
            Activation = Activation.Relu,
            Loss = Loss.CrossEntropy,
            Optimiser = Optimiser.Adam,
            LearningRate = 2e-3,
            BatchSize = 64,
        };
        using var network = settings.Create(new InputSize(3, set.Size, set.Size), set.Classes, 1);
        using var trainer = settings.CreateTrainer(network, train.Images, train.Labels, train.OneHot, 1);
        trainer.TrainTo(Epochs * trainer.StepsPerEpoch);

        Assert.InRange(Accuracy(test.Images), 0.9, 1);
        Assert.InRange(Accuracy(PlantedSamples.Ring(set.Bands[0]).Remove(test.Images)), 0, 0.2);
        Assert.InRange(Accuracy(PlantedSamples.Ring(set.Bands[0]).Keep(test.Images) + 0.5), 0.9, 1);
        Assert.InRange(Accuracy(new FrequencyRing(0, 3).Remove(test.Images)), 0.85, 1);
        Assert.InRange(Accuracy(new FrequencyRing(5, 8).Remove(test.Images)), 0.85, 1);

        double Accuracy(Tensor images)
        {
            using var none = no_grad();
            return network.call(images).argmax(1).eq(test.Labels).to_type(ScalarType.Float64).mean().item<double>();
        }
    }
}
