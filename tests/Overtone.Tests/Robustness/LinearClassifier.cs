using Overtone.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

/// <summary>A linear classifier with weights drawn at random, small enough to be computed again by plain loops.</summary>
internal sealed class LinearClassifier : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weights;

    internal LinearClassifier(InputSize size, int classes, long seed, double scale = 1)
        : base(nameof(LinearClassifier))
    {
        Size = size;
        using var scope = NewDisposeScope();
        var weights = Draw.Normal(seed, size.Channels * size.Height * size.Width, classes) * scale;
        _weights = new Parameter(weights.to(ScalarType.Float32));
        _weights.DetachFromDisposeScope();
        register_parameter("weights", _weights);
        Weights = [.. _weights.Numbers()];
    }

    internal InputSize Size { get; }

    /// <summary>[pixels, classes], row by row.</summary>
    internal IReadOnlyList<double> Weights { get; }

    public override Tensor forward(Tensor input) => input.flatten(1).matmul(_weights);

    internal ModuleClassifier Classifier(int batchSize = 3) => new(this, Size, options: new ClassifierOptions { BatchSize = batchSize });
}
