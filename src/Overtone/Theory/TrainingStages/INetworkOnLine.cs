using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// A network from the line to the line, in float64, with the derivatives of its values by all parameters: what <see cref="LossRates"/> are
/// computed of.
/// Source: 1906.09235, whose theorems are about general networks.
/// </summary>
public interface INetworkOnLine : IDisposable
{
    /// <summary>All parameters. A view: what is changed in it changes the network.</summary>
    Tensor Parameters { get; }

    /// <summary>An order s of which the derivatives of the network's values by its parameters have a finite Sobolev norm.</summary>
    double Order { get; }

    /// <summary>The network's values.</summary>
    /// <param name="x">[n], float64.</param>
    /// <returns>[n].</returns>
    Tensor Values(Tensor x);

    /// <summary>
    /// The derivatives of the values by all parameters, block by block: together they would be the largest array by far.
    /// </summary>
    /// <param name="x">[n], float64.</param>
    /// <param name="visit">Is called for each block; what it is given is freed afterwards.</param>
    void VisitTangents(Tensor x, TangentVisitor visit);

    /// <summary>The derivative by all parameters of a sum over the values, each with its own weight.</summary>
    /// <param name="x">[n], float64.</param>
    /// <param name="weights">[n], float64.</param>
    /// <returns>As the parameters.</returns>
    Tensor Gradient(Tensor x, Tensor weights);
}

/// <summary>
/// Is given the derivatives of a network's values by some of its parameters.
/// Source: a convention of this library, not a paper.
/// </summary>
/// <param name="tangents">[k, n].</param>
/// <param name="of">The part that belongs to those k parameters, in their order, of a tensor of the parameters' shape: a view.</param>
public delegate void TangentVisitor(Tensor tangents, Func<Tensor, Tensor> of);
