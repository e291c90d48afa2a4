using TorchSharp;

[assembly: AssemblyFixture(typeof(Overtone.Tests.OneThread))]

namespace Overtone.Tests;

/// <summary>Lets libtorch compute with one thread: on a busy machine its threads wait for each other more than they compute.</summary>
public sealed class OneThread
{
    /// <summary>Sets the number of threads before the first test.</summary>
    public OneThread() => torch.set_num_threads(1);
}
