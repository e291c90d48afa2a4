namespace Overtone.Data.Corruptions;

/// <summary>Which images are corrupted how, in which batches; numbers of images and batches run through all levels.</summary>
/// <param name="levels">The corruptions with their severities, in order.</param>
/// <param name="indices">The images of every level, in order.</param>
/// <param name="batchSize">Images a batch.</param>
internal sealed class CorruptionPlan(IReadOnlyList<CorruptionLevel> levels, int[] indices, int batchSize)
{
    private readonly int _batchesPerLevel = (int)(((long)indices.Length + batchSize - 1) / batchSize);

    internal int BatchCount { get; } = checked(levels.Count * (int)(((long)indices.Length + batchSize - 1) / batchSize));

    internal CorruptionLevel LevelOf(int batch) => levels[batch / _batchesPerLevel];

    internal ReadOnlyMemory<int> IndicesOf(int batch)
    {
        var first = batch % _batchesPerLevel * batchSize;
        return indices.AsMemory(first, Math.Min(batchSize, indices.Length - first));
    }
}
