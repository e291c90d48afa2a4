using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public class EnsembleLossTests
{
    [Theory]
    [InlineData(EnsembleLoss.MeanSquared)]
    [InlineData(EnsembleLoss.Logistic)]
    public void An_ensembles_losses_are_those_of_its_outputs(EnsembleLoss loss)
    {
        using var networks = new ReluNetworkEnsemble([2, 8, 1], [1, 2, 3]);
        using Tensor inputs = Draw.Normal(1, 10, 2).to_type(ScalarType.Float32), targets = Draw.Uniform(2, 10, 1);
        using var outputs = networks.Evaluate(inputs);
        Assert.Equal(loss.OfEach(outputs, targets), loss.OfEach(networks, inputs, targets));
        Tensors.RequireNoTensorLeft(() => loss.OfEach(networks, inputs, targets), times: 2);
    }
}
