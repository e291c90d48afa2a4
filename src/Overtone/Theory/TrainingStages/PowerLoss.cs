using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// The loss ∫ |h − f|ᵖ ρ dx of a network's values on a grid, and what it asks of them. With q = (h − f) √ρ it is ∫ |h − f|^(p−2) q² dx.
/// </summary>
internal sealed class PowerLoss
{
    private readonly WeightedGrid _grid;
    private readonly double _power;
    private readonly Tensor _weighted;

    /// <summary>The loss; its tensors are in the caller's dispose scope.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The power is less than 2.</exception>
    public PowerLoss(Tensor values, Tensor target, WeightedGrid grid, double power)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(power, 2);
        (_grid, _power) = (grid, power);
        Tensor deviation = values - target;
        Error = deviation * grid.RootDensity;
        _weighted = power == 2 ? Error : deviation.abs().pow(power - 2) * Error;
    }

    /// <summary>q, [n].</summary>
    public Tensor Error { get; }

    /// <summary>L.</summary>
    public double Value => _grid.Spacing * (_weighted * Error).sum().item<double>();

    /// <summary>The derivative of L by each value, [n].</summary>
    public Tensor Pull => _power * _grid.Spacing * _weighted * _grid.RootDensity;

    /// <summary>∇L by some parameters.</summary>
    /// <param name="tangents">The derivatives of the values by them, times √ρ, [k, n].</param>
    public Tensor Slope(Tensor tangents) => _power * _grid.Spacing * tangents.matmul(_weighted);

    /// <summary>dL/dt where q changes so fast.</summary>
    public double Rate(Tensor change) => _power * _grid.Spacing * (_weighted * change).sum().item<double>();

    /// <summary>d/dt ∫ q² dx where q changes so fast.</summary>
    public double EnergyRate(Tensor change) => 2 * _grid.Spacing * (Error * change).sum().item<double>();
}
