using static TorchSharp.torch;

namespace Overtone.Data.Corruptions;

/// <summary>
/// Corrupts the images of a set batch by batch, on threads of its own and ahead of whoever uses them: while a model runs on one batch, the
/// next is made. A few batches are all that is ever held, whatever the number of images, corruptions and severities.
/// </summary>
/// <remarks>
/// Batches and numbers depend on neither the threads nor the look-ahead; an image's corruption does not depend on the batch it comes in.
/// Source: Overtone's own.
/// </remarks>
public sealed class CorruptedImages
{
    private readonly Dataset _data;
    private readonly CorruptionSettings _settings;

    /// <summary>Corrupts a set's images.</summary>
    /// <param name="data">The images; a <see cref="MemoryDataset"/> holds one's own arrays.</param>
    /// <param name="settings">What the results depend on; the default settings if not given.</param>
    public CorruptedImages(Dataset data, CorruptionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        _data = data;
        _settings = settings ?? new CorruptionSettings();
    }

    /// <summary>Number of images.</summary>
    public int Count => _data.Count;

    /// <summary>Threads that make images; by default one a processor. Changes no number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Batches made ahead of the one in use, at least 1. Changes no number.</summary>
    public int LookAhead { get; init; } = 2;

    /// <summary>Where the tensors live; null for the processor.</summary>
    public Device? Device { get; init; }

    /// <summary>All images at one severity of one corruption.</summary>
    /// <inheritdoc cref="Batches(IReadOnlyList{CorruptionLevel}, int, IReadOnlyList{int}?, CancellationToken)"/>
    public IEnumerable<CorruptedBatch> Batches(CorruptionLevel level, int batchSize, CancellationToken cancellation = default) =>
        Batches([level], batchSize, indices: null, cancellation);

    /// <summary>
    /// The images at one level after another, as one stream: the next level begins while the last batch of this one is in use.
    /// </summary>
    /// <param name="levels">The corruptions with their severities, in the wanted order.</param>
    /// <param name="batchSize">Images a batch, at least 1; a level's last batch may be smaller.</param>
    /// <param name="indices">Which images, in the wanted order; all if not given.</param>
    /// <param name="cancellation">Checked all the time.</param>
    /// <returns>Batches that the caller disposes, each as soon as it is done with. Leaving the loop early ends the threads.</returns>
    /// <exception cref="ArgumentException">A corruption cannot be applied to such images, for example one of colours to grey
    /// ones.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A severity, a size or an index is outside its range.</exception>
    /// <exception cref="DataFormatException">An image is decoded on demand and its file is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<CorruptedBatch> Batches(
        IReadOnlyList<CorruptionLevel> levels, int batchSize, IReadOnlyList<int>? indices = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LookAhead, 1);
        foreach (var level in levels)
        {
            ArgumentNullException.ThrowIfNull(level.Corruption, nameof(levels));
            level.Corruption.RequireShape(_data.Shape);
            ArgumentOutOfRangeException.ThrowIfLessThan(level.Severity, 1, nameof(levels));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(level.Severity, Corruption.Severities, nameof(levels));
        }

        int[] chosen = indices is null ? [.. Enumerable.Range(0, _data.Count)] : [.. indices];
        if (Array.FindIndex(chosen, index => (uint)index >= (uint)_data.Count) is var fault and >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(indices), chosen[fault], $"expected indices below {_data.Count}");
        }

        return Enumerate(new CorruptionPlan(levels, chosen, batchSize), cancellation);
    }

    private IEnumerable<CorruptedBatch> Enumerate(CorruptionPlan plan, CancellationToken cancellation)
    {
        using var workshop = new CorruptionWorkshop(_data, _settings, plan, Threads, LookAhead, cancellation);
        for (var number = 0; number < plan.BatchCount; number++)
        {
            // The threads make garbage, if little: it is collected while no call into libtorch is under way here.
            CollectionPoint.Collect();
            yield return ToBatch(plan, number, workshop.Take(number));
        }
    }

    // Called on the consumer's thread: tensors belong to its dispose scopes.
    private CorruptedBatch ToBatch(CorruptionPlan plan, int number, CorruptionBuffer buffer)
    {
        var indices = plan.IndicesOf(number);
        var (images, clean) = buffer.TakeOut(Device);
        var classes = new long[indices.Length];
        for (var position = 0; position < classes.Length; position++)
        {
            classes[position] = _data.Labels[indices.Span[position]];
        }

        return new CorruptedBatch(plan.LevelOf(number), indices, images, clean, tensor(classes, device: Device), buffer.IsChanged);
    }
}
