using System.Runtime;

namespace Overtone;

/// <summary>
/// Holds the garbage collector back during a short piece of tensor work. TorchSharp 0.107 passes plain numbers to libtorch in Scalar
/// objects that nothing keeps alive during the call; when another thread makes the collector run just then, the finalizer frees the
/// number while libtorch reads it. That ends in "Expected false to be true" or, worse, in a wrong number. Collections happen between
/// pieces instead, where no call is under way.
/// </summary>
internal readonly struct CollectionPause : IDisposable
{
    // A piece of work allocates a few megabytes at most; beyond this the collector runs after all.
    private const long Budget = 64_000_000;

    private readonly bool _started;

    private CollectionPause(bool started) => _started = started;

    /// <summary>Begins a pause, unless one is under way already.</summary>
    public static CollectionPause Begin()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            return default;
        try
        {
            return new CollectionPause(GC.TryStartNoGCRegion(Budget));
        }
        catch (InvalidOperationException)
        {
            // Another thread began one between the two lines.
            return default;
        }
    }

    /// <summary>Ends the pause.</summary>
    public void Dispose()
    {
        if (!_started || GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
            return;
        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // The budget was used up, and the collector has ended the pause itself.
        }
    }
}
