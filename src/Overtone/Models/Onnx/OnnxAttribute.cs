using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>What a node is told beside its inputs: one of the values.</summary>
internal sealed record OnnxAttribute
{
    public required string Name { get; init; }

    public double Number { get; init; }

    public long Integer { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Owned by the model.</summary>
    public Tensor? Tensor { get; init; }

    public OnnxSubgraph? Graph { get; init; }

    public IReadOnlyList<double> Numbers { get; init; } = [];

    public IReadOnlyList<long> Integers { get; init; } = [];

    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>In a function's body, the attribute of the function whose value this one takes; else empty.</summary>
    public string Reference { get; init; } = "";
}
