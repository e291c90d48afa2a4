using System.Runtime.ExceptionServices;

namespace Overtone.Data.Corruptions;

/// <summary>
/// Threads that corrupt images, in the order of a plan and at most a few batches ahead of the batch that was asked for last. They touch no
/// tensor.
/// </summary>
internal sealed class CorruptionWorkshop : IDisposable
{
    // Images that a thread takes at a time.
    private const int Handful = 8;

    private readonly object _gate = new();
    private readonly Dataset _data;
    private readonly CorruptionSettings _settings;
    private readonly CorruptionPlan _plan;
    private readonly CorruptionBuffer?[] _buffers;
    private readonly Thread[] _threads;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;

    // All below under the gate. A batch's buffer is its number modulo the number of buffers.
    private int _batch;
    private int _place;
    private int _taken;
    private bool _isStopped;
    private int _faultyBatch = int.MaxValue;
    private int _faultyPlace;
    private ExceptionDispatchInfo? _fault;

    internal CorruptionWorkshop(
        Dataset data, CorruptionSettings settings, CorruptionPlan plan, int threads, int lookAhead, CancellationToken cancellation)
    {
        (_data, _settings, _plan, _cancellation) = (data, settings, plan, cancellation);
        _buffers = [.. Enumerable.Range(0, Math.Min(lookAhead, plan.BatchCount)).Select(Allocate)];
        _registration = cancellation.Register(Stop);
        _threads =
        [
            .. Enumerable
                .Range(0, plan.BatchCount == 0 ? 0 : threads)
                .Select(_ => new Thread(Work) { IsBackground = true, Name = "corruption" }),
        ];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Waits for a batch and hands it over; batches are asked for in order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal CorruptionBuffer Take(int batch)
    {
        var buffer = _buffers[batch % _buffers.Length]!;
        lock (_gate)
        {
            while (buffer.Remaining > 0 && _faultyBatch > batch && !_isStopped)
            {
                Monitor.Wait(_gate);
            }

            _cancellation.ThrowIfCancellationRequested();
            if (_faultyBatch <= batch)
            {
                _fault!.Throw();
            }
        }

        MakeRoom(batch);
        return buffer;
    }

    /// <summary>Ends the threads, and waits for their end.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _registration.Dispose();
        foreach (var buffer in _buffers)
        {
            buffer?.Dispose();
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    // The batch has left its place to one that comes later.
    private void MakeRoom(int taken)
    {
        var next = taken + _buffers.Length;
        var buffer = next < _plan.BatchCount ? Allocate(next) : null;
        lock (_gate)
        {
            _buffers[taken % _buffers.Length] = buffer;
            _taken++;
            Monitor.PulseAll(_gate);
        }
    }

    private CorruptionBuffer Allocate(int batch) => new(_plan.IndicesOf(batch).Length, _data.Shape);

    private void Work()
    {
        var workspace = new CorruptionWorkspace(_settings);
        while (Claim(out var batch, out var first, out var count))
        {
            var position = first;
            try
            {
                for (; position < first + count; position++)
                {
                    Make(batch, position, workspace);
                }
            }
            catch (Exception fault)
            {
                // Whatever it is, it belongs to whoever asked for the images.
                Report(batch, position, fault);
                return;
            }

            Finish(batch, count);
        }
    }

    private bool Claim(out int batch, out int first, out int count)
    {
        lock (_gate)
        {
            while (!_isStopped && _fault is null && _batch < _plan.BatchCount && _batch >= _taken + _buffers.Length)
            {
                Monitor.Wait(_gate);
            }

            (batch, first, count) = (_batch, _place, 0);
            if (_isStopped || _fault is not null || _batch == _plan.BatchCount)
            {
                return false;
            }

            var size = _plan.IndicesOf(batch).Length;
            count = Math.Min(Handful, size - first);
            _place += count;
            if (_place == size)
            {
                (_batch, _place) = (_batch + 1, 0);
            }

            return true;
        }
    }

    private void Make(int batch, int position, CorruptionWorkspace workspace)
    {
        var (corruption, severity) = _plan.LevelOf(batch);
        var index = _plan.IndicesOf(batch).Span[position];
        var buffer = _buffers[batch % _buffers.Length]!;
        var clean = buffer.CleanAt(position);
        _data.ReadPixels(index, clean);
        buffer.IsChanged[position] = corruption.Apply(clean, _data.Shape, severity, index, buffer.ImageAt(position), workspace);
    }

    private void Finish(int batch, int count)
    {
        lock (_gate)
        {
            var buffer = _buffers[batch % _buffers.Length]!;
            buffer.Remaining -= count;
            if (buffer.Remaining == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    // Of several faults the first in order counts: images are claimed in order, so all before it are made.
    private void Report(int batch, int position, Exception fault)
    {
        lock (_gate)
        {
            if ((batch, position).CompareTo((_faultyBatch, _faultyPlace)) < 0)
            {
                (_faultyBatch, _faultyPlace, _fault) = (batch, position, ExceptionDispatchInfo.Capture(fault));
            }

            Monitor.PulseAll(_gate);
        }
    }
}
