using CsCheck;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly PerceptronShape Shape = new([1, 12, 12, 1], Activation.Tanh);
    private static readonly Initialisation Fixed = new(WeightDistribution.Normal, WeightScale.Fixed, 0.5);

    private readonly Tensor _x;
    private readonly TrainingData _sine;

    public TrainerTests()
    {
        _x = linspace(-3, 3, 33).unsqueeze(1);
        _sine = new TrainingData(_x, _x.sin(), _x.cos());
    }

    public static MatrixTheoryData<Optimiser, Loss, int?> Everything { get; } = new(
        Enum.GetValues<Optimiser>(), [Loss.MeanSquared, Loss.MeanSquaredWithDerivative], [null, 10]);

    public void Dispose()
    {
        _x.Dispose();
        _sine.Targets.Dispose();
        _sine.Derivatives!.Dispose();
    }

    [Theory]
    [InlineData(Optimiser.GradientDescent)]
    [InlineData(Optimiser.Momentum)]
    [InlineData(Optimiser.Adam)]
    public void A_trainer_restored_in_the_middle_of_an_epoch_goes_on_bit_for_bit(Optimiser optimiser)
    {
        var options = new TrainingOptions(optimiser, 0.01, Loss.MeanSquared, BatchSize: 10, Seed: 3);
        using MultilayerPerceptron undisturbed = new(Shape, Fixed, 1), stopped = new(Shape, Fixed, 1), restored = new(Shape, Fixed, 2);
        using Trainer straight = new(undisturbed, _sine, options), first = new(stopped, _sine, options),
            second = new(restored, _sine, options);

        // Four steps are one epoch: 0 is before all, 12 between two epochs, 25 and 47 within one.
        foreach (var stop in new[] { 0, 12, 25, 47 })
        {
            first.TrainTo(stop);
            Transfer(first, second);
            Assert.Equal(stop, second.Step);
            Assert.Equal(straight.TrainTo(stop + 10), second.TrainTo(stop + 10));
            RequireSame(undisturbed, restored);
            Transfer(second, first);
            RequireSame(undisturbed, stopped);
        }
    }

    [Fact]
    public void Statistics_of_batch_normalisation_are_restored()
    {
        using var scope = NewDisposeScope();
        var options = new TrainingOptions(Optimiser.Adam, 0.01, Loss.MeanSquared, BatchSize: 10);
        using nn.Module<Tensor, Tensor> undisturbed = Normalised(), restored = Normalised();
        using Trainer straight = new(undisturbed, _sine, options), resumed = new(restored, _sine, options);
        straight.TrainTo(9);
        Transfer(straight, resumed);
        straight.TrainTo(20);
        resumed.TrainTo(20);
        Assert.Equal(undisturbed.named_buffers().Select(b => b.name), restored.named_buffers().Select(b => b.name));
        Assert.Contains(undisturbed.named_buffers(), b => b.buffer.dtype == ScalarType.Int64 && b.buffer.item<long>() == 20);
        foreach (((_, Tensor expected), (_, Tensor found)) in undisturbed.named_buffers().Zip(restored.named_buffers()))
            Tensors.RequireSame(expected, found);
        undisturbed.eval();
        restored.eval();
        Tensors.RequireSame(undisturbed.call(_x), restored.call(_x));

        static nn.Module<Tensor, Tensor> Normalised() => nn.Sequential(
            ("first", nn.Linear(1, 8)), ("norm", nn.BatchNorm1d(8)), ("tanh", nn.Tanh()), ("last", nn.Linear(8, 1)));
    }

    [Theory]
    [InlineData(Optimiser.GradientDescent)]
    [InlineData(Optimiser.Momentum)]
    [InlineData(Optimiser.Adam)]
    public void What_was_loaded_in_a_dispose_scope_outlives_it(Optimiser optimiser)
    {
        var options = new TrainingOptions(optimiser, 0.01, Loss.MeanSquared);
        using MultilayerPerceptron one = new(Shape, Fixed, 1), other = new(Shape, Fixed, 2);
        using Trainer first = new(one, _sine, options), second = new(other, _sine, options);
        first.TrainTo(3);
        using (NewDisposeScope())
        {
            Transfer(first, second);
        }

        first.TrainTo(5);
        second.TrainTo(5);
        RequireSame(one, other);
    }

    [Fact]
    public void A_checkpoint_may_stand_within_a_longer_stream()
    {
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(Optimiser.Adam, 0.01, Loss.MeanSquared));
        trainer.TrainTo(3);
        using var stream = new MemoryStream();
        stream.WriteByte(1);
        trainer.Save(stream);
        stream.WriteByte(2);
        stream.Position = 1;
        trainer.Load(stream);
        Assert.Equal(2, stream.ReadByte());
    }

    [Theory]
    [InlineData(Optimiser.GradientDescent)]
    [InlineData(Optimiser.Momentum)]
    [InlineData(Optimiser.Adam)]
    public void Saving_and_loading_leave_no_tensor_behind(Optimiser optimiser)
    {
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(optimiser, 0.01, Loss.MeanSquared));
        trainer.TrainTo(3);
        Tensors.RequireNoTensorLeft(() => Transfer(trainer, trainer), times: 5);
    }

    [Fact]
    public void Every_epoch_shows_each_sample_once_in_an_order_made_from_seed_and_epoch() =>
        Gen.Select(Gen.Int[2, 30], Gen.Int[1, 12], Gen.Long[0, 50]).Sample((samples, size, seed) =>
        {
            using var scope = NewDisposeScope();
            var x = arange(samples, dtype: float32).unsqueeze(1);
            var perEpoch = (samples + size - 1) / size;
            double[][][] EpochsOf(double weight)
            {
                using var network = new WatchedNetwork(weight);
                using var trainer = new Trainer(
                    network, new TrainingData(x, x), new TrainingOptions(Optimiser.GradientDescent, 1e-6, Loss.MeanSquared, size, seed));
                Assert.Equal(perEpoch, trainer.StepsPerEpoch);
                trainer.TrainTo(3 * perEpoch);
                return [.. network.Batches.Chunk(perEpoch)];
            }

            double[][][] epochs = EpochsOf(1), others = EpochsOf(5);
            var all = Enumerable.Range(0, samples).Select(n => (double)n);
            return epochs.Length == 3
                && epochs.All(epoch => epoch.SelectMany(batch => batch).Order().SequenceEqual(all))
                && epochs.SelectMany(e => e).Zip(others.SelectMany(e => e), (a, b) => a.SequenceEqual(b)).All(same => same);
        }, iter: 40, threads: 1);

    [Fact]
    public void Epochs_and_seeds_have_orders_of_their_own()
    {
        using var x = arange(200, dtype: float32).unsqueeze(1);
        double[] Order(long seed, int epoch)
        {
            using var network = new WatchedNetwork(1);
            using var trainer = new Trainer(
                network, new TrainingData(x, x), new TrainingOptions(Optimiser.GradientDescent, 1e-9, Loss.MeanSquared, 50, seed));
            trainer.TrainTo(8);
            return [.. network.Batches.Chunk(4).ElementAt(epoch).SelectMany(b => b)];
        }

        double[][] orders = [Order(1, 0), Order(1, 1), Order(2, 0), [.. Enumerable.Range(0, 200).Select(n => (double)n)]];
        for (var first = 0; first < orders.Length; first++)
        {
            for (var second = 0; second < first; second++)
            {
                // Two random orders of 200 agree at one place on average.
                Assert.InRange(orders[first].Zip(orders[second]).Count(p => p.First == p.Second), 0, 10);
            }
        }
    }

    [Fact]
    public void All_samples_at_once_need_no_order()
    {
        using var network = new WatchedNetwork(1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(Optimiser.Adam, 0.01, Loss.MeanSquared, BatchSize: 1000));
        trainer.TrainTo(2);
        Assert.Equal(1, trainer.StepsPerEpoch);
        Assert.All(network.Batches, batch => Assert.Equal(_x.Numbers(), batch));
    }

    [Fact]
    public void Optimisers_take_their_known_steps()
    {
        // y = a·x on x = 1, y = 0: the loss is a² and its slope 2a.
        const double Rate = 0.1;
        double descent = 2, momentum = 2, velocity = 0;
        for (var step = 0; step < 3; step++)
        {
            descent -= Rate * 2 * descent;
            velocity = (0.9 * velocity) + (2 * momentum);
            momentum -= Rate * velocity;
        }

        Assert.Equal(descent, WeightAfter(Optimiser.GradientDescent, 3), 1e-5);
        Assert.Equal(momentum, WeightAfter(Optimiser.Momentum, 3), 1e-5);

        // Adam's first step is the learning rate, whatever the slope.
        Assert.Equal(2 - Rate, WeightAfter(Optimiser.Adam, 1), 1e-5);

        static double WeightAfter(Optimiser optimiser, int steps)
        {
            using var scope = NewDisposeScope();
            using var network = new WatchedNetwork(2);
            using var trainer = new Trainer(
                network, new TrainingData(ones(1, 1), zeros(1, 1)), new TrainingOptions(optimiser, Rate, Loss.MeanSquared));
            trainer.TrainTo(steps);
            return network.Weight;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void The_loss_falls(Optimiser optimiser, Loss loss, int? batch)
    {
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(optimiser, 0.005, loss, batch, Seed: 1));
        var before = LossOf(network, loss);
        trainer.TrainTo(400);
        Assert.InRange(LossOf(network, loss), 0, 0.5 * before);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Steps_leave_no_tensor_behind(Optimiser optimiser, Loss loss, int? batch)
    {
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(optimiser, 0.005, loss, batch, Seed: 1));
        trainer.TrainTo(10);
        Tensors.RequireNoTensorLeft(() => trainer.TrainTo(trainer.Step + 1), times: 50);
    }

    [Fact]
    public void A_disposed_trainer_leaves_nothing()
    {
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        Tensors.RequireNoTensorLeft(() =>
        {
            using var trainer = new Trainer(network, _sine, new TrainingOptions(Optimiser.Adam, 0.005, Loss.MeanSquared, 10));
            trainer.TrainTo(trainer.Step + 2);
        }, times: 3);
    }

    [Fact]
    public void Classes_are_learned_with_cross_entropy()
    {
        using var scope = NewDisposeScope();
        Tensor points = Draw.Normal(1, 200, 2).to_type(ScalarType.Float32), labels = points.sum(1).gt(0).to_type(ScalarType.Int64);
        using var network = new MultilayerPerceptron(
            new PerceptronShape([2, 16, 2], Activation.Tanh), new(WeightDistribution.Normal, WeightScale.Glorot, 1), 1);
        using var trainer = new Trainer(
            network, new TrainingData(points, labels), new TrainingOptions(Optimiser.Adam, 0.01, Loss.CrossEntropy, 50));
        trainer.TrainTo(200);
        Assert.InRange(network.call(points).argmax(1).eq(labels).Numbers().Average(), 0.97, 1);
    }

    [Fact]
    public void The_loss_returned_is_that_before_the_last_step_and_no_number_without_a_step()
    {
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(Optimiser.GradientDescent, 0.01, Loss.MeanSquared));
        trainer.TrainTo(5);
        var before = LossOf(network, Loss.MeanSquared);
        Assert.Equal(before, trainer.TrainTo(6), 1e-6);
        Assert.Equal(double.NaN, trainer.TrainTo(6));
        Assert.Equal(double.NaN, trainer.TrainTo(3));
        Assert.Equal(6, trainer.Step);
    }

    [Fact]
    public void Cancelling_stops_between_two_steps()
    {
        using var stop = new CancellationTokenSource();
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(Optimiser.GradientDescent, 0.01, Loss.MeanSquared));
        trainer.TrainTo(2, stop.Token);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => trainer.TrainTo(5, stop.Token));
        Assert.Equal(2, trainer.Step);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_learning_rate_not_above_zero_is_refused(double rate)
    {
        using var network = new WatchedNetwork(1);
        Assert.Throws<ArgumentException>(() => new Trainer(network, _sine, new TrainingOptions(Optimiser.Adam, rate, Loss.MeanSquared)));
    }

    [Fact]
    public void Targets_in_another_number_are_refused()
    {
        using var network = new WatchedNetwork(1);
        using Tensor few = zeros(32, 1), block = zeros(33, 2, 1);
        var options = new TrainingOptions(Optimiser.Adam, 1, Loss.MeanSquared);
        Assert.Throws<ArgumentException>(() => new Trainer(network, new TrainingData(_x, few), options));
        Assert.Throws<ArgumentException>(() => new Trainer(network, new TrainingData(_x, block), options));
    }

    private double LossOf(MultilayerPerceptron network, Loss loss)
    {
        using var scope = NewDisposeScope();
        return LossFunction.Evaluate(network, loss, _sine).item<float>();
    }

    private static void Transfer(Trainer from, Trainer to)
    {
        using var stream = new MemoryStream();
        from.Save(stream);
        stream.Position = 0;
        to.Load(stream);
    }

    private static void RequireSame(MultilayerPerceptron expected, MultilayerPerceptron found)
    {
        foreach (var (e, f) in expected.parameters().Zip(found.parameters()))
        {
            Tensors.RequireSame(e, f);
        }
    }
}
