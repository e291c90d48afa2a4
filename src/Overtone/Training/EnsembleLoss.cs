using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// What each network of an ensemble minimises, over all its samples and outputs.
/// Source: 1806.08734, experiments 1 to 5 and 7 (squared error) and 6 (<c>BCEWithLogits</c>).
/// </summary>
public enum EnsembleLoss
{
    /// <summary>The mean squared error.</summary>
    MeanSquared,

    /// <summary>The mean binary cross entropy of outputs taken as logits, against targets from 0 to 1.</summary>
    Logistic,
}

/// <summary>
/// Evaluates a <see cref="EnsembleLoss"/>.
/// Source: as <see cref="EnsembleLoss"/>.
/// </summary>
public static class EnsembleLossFunction
{
    /// <summary>Every network's loss, in float64.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="outputs">[networks, n, outputs].</param>
    /// <param name="targets">[n, outputs] or [networks, n, outputs].</param>
    public static double[] OfEach(this EnsembleLoss loss, Tensor outputs, Tensor targets)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        (Tensor y, Tensor t) = (outputs.to_type(ScalarType.Float64), targets.to_type(ScalarType.Float64));
        Tensor errors = loss == EnsembleLoss.MeanSquared ? (y - t).square() : nn.functional.softplus(y) - (t * y);
        return errors.mean([1, 2]).cpu().data<double>().ToArray();
    }

    /// <summary>The loss of every network of an ensemble, in float64.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="networks">The ensemble.</param>
    /// <param name="inputs">[n, inputs] or [networks, n, inputs].</param>
    /// <param name="targets">[n, outputs] or [networks, n, outputs].</param>
    public static double[] OfEach(this EnsembleLoss loss, ReluNetworkEnsemble networks, Tensor inputs, Tensor targets)
    {
        using Tensor outputs = networks.Evaluate(inputs);
        return loss.OfEach(outputs, targets);
    }

    /// <summary>The derivative of the sum of all networks' losses by every output, [networks, n, outputs].</summary>
    internal static Tensor Slope(this EnsembleLoss loss, Tensor outputs, Tensor targets)
    {
        double share = 1.0 / (outputs.shape[1] * outputs.shape[2]);
        return loss == EnsembleLoss.MeanSquared ? (outputs - targets).mul_(2 * share) : outputs.sigmoid().sub_(targets).mul_(share);
    }
}
