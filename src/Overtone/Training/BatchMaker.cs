using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>Makes the batch of each step. The order of samples is a function of (seed, epoch).</summary>
/// <param name="count">Number of samples.</param>
/// <param name="batchSize">Samples a step; all of them if not given, or if there are fewer.</param>
/// <param name="seed">The seed of the order.</param>
internal abstract class BatchMaker(long count, long? batchSize, long seed) : IDisposable
{
    private Tensor? _order;
    private long _orderEpoch = -1;

    /// <summary>Steps in one pass over the data.</summary>
    public long StepsPerEpoch => (count + BatchSize - 1) / BatchSize;

    /// <summary>Samples a step, but for the last of an epoch.</summary>
    protected long BatchSize { get; } = Math.Min(batchSize ?? count, count);

    /// <summary>Whether every batch is all samples in order.</summary>
    protected bool IsWhole => BatchSize == count;

    /// <summary>The batch of a step, and derivatives where there are some; new tensors belong to the caller's dispose scope.</summary>
    public abstract (TrainingBatch Batch, Tensor? Derivatives) Take(long step);

    /// <inheritdoc/>
    public virtual void Dispose() => _order?.Dispose();

    /// <summary>The samples of a step, [n], int64.</summary>
    protected Tensor SamplesOf(long step, Device device)
    {
        long epoch = step / StepsPerEpoch, start = step % StepsPerEpoch * BatchSize;
        if (epoch != _orderEpoch)
        {
            using Generator generator = RandomStreams.Create(seed, "shuffle", epoch);
            _order?.Dispose();
            _order = randperm(count, generator: generator).to(device).DetachFromDisposeScope();
            _orderEpoch = epoch;
        }

        return _order!.narrow(0, start, Math.Min(BatchSize, count - start));
    }
}
