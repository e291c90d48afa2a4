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

    /// <summary>Which of some images are not broken yet: their numbers within the list, int64, in the caller's dispose scope.</summary>
    /// <param name="indices">The images' places, int64 [n].</param>
    public Tensor StandingAmong(Tensor indices)
    {
        using var scope = NewDisposeScope();
        return _margins.index_select(0, indices).le(0).nonzero().squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps the points whose margins are larger than before.</summary>
    /// <param name="indices">The images' places, int64 [n].</param>
    /// <param name="points">A point for each, float32 [n, C, H, W].</param>
    /// <param name="margins">Its margin, float32 [n].</param>
    public void Offer(Tensor indices, Tensor points, Tensor margins)
    {
        using var scope = NewDisposeScope();
        Tensor before = _margins.index_select(0, indices), isBetter = margins.gt(before);
        Images.index_copy_(0, indices, where(isBetter.reshape(-1, 1, 1, 1), points, Images.index_select(0, indices)));
        _margins.index_copy_(0, indices, where(isBetter, margins, before));
    }
}
