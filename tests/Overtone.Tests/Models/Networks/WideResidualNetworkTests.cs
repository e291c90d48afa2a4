using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class WideResidualNetworkTests
{
    [Theory]
    [InlineData(28, 10, 10, 36.5)]
    [InlineData(16, 4, 10, 2.75)]
    [InlineData(40, 1, 10, 0.6)]
    public void It_has_as_many_parameters_as_in_the_paper(int layers, int factor, int classes, double millions)
    {
        using var network = new WideResidualNetwork(new WideResidualShape(3, layers, factor, classes), seed: 1);
        long count = network.parameters().Sum(parameter => parameter.numel());
        Assert.Equal(Parameters(layers, factor, classes), count);
        // Tables 4 and 5 of the paper give 36.5 and 0.6 million.
        Assert.InRange(count / 1e6, millions - 0.05, millions + 0.05);
    }

    [Theory]
    [InlineData(1, 32, 32)]
    [InlineData(3, 9, 7)]
    [InlineData(1, 1, 1)]
    public void Any_size_of_image_has_an_answer_and_no_tensor_is_left(int channels, int height, int width)
    {
        using var network = new WideResidualNetwork(new WideResidualShape(channels, 10, 2, 5), seed: 2);
        network.eval();
        using Tensor images = Draw.Uniform(1, 3, channels, height, width).to_type(ScalarType.Float32);
        Tensors.RequireNoTensorLeft(
            () =>
            {
                using Tensor answers = network.call(images);
                Assert.Equal([3, 5], answers.shape);
            },
            times: 3);
    }

    [Fact]
    public void The_same_seed_is_the_same_network()
    {
        var shape = new WideResidualShape(1, 10, 1, 5);
        using WideResidualNetwork one = new(shape, seed: 3), same = new(shape, seed: 3), other = new(shape, seed: 4);
        Assert.All(one.parameters().Zip(same.parameters()), pair => Tensors.RequireSame(pair.First, pair.Second));
        Assert.NotEqual(0, Tensors.Distance(one.parameters().First(), other.parameters().First()));
    }

    [Fact]
    public void A_step_of_training_lowers_the_loss_and_moves_every_parameter()
    {
        using var scope = NewDisposeScope();
        using var network = new WideResidualNetwork(new WideResidualShape(1, 16, 1, 4), seed: 5);
        using var optimiser = optim.SGD(network.parameters(), 0.05);
        Tensor images = Draw.Uniform(1, 16, 1, 12, 12).to_type(ScalarType.Float32), labels = arange(16, ScalarType.Int64) % 4;
        Tensor Loss() => nn.functional.cross_entropy(network.call(images), labels);
        double[][] before = [.. network.parameters().Select(parameter => parameter.Numbers())];
        Tensor loss = Loss();
        loss.backward();
        optimiser.step();
        Assert.True(Loss().item<float>() < loss.item<float>());
        Assert.All(network.parameters().Zip(before), pair => Assert.NotEqual(pair.Second, pair.First.Numbers()));
    }

    [Fact]
    public void It_computes_what_the_paper_says()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = new WideResidualNetwork(new WideResidualShape(2, 10, 1, 3), seed: 6);
        network.eval();
        Tensor images = Draw.Uniform(2, 2, 2, 8, 8).to_type(ScalarType.Float32);
        var p = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter, StringComparer.Ordinal);
        // Normalisations that begin divide by √(1 + ε).
        static Tensor Activated(Tensor x) => nn.functional.relu(x / Math.Sqrt(1 + 1e-5));
        Tensor Convolved(Tensor x, string name, int stride = 1) => nn.functional.conv2d(
            x, p[$"features.{name}.weight"], padding: [name.EndsWith("shortcut", StringComparison.Ordinal) ? 0 : 1, name.EndsWith(
                "shortcut", StringComparison.Ordinal) ? 0 : 1], strides: [stride, stride]);
        Tensor x = Convolved(images, "stem");
        // 16 channels stay 16 in the first stage: its input passes unchanged.
        x += Convolved(Activated(Convolved(Activated(x), "stage1_block1.main.first")), "stage1_block1.main.second");
        foreach (int stage in new[] { 2, 3 })
        {
            string block = $"stage{stage}_block1.residual";
            Tensor active = Activated(x);
            x = Convolved(active, $"{block}.shortcut", 2)
                + Convolved(Activated(Convolved(active, $"{block}.main.first", 2)), $"{block}.main.second");
        }

        Tensor expected = Activated(x).mean([2, 3]).matmul(p["output.weight"].t()) + p["output.bias"];
        Tensors.RequireNear(expected, network.call(images), 1e-5);
    }

    [Theory]
    [InlineData(4, 1, "There are 4 layers; expected 6n + 4: 10, 16, ")]
    [InlineData(20, 1, "There are 20 layers")]
    [InlineData(16, 0, "The widening factor is 0")]
    public void Other_sizes_are_refused(int layers, int factor, string expected) => Assert.StartsWith(
        expected, Assert.Throws<ArgumentException>(() => new WideResidualShape(3, layers, factor, 10)).Message);

    [Fact]
    public void Equal_sizes_are_equal() => Assert.Equal(new WideResidualShape(3, 16, 4, 10), new WideResidualShape(3, 16, 4, 10));

    // Convolutions have no bias; a normalisation has two numbers a channel.
    private static long Parameters(int layers, int factor, int classes)
    {
        long count = 3 * 16 * 9, width = 16;
        foreach (long outputs in new long[] { 16 * factor, 32 * factor, 64 * factor })
        {
            for (int block = 0; block < (layers - 4) / 6; block++)
            {
                count += (2 * width) + (9 * width * outputs) + (2 * outputs) + (9 * outputs * outputs);
                count += width == outputs ? 0 : width * outputs;
                width = outputs;
            }
        }

        return count + (2 * width) + (width * classes) + classes;
    }
}
