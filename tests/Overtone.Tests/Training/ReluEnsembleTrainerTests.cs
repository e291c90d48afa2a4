using Overtone.Models.Networks;
using Overtone.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public class ReluEnsembleTrainerTests
{
    private static readonly long[] Seeds = [3, 4, 9];

    /// <summary>
    /// An independent computation: automatic differentiation of one network at a time and libtorch's own Adam, one tensor a weight.
    /// </summary>
    [Theory]
    [InlineData(EnsembleLoss.MeanSquared, 1, 1)]
    [InlineData(EnsembleLoss.MeanSquared, 3, 2)]
    [InlineData(EnsembleLoss.Logistic, 2, 1)]
    public void Each_network_trains_as_a_plain_loop_would_train_it(EnsembleLoss loss, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        int[] widths = [inputs, 16, 12, outputs];
        Tensor x = Draw.Normal(1, 20, inputs).to_type(ScalarType.Float32),
            y = Draw.Uniform(2, Seeds.Length, 20, outputs).to_type(ScalarType.Float32);
        using var ensemble = new ReluNetworkEnsemble(widths, Seeds);
        using var untrained = new ReluNetworkEnsemble(widths, Seeds);
        using var trainer = new ReluEnsembleTrainer(ensemble, x, y, new ReluEnsembleOptions(2e-3, loss));
        trainer.TrainTo(60);
        for (var network = 0; network < Seeds.Length; network++)
        {
            var alone = Plain(untrained, network, x, y[network], loss, steps: 60, rate: 2e-3);
            Tensors.RequireNear(alone, ensemble.Parameters[network], 1e-4);
            Assert.True(Tensors.Distance(untrained.Parameters[network], ensemble.Parameters[network]) > 1e-2);
        }
    }

    [Fact]
    public void The_loss_reported_is_the_mean_over_networks()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new ReluNetworkEnsemble([1, 8, 1], Seeds);
        var (x, y) = (linspace(-1, 1, 9).unsqueeze(1), ones(9, 1));
        var expected = (ensemble.Evaluate(x) - y).square().mean().item<float>();
        using var trainer = new ReluEnsembleTrainer(ensemble, x, y, new ReluEnsembleOptions(1e-3));
        Assert.Equal(expected, trainer.TrainTo(1), 1e-6);
        Assert.True(double.IsNaN(trainer.TrainTo(1)));
        Assert.Equal(1, trainer.Step);
    }

    /// <summary>The logistic loss against its definition, −t log σ(y) − (1 − t) log(1 − σ(y)).</summary>
    [Fact]
    public void Losses_are_their_definitions()
    {
        using var scope = NewDisposeScope();
        Tensor y = tensor([0.5, -2.0]).reshape(1, 2, 1), t = tensor([1.0, 0.25]).reshape(2, 1);
        static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
        var expected = (-Math.Log(Sigmoid(0.5)) - (0.25 * Math.Log(Sigmoid(-2))) - (0.75 * Math.Log(1 - Sigmoid(-2)))) / 2;
        Assert.Equal(expected, Assert.Single(EnsembleLoss.Logistic.OfEach(y, t)), 1e-12);
        Assert.Equal((0.25 + (2.25 * 2.25)) / 2, Assert.Single(EnsembleLoss.MeanSquared.OfEach(y, t)), 1e-12);
    }

    [Fact]
    public void Clipped_parameters_stay_within_the_clip_and_others_leave_it()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (linspace(0, 1, 9).unsqueeze(1), ones(9, 1) * 5);
        foreach (var clip in new[] { 0.1, double.PositiveInfinity })
        {
            using var ensemble = new ReluNetworkEnsemble([1, 8, 1], Seeds);
            using var trainer = new ReluEnsembleTrainer(ensemble, x, y, new ReluEnsembleOptions(1e-3, WeightClip: clip));
            trainer.TrainTo(5);
            Assert.Equal(double.IsFinite(clip), ensemble.Parameters.Numbers().Max(Math.Abs) <= (float)0.1);
        }
    }

    [Fact]
    public void A_restored_trainer_goes_on_as_if_it_had_never_stopped()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (linspace(-1, 1, 9).unsqueeze(1), linspace(-1, 1, 9).unsqueeze(1).sin());
        var options = new ReluEnsembleOptions(1e-2);
        using ReluNetworkEnsemble whole = new([1, 8, 8, 1], Seeds), halves = new([1, 8, 8, 1], Seeds),
            restored = new([1, 8, 8, 1], [1, 2, 3]);
        using ReluEnsembleTrainer first = new(whole, x, y, options), second = new(halves, x, y, options),
            third = new(restored, x, y, options);
        first.TrainTo(40);
        second.TrainTo(17);
        using var state = new MemoryStream();
        second.Save(state);
        state.Position = 0;
        third.Load(state);
        Assert.Equal(17, third.Step);
        third.TrainTo(40);
        Tensors.RequireSame(whole.Parameters, restored.Parameters);
    }

    [Fact]
    public void Impossible_settings_are_refused_and_a_stopped_training_stops()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new ReluNetworkEnsemble([1, 8, 1], Seeds);
        var x = zeros(4, 1);
        Assert.Throws<ArgumentException>(() => new ReluEnsembleTrainer(ensemble, x, x, new ReluEnsembleOptions(0)));
        Assert.Throws<ArgumentException>(() => new ReluEnsembleTrainer(ensemble, x, x, new ReluEnsembleOptions(1e-3, WeightClip: 0)));
        Assert.Throws<ArgumentException>(() => new ReluEnsembleTrainer(ensemble, x, zeros(3, 1), new ReluEnsembleOptions(1e-3)));
        using var trainer = new ReluEnsembleTrainer(ensemble, x, x, new ReluEnsembleOptions(1e-3));
        Assert.Throws<OperationCanceledException>(() => trainer.TrainTo(3, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Steps_leave_nothing_behind()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new ReluNetworkEnsemble([1, 8, 8, 1], Seeds);
        using var x = linspace(-1, 1, 9).unsqueeze(1);
        using var trainer = new ReluEnsembleTrainer(ensemble, x, x, new ReluEnsembleOptions(1e-3));
        Tensors.RequireNoTensorLeft(() => trainer.TrainTo(trainer.Step + 2), times: 3);
        Tensors.RequireNoTensorLeft(() => new ReluEnsembleTrainer(ensemble, x, x, new ReluEnsembleOptions(1e-3)).Dispose(), times: 3);
    }

    private static Tensor Plain(ReluNetworkEnsemble start, int network, Tensor x, Tensor y, EnsembleLoss loss, int steps, double rate)
    {
        var layers = start.Shape.LayerCount;
        var parameters = Enumerable.Range(0, layers)
            .SelectMany(layer => new[] { start.Weights(layer)[network], start.Biases(layer)[network] })
            .Select(value => new Parameter(value.clone())).ToArray();
        using var optimiser = optim.Adam(parameters, rate);
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            optimiser.zero_grad();
            var output = x;
            for (var layer = 0; layer < layers; layer++)
            {
                output = output.mm(parameters[2 * layer]) + parameters[(2 * layer) + 1];
                output = layer < layers - 1 ? output.relu() : output;
            }

            var value = loss == EnsembleLoss.MeanSquared
                ? nn.functional.mse_loss(output, y)
                : nn.functional.binary_cross_entropy_with_logits(output, y);
            value.backward();
            optimiser.step();
        }

        return cat([.. parameters.Select(p => ((Tensor)p).detach().flatten())]);
    }
}
