using System.Runtime;

namespace Overtone;

/// <summary>
/// A moment at which the garbage collector may run, because no call into libtorch is under way. TorchSharp 0.107 passes plain numbers
/// to libtorch in Scalar objects that nothing keeps alive during the call (the sum of two tensors has one); when the collector runs just
/// then, the finalizer frees the number while libtorch reads it. That ends in "Expected false to be true" or, worse, in a wrong number.
/// Long loops of tensor work collect at such moments, often enough that the collector never has a reason of its own to run between them;
/// and collections beside the running program, which large arrays start and which end at any moment, are switched off.
/// </summary>
internal static class CollectionPoint
{
    static CollectionPoint() => GCSettings.LatencyMode = GCLatencyMode.Batch;

    /// <summary>Collects the youngest generation: tenths of a millisecond.</summary>
    public static void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
