using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>Points at Gaussian distances, a random stream a point.</summary>
internal sealed class GaussianPoints(int count, int dimension, double deviation, long seed, bool isFrozen) : Neighbourhood
{
    public override int Count => count;

    public override bool IsFrozen => isFrozen;

    public override PointOffsets Around(Tensor images, int first, long call, CancellationToken cancellation)
    {
        Device device = images.device;
        return (image, point, some) =>
        {
            string stream = isFrozen ? "smoothing" : $"smoothing {call} {first + image}";
            return RandomStreams.Normal(seed, stream, point, some, dimension).mul_(deviation).to(device);
        };
    }
}
