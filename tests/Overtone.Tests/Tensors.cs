using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests;

/// <summary>What tests ask of tensors.</summary>
internal static class Tensors
{
    /// <summary>All elements in order, as doubles.</summary>
    internal static double[] Numbers(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>The largest absolute difference of two tensors of one shape.</summary>
    internal static double Distance(Tensor first, Tensor second)
    {
        Assert.Equal(first.shape, second.shape);
        using var scope = NewDisposeScope();
        return (first.detach().to_type(ScalarType.Float64) - second.detach().to_type(ScalarType.Float64)).abs().max().item<double>();
    }

    /// <summary>Requires equal shapes and elements that differ by at most a tolerance.</summary>
    internal static void RequireNear(Tensor expected, Tensor found, double tolerance) =>
        Assert.InRange(Distance(expected, found), 0, tolerance);

    /// <summary>Requires equal shapes and bits.</summary>
    internal static void RequireSame(Tensor expected, Tensor found) => Assert.Equal(0, Distance(expected, found));

    /// <summary>Requires that an action leaves as many live tensors as it found, from its second time on.</summary>
    internal static void RequireNoTensorLeft(Action action, int times)
    {
        action();
        var before = LiveCount;
        for (var time = 0; time < times; time++)
        {
            action();
        }

        Assert.Equal(before, LiveCount);
    }

    // Tensor.TotalCount counts every parameter twice for ever, because a parameter takes its tensor's handle over, and it counts down
    // when the garbage collector finds what was forgotten. This count does neither; it is of tensors made by this thread.
    private static long LiveCount => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
