using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>Parameters as numbers.</summary>
internal static class ParameterNumbers
{
    /// <summary>All values of a tensor as float64, its last dimension running fastest.</summary>
    public static double[] Numbers(this Tensor values) =>
        values.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
