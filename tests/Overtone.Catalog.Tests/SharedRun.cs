namespace Overtone.Catalog.Tests;

/// <summary>A store that all tests of a class share, so that what several of them need is measured once.</summary>
public sealed class SharedRun : IDisposable
{
    internal TestRun Run { get; } = new();

    public void Dispose() => Run.Dispose();
}
