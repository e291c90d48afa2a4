using Overtone.Data.Corruptions;
using Overtone.Models;

namespace Overtone.Attacks;

/// <summary>The random search of a square attack on one image, in plain arrays [C, H, W]; so no image depends on its neighbours.</summary>
/// <param name="clean">The image.</param>
/// <param name="size">Its size.</param>
/// <param name="epsilon">The norm of perturbations.</param>
/// <param name="random">The image's own numbers.</param>
internal abstract class SquareSearch(float[] clean, InputSize size, double epsilon, RandomNumbers random)
{
    /// <summary>The point with the largest margin; the image before the first.</summary>
    public float[] Best { get; private set; } = [.. clean];

    /// <summary>The point that is asked about.</summary>
    public float[] Candidate { get; } = [.. clean];

    /// <summary>The margin of <see cref="Best"/>.</summary>
    public float Margin { get; private set; } = float.NegativeInfinity;

    protected float[] Clean => clean;

    protected int Channels => size.Channels;

    protected int Height => size.Height;

    protected int Width => size.Width;

    protected double Epsilon => epsilon;

    protected int Shorter => Math.Min(size.Height, size.Width);

    /// <summary>Makes the next candidate: a first point, then changes of the best one in a square of a share of the area.</summary>
    public void Propose(double share)
    {
        Best.CopyTo(Candidate, 0);
        if (float.IsNegativeInfinity(Margin))
            Begin();
        else
            Change((int)Math.Round(Math.Sqrt(share * size.Height * size.Width)));
    }

    /// <summary>Keeps the candidate where its margin is larger.</summary>
    public void Judge(float margin)
    {
        if (margin <= Margin)
            return;
        Margin = margin;
        Candidate.CopyTo(Best, 0);
    }

    /// <summary>Writes the first point into <see cref="Candidate"/>.</summary>
    protected abstract void Begin();

    /// <summary>Changes <see cref="Candidate"/> in a square.</summary>
    /// <param name="side">The side by the schedule; it may be 0, or longer than the image.</param>
    protected abstract void Change(int side);

    protected int Place(int channel, int row, int column) => (((channel * size.Height) + row) * size.Width) + column;

    /// <summary>The first row or column of a square: the last ones too are within reach.</summary>
    protected int Position(int side, int length) => random.Below(length - side + 1);

    protected int Sign() => random.Below(2) == 0 ? -1 : 1;
}
