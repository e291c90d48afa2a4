using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Theory.Poisson;

/// <summary>
/// The energy that a deep Ritz network minimises: Σ (½ h′(x_i)² − g(x_i) h(x_i)) δx over the inner nodes, plus β (h(−1)² + h(1)²).
/// Source: 1901.06523, section 5.2 (β = 10); E and Yu, The Deep Ritz Method, 2018.
/// </summary>
public sealed class RitzEnergy : IDisposable
{
    private readonly Tensor _nodes;
    private readonly Tensor _source;
    private readonly double _spacing;
    private readonly double _boundary;

    /// <summary>The energy of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="boundary">β, zero or more.</param>
    /// <param name="device">Where the nodes live; null for the processor.</param>
    public RitzEnergy(PoissonProblem problem, double boundary = 10, Device? device = null)
    {
        (_spacing, _boundary) = (problem.Spacing, boundary);
        _nodes = tensor(problem.Nodes.Select(x => (float)x).ToArray(), device: device).unsqueeze(1).DetachFromDisposeScope();
        _source = tensor(problem.Source.Select(x => (float)x).ToArray(), device: device).unsqueeze(1).DetachFromDisposeScope();
    }

    /// <summary>The nodes, [n + 1, 1], float32.</summary>
    public Tensor Nodes => _nodes;

    /// <summary>
    /// What one step of training costs, in sweeps over the grid: value and slope forward, both backward, some 6 products and sums a weight
    /// and node, against 4 operations a node of a sweep.
    /// </summary>
    /// <param name="shape">The network's shape.</param>
    public static double WorkUnitsPerStep(PerceptronShape shape) => 6 * 2 * shape.WeightCount / 4.0;

    /// <summary>A network's values at the nodes.</summary>
    /// <param name="network">From [nodes, 1] to [nodes, 1].</param>
    public double[] Values(nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return network.call(_nodes).to_type(ScalarType.Float64).cpu().data<double>().ToArray();
    }

    /// <summary>The energy of a network, to be differentiated.</summary>
    /// <param name="network">From [nodes, 1] to [nodes, 1].</param>
    /// <returns>A scalar.</returns>
    public Tensor Of(nn.Module<Tensor, Tensor> network)
    {
        long inner = _nodes.shape[0] - 2;
        Tensor inputs = _nodes.detach().clone().requires_grad_();
        Tensor values = network.call(inputs);
        Tensor slopes = autograd.grad([values.sum()], [inputs], retain_graph: true, create_graph: true)[0];
        Tensor density = (slopes.square() * 0.5) - (_source * values);
        Tensor ends = values.narrow(0, 0, 1).square().sum() + values.narrow(0, inner + 1, 1).square().sum();
        return (density.narrow(0, 1, inner).sum() * _spacing) + (ends * _boundary);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _nodes.Dispose();
        _source.Dispose();
    }
}
