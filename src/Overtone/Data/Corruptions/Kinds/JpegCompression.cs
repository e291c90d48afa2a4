namespace Overtone.Data.Corruptions.Kinds;

/// <summary>JPEG at a low quality, with colours halved in both directions (4:2:0). Works on whole bytes in both modes.</summary>
internal sealed class JpegCompression() : Corruption("jpeg_compression")
{
    private static readonly int[] Qualities = [80, 65, 58, 50, 40];

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task) =>
        task.Workspace.Jpeg.Apply(task.Image, task.Shape, Qualities[task.Level], task.Result);
}
