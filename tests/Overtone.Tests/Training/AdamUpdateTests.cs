using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

public class AdamUpdateTests
{
    // Not a multiple of any vector's length, so that some numbers are left over.
    private const int Count = 77;

    /// <summary>Algorithm 1 as printed, in float64, with both means corrected before they are used.</summary>
    [Fact]
    public void Steps_are_those_of_the_printed_algorithm()
    {
        using var scope = NewDisposeScope();
        Tensor parameters = Float(1), mean = zeros(1, Count), square = zeros(1, Count);
        var expected = parameters.Numbers();
        double[] m = new double[Count], v = new double[Count];
        for (var step = 1; step <= 20; step++)
        {
            var gradient = Float(100 + step);
            var g = gradient.Numbers();
            AdamUpdate.Apply(parameters, gradient, mean, square, step, 1e-2);
            for (var i = 0; i < Count; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * g[i]);
                v[i] = (0.999 * v[i]) + (0.001 * g[i] * g[i]);
                expected[i] -= 1e-2 * (m[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        Tensors.RequireNear(tensor(expected).unsqueeze(0), parameters, 1e-5);
    }

    [Fact]
    public void One_pass_gives_what_operations_on_tensors_give()
    {
        using var scope = NewDisposeScope();
        Tensor[] one = [Float(1), zeros(1, Count), zeros(1, Count)], other = [Float(1), zeros(1, Count), zeros(1, Count)];
        var gradient = Float(2);
        AdamUpdate.Apply(one[0], gradient, one[1], one[2], 1, 1e-2);
        var ofRoot = Math.Sqrt(1 - 0.999);
        AdamUpdate.ByOperations(other[0], gradient, other[1], other[2], 1e-2 * ofRoot / (1 - 0.9), 1e-8 * ofRoot);
        for (var part = 0; part < 3; part++)
        {
            Tensors.RequireNear(other[part], one[part], 1e-6);
        }
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        using var scope = NewDisposeScope();
        Tensor parameters = Float(1), before = parameters.clone();
        AdamUpdate.Apply(parameters, zeros(1, Count), zeros(1, Count), zeros(1, Count), 1, 1e-2);
        Tensors.RequireSame(before, parameters);
    }

    private static Tensor Float(long seed) => Draw.Normal(seed, 1, Count).to_type(ScalarType.Float32);
}
