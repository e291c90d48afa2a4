using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Tests.Spectra;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public class FrequencyMonitorTests
{
    private const double Rounding = 1e-12;

    private static readonly double[] Frequencies = [0, 0.5, 1, 2.5];
    private static readonly PerceptronShape Shape = new([1, 8, 1], Activation.Sin);
    private static readonly Initialisation Fixed = new(WeightDistribution.Normal, WeightScale.Fixed, 0.7);

    [Theory]
    [InlineData(50)]
    [InlineData(1024)]
    [InlineData(2500)]
    public void Coefficients_are_those_of_the_definition_however_many_probes_there_are(int count)
    {
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(new PerceptronShape([2, 8, 3], Activation.Sin), Fixed, 1);
        Tensor probes = Draw.Normal(1, count, 2).to_type(ScalarType.Float32), coordinates = Draw.Normal(2, count),
            targets = Draw.Normal(3, count, 3);
        using var monitor = new FrequencyMonitor(probes, coordinates, targets, Frequencies);
        var record = monitor.Record(7, network.call);
        double[] outputs = network.call(probes).Numbers(), points = coordinates.Numbers(), wanted = targets.Numbers();

        Assert.Equal((7, 1), (record.Step, record.Networks));
        for (var output = 0; output < 3; output++)
        {
            double[] learned = Column(outputs, output, 3), target = Column(wanted, output, 3);
            for (var k = 0; k < Frequencies.Length; k++)
            {
                Complex expected = NaiveFourier.Coefficient(points, learned, Frequencies[k]),
                    aim = NaiveFourier.Coefficient(points, target, Frequencies[k]);

                // Batches of another size may round single-precision outputs differently.
                Assert.InRange(Complex.Abs(record.Learned(k, output) - expected), 0, 1e-7);
                Assert.InRange(Complex.Abs(monitor.Targets[k, output] - aim), 0, Rounding);
                Assert.Equal(Complex.Abs(expected - aim) / aim.Magnitude, record.Error(k, output), 1e-4);
            }
        }
    }

    [Fact]
    public void The_network_is_shown_every_probe_once_in_order_and_few_at_a_time()
    {
        using var scope = NewDisposeScope();
        var probes = arange(2500, dtype: float32).unsqueeze(1);
        using var monitor = new FrequencyMonitor(probes, probes.squeeze(1), probes, [1]);
        var shown = new List<double[]>();
        monitor.Record(0, x =>
        {
            shown.Add(x.Numbers());
            return x.clone();
        });
        Assert.Equal(probes.Numbers(), shown.SelectMany(batch => batch));
        Assert.All(shown, batch => Assert.InRange(batch.Length, 1, 1024));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(1500)]
    public void A_block_of_networks_is_recorded_as_its_networks_alone(int count)
    {
        using var scope = NewDisposeScope();
        long[] seeds = [2, 3, 8];
        Tensor probes = Draw.Normal(1, count, 1).to_type(ScalarType.Float32), targets = probes.sin();
        using var monitor = new FrequencyMonitor(probes, probes.squeeze(1), targets, Frequencies);
        using var block = new MultilayerPerceptronEnsemble(Shape, Fixed, seeds);
        var together = monitor.Record(0, block.call);

        Assert.Equal(seeds.Length, together.Networks);
        for (var index = 0; index < seeds.Length; index++)
        {
            using var alone = new MultilayerPerceptron(Shape, Fixed, seeds[index]);
            var record = monitor.Record(0, alone.call);
            for (var k = 0; k < Frequencies.Length; k++)
            {
                Assert.InRange(Complex.Abs(record.Learned(k) - together.Learned(k, network: index)), 0, 1e-6);
            }
        }
    }

    [Fact]
    public void A_block_with_several_outputs_keeps_them_apart()
    {
        using var scope = NewDisposeScope();
        Tensor probes = Draw.Normal(1, 30, 2).to_type(ScalarType.Float32), outputs = Draw.Normal(2, 3, 30, 2);
        using var monitor = new FrequencyMonitor(probes, probes.select(1, 0), outputs[0], Frequencies);
        var record = monitor.Record(0, _ => outputs);
        for (var network = 0; network < 3; network++)
        {
            for (var output = 0; output < 2; output++)
            {
                var expected = NaiveFourier.Coefficient(
                    probes.select(1, 0).Numbers(), outputs[network].select(1, output).Numbers(), Frequencies[2]);
                Assert.InRange(Complex.Abs(record.Learned(2, output, network) - expected), 0, Rounding);
            }
        }

        Assert.Equal(0, record.ErrorOfAllOutputs(2, network: 0), Rounding);
        Assert.True(record.ErrorOfAllOutputs(2, network: 1) > 0.01);
    }

    [Fact]
    public void A_network_without_errors_has_a_relative_error_of_zero()
    {
        using var scope = NewDisposeScope();
        var probes = Draw.Normal(1, 40, 1);
        using var monitor = new FrequencyMonitor(probes, probes.squeeze(1), probes.sin(), Frequencies);
        var record = monitor.Record(0, x => x.sin());
        for (var k = 0; k < Frequencies.Length; k++)
        {
            Assert.Equal(0, record.Error(k), Rounding);
            Assert.Equal(0, record.MagnitudeError(k), Rounding);
            Assert.Equal(0, record.ErrorOfAllOutputs(k), Rounding);
        }
    }

    [Fact]
    public void A_network_that_gives_nothing_has_a_relative_error_of_one()
    {
        using var scope = NewDisposeScope();
        var probes = Draw.Normal(1, 40, 1);
        using var monitor = new FrequencyMonitor(probes, probes.squeeze(1), probes.sin(), Frequencies);
        Assert.Equal(1, monitor.Record(0, x => zeros_like(x)).Error(1), Rounding);
    }

    [Fact]
    public void No_gradient_is_computed_and_no_tensor_left_behind()
    {
        using var network = new MultilayerPerceptron(Shape, Fixed, 1);
        using Tensor probes = Draw.Normal(1, 1500, 1).to_type(ScalarType.Float32), line = probes.squeeze(1);
        using var monitor = new FrequencyMonitor(probes, line, probes, Frequencies);
        Tensors.RequireNoTensorLeft(() => monitor.Record(0, x =>
        {
            var outputs = network.call(x);
            Assert.False(outputs.requires_grad);
            return outputs;
        }), times: 10);
        Assert.All(network.parameters(), p => Assert.True(p.grad is null));
        Assert.All(network.parameters(), p => Assert.True(p.requires_grad));
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void Records_are_kept_in_order_and_targets_cannot_be_changed_from_outside()
    {
        using var scope = NewDisposeScope();
        var probes = Draw.Normal(1, 10, 1);
        using var monitor = new FrequencyMonitor(probes, probes.squeeze(1), probes.cos(), Frequencies);
        monitor.Record(3, x => zeros_like(x));
        monitor.Record(9, x => zeros_like(x));
        var wanted = monitor.Targets[0, 0];
        monitor.Targets[0, 0] = 5;
        Assert.Equal(wanted, monitor.Targets[0, 0]);
        Assert.Equal([3L, 9], monitor.Records.Select(r => r.Step));
        Assert.Equal(Frequencies, monitor.Frequencies);
    }

    [Fact]
    public void Probes_coordinates_and_targets_in_different_numbers_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new FrequencyMonitor(zeros(4, 1), zeros(5), zeros(4, 1), [1]));
        Assert.Throws<ArgumentException>(() => new FrequencyMonitor(zeros(4, 1), zeros(4), zeros(5, 1), [1]));
        Assert.Throws<ArgumentException>(() => new FrequencyMonitor(zeros(4, 1), zeros(4), zeros(4, 1), []));
    }

    private static double[] Column(double[] values, int column, int columns) => [.. values.Chunk(columns).Select(row => row[column])];
}
