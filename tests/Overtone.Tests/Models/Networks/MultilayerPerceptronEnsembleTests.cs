using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class MultilayerPerceptronEnsembleTests
{
    private static readonly PerceptronShape Shape = new([1, 16, 16, 1], Activation.Tanh);
    private static readonly Initialisation Fixed = new(WeightDistribution.Normal, WeightScale.Fixed, 0.5);
    private static readonly long[] Seeds = [3, 4, 9];

    [Fact]
    public void Each_network_begins_as_the_perceptron_of_its_seed()
    {
        using var ensemble = new MultilayerPerceptronEnsemble(Shape, Fixed, Seeds);
        for (var index = 0; index < Seeds.Length; index++)
        {
            using var alone = new MultilayerPerceptron(Shape, Fixed, Seeds[index]);
            RequireNear(alone, ensemble, index, 0);
        }
    }

    [Theory]
    [InlineData(Optimiser.GradientDescent, Loss.MeanSquared, 0.05)]
    [InlineData(Optimiser.Momentum, Loss.MeanSquared, 0.02)]
    [InlineData(Optimiser.Adam, Loss.MeanSquared, 0.002)]
    [InlineData(Optimiser.GradientDescent, Loss.MeanSquaredWithDerivative, 0.005)]
    [InlineData(Optimiser.Adam, Loss.MeanSquaredWithDerivative, 0.002)]
    public void Each_network_trains_as_it_would_alone(Optimiser optimiser, Loss loss, double rate)
    {
        using var scope = NewDisposeScope();
        var x = linspace(-3, 3, 33).unsqueeze(1);
        var options = new TrainingOptions(optimiser, rate, loss, BatchSize: 10, Seed: 1);
        var data = new TrainingData(x, x.sin(), x.cos());
        using var ensemble = new MultilayerPerceptronEnsemble(Shape, Fixed, Seeds);
        Train(ensemble, data, options);
        for (var index = 0; index < Seeds.Length; index++)
        {
            using MultilayerPerceptron alone = new(Shape, Fixed, Seeds[index]), untrained = new(Shape, Fixed, Seeds[index]);
            Train(alone, data, options);
            RequireNear(alone, ensemble, index, 1e-4);
            Assert.True(LargestDistance(untrained, ensemble, index) > 1e-2);
        }
    }

    [Fact]
    public void A_target_for_each_network_is_its_own()
    {
        using var scope = NewDisposeScope();
        var x = linspace(-3, 3, 33).unsqueeze(1);
        Tensor[] targets = [x.sin(), x.cos(), x * 0.1f];
        var options = new TrainingOptions(Optimiser.Adam, 0.002, Loss.MeanSquared, BatchSize: 10, Seed: 1);
        using var ensemble = new MultilayerPerceptronEnsemble(Shape, Fixed, Seeds);
        Train(ensemble, new TrainingData(x, stack(targets)), options);
        for (var index = 0; index < Seeds.Length; index++)
        {
            using var alone = new MultilayerPerceptron(Shape, Fixed, Seeds[index]);
            Train(alone, new TrainingData(x, targets[index]), options);
            RequireNear(alone, ensemble, index, 1e-4);
        }
    }

    [Fact]
    public void Inputs_are_shared_or_one_set_a_network()
    {
        using var ensemble = new MultilayerPerceptronEnsemble(Shape, Fixed, Seeds);
        using var scope = NewDisposeScope();
        var inputs = Draw.Normal(1, 3, 7, 1).to_type(ScalarType.Float32);
        var outputs = ensemble.call(inputs);
        Assert.Equal([3L, 7, 1], outputs.shape);
        Tensors.RequireNear(ensemble.call(inputs[1])[1], outputs[1], 1e-6);
    }

    [Fact]
    public void A_block_without_seeds_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptronEnsemble(Shape, Fixed, []));

    [Fact]
    public void Forward_passes_leave_their_output_only()
    {
        using var ensemble = new MultilayerPerceptronEnsemble(Shape, Fixed, Seeds);
        using var x = zeros(5, 1);
        Tensors.RequireNoTensorLeft(() => ensemble.call(x).Dispose(), times: 10);
    }

    [Fact]
    public void A_disposed_block_leaves_nothing() =>
        Tensors.RequireNoTensorLeft(() => new MultilayerPerceptronEnsemble(Shape, Fixed, Seeds, CPU).Dispose(), times: 5);

    private static void Train(nn.Module<Tensor, Tensor> network, TrainingData data, TrainingOptions options)
    {
        using var trainer = new Trainer(network, data, options);
        trainer.TrainTo(60);
    }

    private static void RequireNear(MultilayerPerceptron alone, MultilayerPerceptronEnsemble ensemble, int index, double tolerance) =>
        Assert.InRange(LargestDistance(alone, ensemble, index), 0, tolerance);

    private static double LargestDistance(MultilayerPerceptron alone, MultilayerPerceptronEnsemble ensemble, int index)
    {
        using var scope = NewDisposeScope();
        var together = ensemble.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter, StringComparer.Ordinal);
        return alone.named_parameters().Max(p => Tensors.Distance(p.parameter, together[p.name][index].reshape(p.parameter.shape)));
    }
}
