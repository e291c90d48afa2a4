using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public class LossFunctionTests
{
    private static readonly Initialisation Fixed = new(WeightDistribution.Normal, WeightScale.Fixed, 0.5);

    [Fact]
    public void The_mean_squared_error_is_over_samples_and_outputs()
    {
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(new PerceptronShape([2, 5, 3], Activation.Sin), Fixed, 1);
        Tensor inputs = Draw.Normal(1, 8, 2).to_type(ScalarType.Float32), targets = Draw.Normal(2, 8, 3).to_type(ScalarType.Float32);
        var expected = network.call(inputs).Numbers().Zip(targets.Numbers()).Average(p => Math.Pow(p.First - p.Second, 2));
        Assert.Equal(expected, Evaluate(network, Loss.MeanSquared, new TrainingData(inputs, targets)), 1e-5);
    }

    [Fact]
    public void Cross_entropy_is_the_mean_logarithm_of_the_softmax_at_the_class()
    {
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(new PerceptronShape([2, 5, 3], Activation.Sin), Fixed, 1);
        var inputs = Draw.Normal(1, 6, 2).to_type(ScalarType.Float32);
        long[] labels = [0, 1, 2, 2, 1, 0];
        double[][] outputs = [.. network.call(inputs).Numbers().Chunk(3)];
        var expected = -outputs.Select((o, n) => o[labels[n]] - Math.Log(o.Sum(Math.Exp))).Average();
        Assert.Equal(expected, Evaluate(network, Loss.CrossEntropy, new TrainingData(inputs, tensor(labels))), 1e-5);
    }

    [Theory]
    [InlineData(Loss.MeanSquared)]
    [InlineData(Loss.MeanSquaredWithDerivative)]
    public void The_loss_of_a_block_is_the_sum_over_its_networks(Loss loss)
    {
        using var scope = NewDisposeScope();
        var shape = new PerceptronShape([1, 6, 1], Activation.Tanh);
        long[] seeds = [1, 2, 5];
        var x = Draw.Normal(1, 9, 1).to_type(ScalarType.Float32);
        var data = new TrainingData(x, x.sin(), x.cos());
        using var ensemble = new MultilayerPerceptronEnsemble(shape, Fixed, seeds);
        var expected = seeds.Sum(seed =>
        {
            using var alone = new MultilayerPerceptron(shape, Fixed, seed);
            return Evaluate(alone, loss, data);
        });
        Assert.Equal(expected, Evaluate(ensemble, loss, data), 1e-5);
    }

    [Fact]
    public void The_derivative_term_is_that_of_finite_differences()
    {
        // Central differences in single precision: h²/6 of the third derivative, and rounding over h.
        const double H = 1e-2, Tolerance = 1e-3;
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(new PerceptronShape([1, 8, 8, 1], Activation.Tanh), Fixed, 1);
        var x = linspace(-2, 2, 17).unsqueeze(1);
        var data = new TrainingData(x, x.sin(), x.cos());
        var slopes = ((network.call(x + H) - network.call(x - H)) / (2 * H)).Numbers();
        var expected = network.call(x).Numbers().Zip(data.Targets.Numbers()).Average(p => Math.Pow(p.First - p.Second, 2))
            + slopes.Zip(data.Derivatives!.Numbers()).Average(p => Math.Pow(p.First - p.Second, 2));
        Assert.Equal(expected, Evaluate(network, Loss.MeanSquaredWithDerivative, data), Tolerance);
    }

    [Fact]
    public void The_gradient_of_the_derivative_loss_is_that_of_finite_differences()
    {
        const double H = 1e-2, Tolerance = 5e-3;
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(new PerceptronShape([1, 4, 1], Activation.Tanh), Fixed, 1);
        var x = linspace(-2, 2, 9).unsqueeze(1);
        var data = new TrainingData(x, x.sin(), x.cos());
        LossFunction.Evaluate(network, Loss.MeanSquaredWithDerivative, data).backward();
        foreach (var parameter in network.parameters())
        {
            var gradient = parameter.grad!.Numbers();
            using var flat = parameter.detach().view(-1);
            for (var index = 0; index < gradient.Length; index++)
            {
                var value = flat[index].item<float>();
                double At(double shift)
                {
                    flat[index] = (float)(value + shift);
                    return Evaluate(network, Loss.MeanSquaredWithDerivative, data);
                }

                Assert.Equal((At(H) - At(-H)) / (2 * H), gradient[index], Tolerance);
                flat[index] = value;
            }
        }
    }

    [Fact]
    public void The_derivative_loss_weighs_a_frequency_by_one_plus_its_square()
    {
        // A network that is zero everywhere errs by sin ωx and ω cos ωx: together (1 + ω²)/2 over whole periods.
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(
            new PerceptronShape([1, 4, 1], Activation.Tanh), new(WeightDistribution.Normal, WeightScale.Fixed, 0), 1);
        var x = (arange(64, dtype: float32) * (2 * Math.PI / 64)).unsqueeze(1);
        foreach (var omega in new[] { 1, 3, 5 })
        {
            var data = new TrainingData(x, (x * omega).sin(), (x * omega).cos() * omega);
            Assert.Equal((1 + (omega * omega)) / 2.0, Evaluate(network, Loss.MeanSquaredWithDerivative, data), 1e-4);
        }
    }

    [Fact]
    public void A_derivative_loss_needs_derivatives_one_input_and_one_output()
    {
        using var scope = NewDisposeScope();
        using var one = new MultilayerPerceptron(new PerceptronShape([1, 2, 1], Activation.Tanh), Fixed, 1);
        using var wide = new MultilayerPerceptron(new PerceptronShape([2, 2, 1], Activation.Tanh), Fixed, 1);
        using var several = new MultilayerPerceptron(new PerceptronShape([1, 2, 3], Activation.Tanh), Fixed, 1);
        Refused(one, new TrainingData(zeros(4, 1), zeros(4, 1)));
        Refused(wide, new TrainingData(zeros(4, 2), zeros(4, 1), zeros(4, 1)));
        Refused(several, new TrainingData(zeros(4, 1), zeros(4, 3), zeros(4, 3)));

        static void Refused(nn.Module<Tensor, Tensor> network, TrainingData data) =>
            Assert.Throws<InvalidOperationException>(() => LossFunction.Evaluate(network, Loss.MeanSquaredWithDerivative, data));
    }

    private static double Evaluate(nn.Module<Tensor, Tensor> network, Loss loss, TrainingData data)
    {
        using var scope = NewDisposeScope();
        return LossFunction.Evaluate(network, loss, data).item<float>();
    }
}
