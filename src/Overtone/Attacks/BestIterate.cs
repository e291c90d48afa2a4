using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>The point with the largest margin seen for each image. A misclassified point always beats one that is not.</summary>
internal sealed class BestIterate
{
    private readonly Tensor _margins;

    public BestIterate(Tensor images)
    {
        Images = images.clone();
        _margins = full(images.shape[0], float.NegativeInfinity, device: images.device);
    }

    /// <summary>The points kept; in the dispose scope in which this was made.</summary>
    public Tensor Images { get; }

    /// <summary>Keeps the points whose margins are larger than before.</summary>
    public void Offer(Tensor points, Tensor margins)
    {
        using var scope = NewDisposeScope();
        Tensor isBetter = margins.gt(_margins);
        Images.copy_(where(isBetter.reshape(-1, 1, 1, 1), points, Images));
        _margins.copy_(where(isBetter, margins, _margins));
    }
}
