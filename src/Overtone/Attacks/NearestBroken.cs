using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>The nearest misclassified point seen for each image; the image itself where there is none.</summary>
internal sealed class NearestBroken
{
    private readonly Tensor _images, _distances;
    private readonly NormBall _ball;

    /// <summary>Begins with none; in the dispose scope in which this is made.</summary>
    /// <param name="images">float32 [n, C, H, W].</param>
    /// <param name="ball">What distances are measured in.</param>
    public NearestBroken(Tensor images, NormBall ball)
    {
        (_images, _ball) = (images, ball);
        Images = images.clone();
        _distances = full(images.shape[0], double.PositiveInfinity, ScalarType.Float64, images.device);
    }

    /// <summary>The points kept.</summary>
    public Tensor Images { get; }

    /// <summary>How far an image's point is; infinite where there is none.</summary>
    public double DistanceOf(int image)
    {
        using Tensor distance = _distances[image];
        return distance.item<double>();
    }

    /// <summary>All places, int64 [n], in the caller's dispose scope.</summary>
    public Tensor All() => arange(_images.shape[0], dtype: ScalarType.Int64, device: _images.device);

    /// <summary>The places of the images without a point inside the ball, int64, in the caller's dispose scope.</summary>
    public Tensor BeyondBall()
    {
        using var scope = NewDisposeScope();
        return _distances.gt(_ball.Epsilon).nonzero().squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps the misclassified points that are nearer than those before.</summary>
    /// <param name="places">The images' places, int64 [m].</param>
    /// <param name="points">A point for each, float32 [m, C, H, W].</param>
    /// <param name="isBroken">Which are misclassified, [m].</param>
    public void Offer(Tensor places, Tensor points, Tensor isBroken)
    {
        using var scope = NewDisposeScope();
        Tensor distances = _ball.NormsOf(points - _images.index_select(0, places)), before = _distances.index_select(0, places);
        Tensor isNearer = isBroken.logical_and(distances.lt(before));
        Images.index_copy_(0, places, where(isNearer.reshape(-1, 1, 1, 1), points, Images.index_select(0, places)));
        _distances.index_copy_(0, places, where(isNearer, distances, before));
    }
}
