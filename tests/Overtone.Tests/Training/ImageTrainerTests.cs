using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Training;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

/// <summary>Trainings on images that are read one batch ahead, and what options of image trainings do.</summary>
public sealed class ImageTrainerTests : IDisposable
{
    private static readonly PerceptronShape Shape = new([1, 12, 12, 1], Activation.Tanh);
    private static readonly Initialisation Fixed = new(WeightDistribution.Normal, WeightScale.Fixed, 0.5);

    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly TrainingData _sine;

    public ImageTrainerTests()
    {
        Tensor x = linspace(-3, 3, 33).unsqueeze(1);
        _sine = new TrainingData(x, x.sin());
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(Optimiser.Momentum)]
    [InlineData(Optimiser.Adam)]
    public void Images_read_one_batch_ahead_train_to_the_same_bits_as_tensors_and_go_on_from_a_checkpoint(Optimiser optimiser)
    {
        using var scope = NewDisposeScope();
        Dataset images = Digits.Read().Train.Subset(50, seed: 1);
        using var problem = new ImageProblem(images);
        var options = new TrainingOptions(optimiser, 0.01, Loss.CrossEntropy, BatchSize: 16, Seed: 3)
        {
            WeightDecay = 1e-3,
            LabelSmoothing = 0.1,
            Schedule = new LearningRateSchedule(ScheduleKind.Cosine, 12),
        };
        IRegime[] regimes = [new CropAndFlip(1, 5), new GaussianNoise(0.1, 5)];
        using MultilayerPerceptron first = Classifier(1), second = Classifier(1), third = Classifier(2);
        using var onTensors = new Trainer(first, new TrainingData(problem.Images, problem.Labels), options, regimes: regimes);
        using var onImages = new Trainer(second, images, options, regimes);
        using var resumed = new Trainer(third, images, options, regimes);
        onTensors.TrainTo(12);
        // What was made ahead for step 2 must not be taken for step 7.
        resumed.TrainTo(2);
        onImages.TrainTo(7);
        Transfer(onImages, resumed);
        resumed.TrainTo(12);
        onImages.TrainTo(12);
        RequireSame(first, second);
        RequireSame(first, third);

        static MultilayerPerceptron Classifier(long seed) => new(new PerceptronShape([64, 16, 10], Activation.Relu), Fixed, seed);
    }

    [Fact]
    public void Batches_made_ahead_leave_no_tensor_behind()
    {
        Dataset images = Digits.Read().Train.Subset(50, seed: 1);
        Tensors.RequireNoTensorLeft(
            () =>
            {
                using var network = new MultilayerPerceptron(new PerceptronShape([64, 16, 10], Activation.Relu), Fixed, 1);
                using var trainer = new Trainer(
                    network, images, new TrainingOptions(Optimiser.Adam, 0.01, Loss.CrossEntropy, BatchSize: 16),
                    [new GaussianNoise(0.1, 5), new Mixup(1, 2)]);
                trainer.TrainTo(9);
            },
            times: 3);
    }

    [Fact]
    public void Weight_decay_and_schedule_are_those_of_the_update_by_hand()
    {
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using var other = new MultilayerPerceptron(Shape, Fixed, 1);
        var options = new TrainingOptions(Optimiser.Momentum, 0.05, Loss.MeanSquared)
        {
            WeightDecay = 0.01,
            Schedule = new LearningRateSchedule(ScheduleKind.Step, 8),
        };
        using var trainer = new Trainer(network, _sine, options);
        trainer.TrainTo(8);
        Tensor[] weights = [.. other.parameters()], velocities = [.. weights.Select(weight => zeros_like(weight))];
        for (int step = 0; step < 8; step++)
        {
            Tensor loss = (other.call(_sine.Inputs) - _sine.Targets).square().mean();
            Tensor[] gradients = [.. autograd.grad([loss], weights)];
            using var noGradient = no_grad();
            double rate = 0.05 * (step < 4 ? 1 : step < 6 ? 0.1 : 0.01);
            for (int n = 0; n < weights.Length; n++)
            {
                velocities[n] = (velocities[n] * 0.9) + gradients[n] + (weights[n] * 0.01);
                weights[n].sub_(velocities[n] * rate);
            }
        }

        foreach ((Tensor expected, Tensor found) in other.parameters().Zip(network.parameters()))
            Assert.InRange(Tensors.Distance(expected, found), 0, 1e-6);
    }

    [Fact]
    public void A_training_that_diverges_says_where()
    {
        using var network = new MultilayerPerceptron(new PerceptronShape([1, 12, 1], Activation.Relu), Fixed, 1);
        using var trainer = new Trainer(network, _sine, new TrainingOptions(Optimiser.GradientDescent, 1e4, Loss.MeanSquared));
        var fault = Assert.Throws<TrainingDivergedException>(() => trainer.TrainTo(1000));
        Assert.Equal(trainer.Step, fault.Step);
        Assert.Contains($"at step {fault.Step:N0}, with a learning rate of 1E+04,", fault.Message, StringComparison.Ordinal);
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
