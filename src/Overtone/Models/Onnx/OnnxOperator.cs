using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>Computes a node's outputs, in the caller's dispose scope.</summary>
/// <param name="call">What it is given.</param>
internal delegate IReadOnlyList<Tensor> OnnxComputation(OnnxCall call);

/// <summary>An operator from some version of its domain on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Since">The version from which on it is computed like this.</param>
/// <param name="Attributes">The attributes it knows.</param>
/// <param name="Compute">Computes it.</param>
/// <param name="Domain">Its domain; empty for the standard one.</param>
internal sealed record OnnxOperator(
    string Name, int Since, IReadOnlyList<string> Attributes, OnnxComputation Compute, string Domain = "")
{
    /// <summary>An operator of one output.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="compute">Computes it.</param>
    /// <param name="attributes">The attributes it knows, separated by spaces.</param>
    /// <param name="since">The version from which on it is computed like this.</param>
    public static OnnxOperator Of(string name, Func<OnnxCall, Tensor> compute, string attributes = "", int since = 1) =>
        new(name, since, attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries), call => [compute(call)]);

    /// <summary>An operator of several outputs.</summary>
    /// <inheritdoc cref="Of"/>
    public static OnnxOperator OfSeveral(string name, OnnxComputation compute, string attributes = "", int since = 1) =>
        new(name, since, attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries), compute);
}
