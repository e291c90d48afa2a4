using Overtone.Data;
using Overtone.Models;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog;

/// <summary>Brings networks to the images that they are trained on.</summary>
internal static class ImageTraining
{
    /// <summary>The network, freshly drawn.</summary>
    public static nn.Module<Tensor, Tensor> Create(
        this ImageNetwork network, ImageShape images, int classes, long seed, Device device) =>
        network.Create(new InputSize(images.Channels, images.Height, images.Width), classes, seed, device);

    /// <summary>A trainer of a network on a problem.</summary>
    public static Trainer CreateTrainer(
        this ImageNetwork settings, nn.Module<Tensor, Tensor> network, ImageProblem problem, long seed) =>
        settings.CreateTrainer(network, problem.Images, problem.Labels, problem.OneHot, seed);
}
