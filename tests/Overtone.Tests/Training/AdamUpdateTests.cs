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
            AdamUpdate.Apply(parameters, gradient, mean, square, 0, step, 1e-2);
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
        AdamUpdate.Apply(one[0], gradient, one[1], one[2], 0, 1, 1e-2);
        var ofRoot = Math.Sqrt(1 - 0.999);
        AdamUpdate.ByOperations(other[0], gradient, other[1], other[2], 1e-2 * ofRoot / (1 - 0.9), 1e-8 * ofRoot);
        for (var part = 0; part < 3; part++)
        {
            Tensors.RequireNear(other[part], one[part], 1e-6);
        }
    }

    [Fact]
    public void A_part_of_every_row_changes_as_it_would_alone_and_the_rest_stays()
    {
        using var scope = NewDisposeScope();
        var parameters = Draw.Normal(1, 3, Count).to_type(ScalarType.Float32);
        var before = parameters.clone();
        var gradient = Draw.Normal(2, 3, 4, 5).to_type(ScalarType.Float32);
        AdamUpdate.Apply(parameters, gradient, zeros(3, Count), zeros(3, Count), 10, 1, 1e-2);
        for (var row = 0; row < 3; row++)
        {
            var alone = before[row].narrow(0, 10, 20).clone().unsqueeze(0);
            AdamUpdate.Apply(alone, gradient[row].contiguous().view(1, 20), zeros(1, 20), zeros(1, 20), 0, 1, 1e-2);
            Tensors.RequireNear(alone[0], parameters[row].narrow(0, 10, 20), 1e-6);
            Tensors.RequireSame(before[row].narrow(0, 0, 10), parameters[row].narrow(0, 0, 10));
            Tensors.RequireSame(before[row].narrow(0, 30, Count - 30), parameters[row].narrow(0, 30, Count - 30));
        }
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        using var scope = NewDisposeScope();
        Tensor parameters = Float(1), before = parameters.clone();
        AdamUpdate.Apply(parameters, zeros(1, Count), zeros(1, Count), zeros(1, Count), 0, 1, 1e-2);
        Tensors.RequireSame(before, parameters);
    }

    private static Tensor Float(long seed) => Draw.Normal(seed, 1, Count).to_type(ScalarType.Float32);
}
