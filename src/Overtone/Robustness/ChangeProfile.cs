using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// At which distances from zero frequency changes of images have their energy: each image's energy per frequency on a ring against its
/// mean over all frequencies, so that white noise is 1 everywhere, whatever its norm; then the mean over changed images.
/// Source: 1906.08988, Fig. 7 (a, b), as a profile.
/// </summary>
/// <param name="height">Rows of the images.</param>
/// <param name="width">Columns of the images.</param>
public sealed class ChangeProfile(int height, int width)
{
    private readonly double[] _rings = new double[(Math.Min(height, width) / 2) + 1];
    private int _images;

    /// <summary>The relative energy per frequency on ring r, at place r; zeros when nothing was changed.</summary>
    public IReadOnlyList<double> RelativeEnergy => Array.ConvertAll(_rings, sum => sum / Math.Max(_images, 1));

    /// <summary>Adds some changes; those of nothing count for nothing.</summary>
    /// <param name="change">[n, C, H, W], n at least 1.</param>
    public void Add(Tensor change)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var scope = NewDisposeScope();
        Tensor power = RadialProfile.Of(change, removeMean: false).mean([1]);
        Tensor whole = change.to_type(ScalarType.Float64).square().mean([1, 2, 3]);
        Tensor relative = (power / whole.unsqueeze(1)).nan_to_num(0).sum([0]).cpu();
        foreach ((int ring, double sum) in relative.data<double>().ToArray().Index())
            _rings[ring] += sum;
        _images += (int)whole.gt(0).sum().item<long>();
    }
}
