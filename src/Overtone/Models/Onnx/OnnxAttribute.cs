using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>The kinds of attribute, as ONNX numbers them.</summary>
internal enum OnnxAttributeKind
{
    Unknown = 0,
    Number = 1,
    Integer = 2,
    Text = 3,
    Tensor = 4,
    Graph = 5,
    Numbers = 6,
    Integers = 7,
    Texts = 8,
}

/// <summary>What a node is told beside its inputs: one of the values, by its kind.</summary>
internal sealed record OnnxAttribute
{
    public required string Name { get; init; }

    public OnnxAttributeKind Kind { get; init; }

    public double Number { get; init; }

    public long Integer { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Owned by the model.</summary>
    public Tensor? Tensor { get; init; }

    public IReadOnlyList<double> Numbers { get; init; } = [];

    public IReadOnlyList<long> Integers { get; init; } = [];

    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>In a function's body, the attribute of the function whose value this one takes; else empty.</summary>
    public string Reference { get; init; } = "";
}
