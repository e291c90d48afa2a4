using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public class TwoLayerDescentTests
{
    private static readonly double[,] Points = { { -0.8, 0.1 }, { 0.3, -0.4 }, { 0.9, 0.7 } };
    private static readonly double[] Labels = [0.5, -1, 0.2];

    // Eleven neurons do not fill whole vectors.
    private static TwoLayerNetwork Network(NeuronForm form, int width = 11) =>
        new TwoLayerInitialisation { Form = form, InputSpread = 1.5, OutputSpread = 1, OffsetSpread = 0.8, IsAntisymmetric = false }
            .Draw(2, width, seed: 3);

    [Theory]
    [InlineData(NeuronForm.Breakpoint)]
    [InlineData(NeuronForm.Bias)]
    public void Steps_are_those_of_automatic_differentiation(NeuronForm form)
    {
        const double Rate = 0.03;
        const int Steps = 20;
        var network = Network(form);
        var (inputs, offsets, outputs) = Parameters(network);
        var descent = new TwoLayerDescent(network, Points, Labels, Rate);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            var x = tensor(Points);
            var bias = form == NeuronForm.Breakpoint ? inputs.square().sum([0]).sqrt() * offsets : offsets;
            var residuals = (x.mm(inputs) + bias).relu().mv(outputs) - tensor(Labels);
            var loss = residuals.square().sum();
            Assert.Equal(loss.item<double>(), descent.Loss, 1e-12);
            (loss / 2).backward();
            using (no_grad())
            {
                foreach (var parameter in (Tensor[])[inputs, offsets, outputs])
                {
                    parameter.sub_(parameter.grad! * Rate);
                    parameter.grad!.zero_();
                }
            }

            descent.TrainTo(step + 1);
        }

        var found = Parameters(network);
        Tensors.RequireNear(inputs, found.Inputs, 1e-12);
        Tensors.RequireNear(offsets, found.Offsets, 1e-12);
        Tensors.RequireNear(outputs, found.Outputs, 1e-12);
        Assert.Equal(Steps, descent.Step);
    }

    [Fact]
    public void It_stops_at_the_loss_asked_for_or_at_the_last_step()
    {
        var network = Network(NeuronForm.Bias, width: 400);
        var descent = new TwoLayerDescent(network, Points, Labels, TangentKernel.LargestStableRate(network, Points) / 2);
        descent.TrainTo(1_000_000, loss: 1e-8);
        Assert.InRange(descent.Loss, 0, 1e-8);
        Assert.InRange(descent.Step, 2, 999_999);
        Assert.Equal(descent.Loss, network.At(Points).Zip(Labels, (h, y) => (h - y) * (h - y)).Sum(), 1e-12);
        var here = descent.Step;
        descent.TrainTo(here + 5);
        Assert.Equal(here + 5, descent.Step);
    }

    [Fact]
    public void A_descent_goes_on_from_where_it_was_saved()
    {
        TwoLayerNetwork whole = Network(NeuronForm.Breakpoint), first = Network(NeuronForm.Breakpoint),
            second = Network(NeuronForm.Breakpoint);
        new TwoLayerDescent(whole, Points, Labels, 0.01).TrainTo(30);
        using var stream = new MemoryStream();
        var before = new TwoLayerDescent(first, Points, Labels, 0.01);
        before.TrainTo(12);
        before.Save(stream);
        stream.Position = 0;
        var after = new TwoLayerDescent(second, Points, Labels, 0.01);
        after.Load(stream);
        Assert.Equal(12, after.Step);
        after.TrainTo(30);
        Assert.Equal(whole.At(Points), second.At(Points));
    }

    [Fact]
    public void Half_the_largest_stable_rate_descends_and_one_beyond_all_measure_is_reported()
    {
        var network = Network(NeuronForm.Bias);
        var rate = TangentKernel.LargestStableRate(network, Points) / 2;
        var descent = new TwoLayerDescent(Network(NeuronForm.Bias), Points, Labels, rate);
        var before = descent.Loss;
        descent.TrainTo(1);
        Assert.True(descent.Loss < before);
        var fault = Assert.Throws<InvalidOperationException>(() => new TwoLayerDescent(network, Points, Labels, 1e200).TrainTo(10));
        Assert.Contains("expected a smaller rate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => new TwoLayerDescent(Network(NeuronForm.Bias), Points, Labels, 0.01).TrainTo(10, cancellation: source.Token));
    }

    private static (Tensor Inputs, Tensor Offsets, Tensor Outputs) Parameters(TwoLayerNetwork network) => (
        stack([.. network.Inputs.Select(axis => tensor(axis))]).requires_grad_(),
        tensor(network.Offsets).requires_grad_(), tensor(network.Outputs).requires_grad_());
}
