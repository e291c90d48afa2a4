using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>Where an ascent with checkpoints stands, image by image; its tensors are in the dispose scope in which it was made.</summary>
internal sealed class CheckpointState
{
    private readonly AttackLoss _loss;
    private readonly Tensor[] _rows;

    /// <summary>Begins at points.</summary>
    /// <param name="images">The images, float32 [n, C, H, W].</param>
    /// <param name="start">A point for each.</param>
    /// <param name="loss">What is raised.</param>
    /// <param name="length">The length of the first steps.</param>
    public CheckpointState(Tensor images, Tensor start, ImageLoss loss, double length)
    {
        long count = images.shape[0];
        Tensor Numbers(double number) => full(count, number, ScalarType.Float32, images.device);
        _loss = loss.Loss;
        _rows = [
            arange(count, dtype: ScalarType.Int64, device: images.device), images.clone(), start.clone(), start.clone(), zeros_like(start),
            start.clone(), zeros_like(start), Numbers(length), Numbers(0), Numbers(0), Numbers(0), Numbers(0), Numbers(0), Numbers(1),
            loss.Labels.clone(), .. loss.Targets is null ? Array.Empty<Tensor>() : [loss.Targets.clone()],
        ];
    }

    public long Count => Places.shape[0];

    /// <summary>The images' places in the batch, int64 [n].</summary>
    public Tensor Places => _rows[0];

    public Tensor Images => _rows[1];

    public Tensor Points => _rows[2];

    public Tensor PointsBefore => _rows[3];

    public Tensor Gradient => _rows[4];

    public Tensor BestPoints => _rows[5];

    public Tensor BestGradient => _rows[6];

    /// <summary>The lengths of the steps, [n].</summary>
    public Tensor Lengths => _rows[7];

    public Tensor Losses => _rows[8];

    public Tensor BestLosses => _rows[9];

    public ImageLoss Loss => new(_loss, _rows[14], _rows.Length > 15 ? _rows[15] : null);

    private Tensor LossesBefore => _rows[10];

    private Tensor BestAtCheckpoint => _rows[11];

    private Tensor Rises => _rows[12];

    // Whether the last checkpoint halved; 1 before the first, which therefore asks for rises only.
    private Tensor Halved => _rows[13];

    /// <summary>Goes on with some images.</summary>
    /// <param name="standing">Their places among these, int64 [m].</param>
    public void Keep(Tensor standing)
    {
        for (int row = 0; row < _rows.Length; row++)
        {
            Tensor whole = _rows[row];
            _rows[row] = whole.index_select(0, standing);
            whole.Dispose();
        }
    }

    /// <summary>Makes new points the current ones.</summary>
    public void MoveTo(Tensor points)
    {
        PointsBefore.copy_(Points);
        Points.copy_(points);
    }

    /// <summary>Takes the losses and gradients of the first points.</summary>
    public void Begin(Tensor losses, Tensor gradient)
    {
        foreach (Tensor row in new[] { Losses, BestLosses, BestAtCheckpoint })
            row.copy_(losses);
        Gradient.copy_(gradient);
        BestGradient.copy_(gradient);
    }

    /// <summary>Takes the losses and gradients of the current points.</summary>
    public void Take(Tensor losses, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        LossesBefore.copy_(Losses);
        Losses.copy_(losses);
        Gradient.copy_(gradient);
        Rises.add_(losses.gt(LossesBefore).to_type(ScalarType.Float32));
        Tensor isBetter = losses.gt(BestLosses);
        Replace(isBetter, BestPoints, Points);
        Replace(isBetter, BestGradient, Gradient);
        BestLosses.copy_(losses.maximum(BestLosses));
    }

    /// <summary>
    /// Halves the step of each image whose loss has risen too rarely since the last checkpoint, or whose best loss has not improved since
    /// then though its step was not halved there; and puts it back to its best point.
    /// </summary>
    /// <param name="fewRises">How many rises are too few.</param>
    public void HalveWhereStuck(double fewRises)
    {
        using var scope = NewDisposeScope();
        Tensor noGain = BestAtCheckpoint.ge(BestLosses).logical_and(Halved.eq(0)), stuck = Rises.le(fewRises).logical_or(noGain);
        Lengths.mul_(1 - (stuck.to_type(ScalarType.Float32) * 0.5));
        Replace(stuck, Points, BestPoints);
        Replace(stuck, Gradient, BestGradient);
        Losses.copy_(where(stuck, BestLosses, Losses));
        Halved.copy_(stuck);
        BestAtCheckpoint.copy_(BestLosses);
        Rises.zero_();
    }

    private static void Replace(Tensor isReplaced, Tensor rows, Tensor by) =>
        rows.copy_(where(isReplaced.reshape(-1, 1, 1, 1), by, rows));
}
