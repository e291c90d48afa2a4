using Overtone.Defenses;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

/// <summary>Small classifiers whose defended answers can be computed again by hand.</summary>
internal static class Networks
{
    internal static readonly InputSize Size = new(3, 4, 5);

    internal const int Pixels = 60, Classes = 4;

    /// <summary>A smooth network: finite differences meet no kinks.</summary>
    internal static nn.Module<Tensor, Tensor> Smooth(long seed = 1) => Filled(
        nn.Sequential(nn.Flatten(), nn.Linear(Pixels, 12), nn.Tanh(), nn.Linear(12, Classes)), seed);

    /// <summary>With a convolution.</summary>
    internal static nn.Module<Tensor, Tensor> Convolutional(long seed = 1) => Filled(
        nn.Sequential(nn.Conv2d(3, 6, 3, padding: 1), nn.ReLU(), nn.Flatten(), nn.Linear(120, Classes)), seed);

    /// <summary>An affine one.</summary>
    internal static nn.Module<Tensor, Tensor> Affine(long seed = 1) =>
        Filled(nn.Sequential(nn.Flatten(), nn.Linear(Pixels, Classes)), seed);

    internal static Tensor Images(int count, long seed = 7) => Draw.Uniform(seed, count, Size.Channels, Size.Height, Size.Width)
        .to_type(ScalarType.Float32);

    internal static ModuleClassifier Classifier(nn.Module<Tensor, Tensor> network, int batchSize = 64) =>
        new(network, Size, options: new ClassifierOptions { BatchSize = batchSize });

    /// <summary>Requires that a defended classifier answers with the average over points, each image by itself.</summary>
    internal static void RequireAverage(
        IClassifier defended, IClassifier classifier, Tensor images, Tensor offsets, AveragedOutput average)
    {
        Tensor logits = defended.Logits(images);
        for (int image = 0; image < images.shape[0]; image++)
        {
            Tensor around = classifier.Logits(images.narrow(0, image, 1) + offsets.reshape([-1, .. images.shape[1..]]));
            Tensor expected = average switch
            {
                AveragedOutput.Softmax => around.softmax(1).mean([0]).log(),
                AveragedOutput.Logits => around.mean([0]),
                _ => (around == around.amax([1], keepdim: true)).to_type(ScalarType.Float32).mean([0])
                    .clamp_min(LogitClassifier.Floor).log(),
            };
            Tensors.RequireNear(expected, logits[image], 1e-5);
        }
    }

    /// <summary>
    /// Requires that gradients are the slopes of the logits' product with cotangents along random directions, by central differences of
    /// fourth order.
    /// </summary>
    internal static void RequireSlopes(IClassifier classifier, Tensor images, double tolerance)
    {
        const double Step = 0.02;
        using var scope = NewDisposeScope();
        var differentiable = Assert.IsAssignableFrom<IDifferentiableClassifier>(classifier);
        Tensor cotangents = Draw.Normal(11, images.shape[0], classifier.ClassCount).to_type(ScalarType.Float32);
        ClassifierGradient gradient = differentiable.InputGradient(images, cotangents);
        Tensors.RequireNear(classifier.Logits(images), gradient.Logits, 1e-5);
        for (int direction = 0; direction < 4; direction++)
        {
            Tensor along = Draw.Normal(20 + direction, images.shape).to_type(ScalarType.Float32);
            along /= along.norm();
            double At(double step) => (classifier.Logits(images + (along * step)).to_type(ScalarType.Float64) * cotangents)
                .sum().item<double>();
            double slope = ((8 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
            Assert.Equal(slope, (gradient.Gradient * along).sum().item<float>(), tolerance);
        }
    }

    private static nn.Module<Tensor, Tensor> Filled(nn.Module<Tensor, Tensor> network, long seed)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach ((int n, TorchSharp.Modules.Parameter parameter) in network.parameters().Index())
            parameter.copy_(Draw.Normal((100 * seed) + n, parameter.shape) / Math.Sqrt(parameter.shape[^1]));
        return network;
    }
}
