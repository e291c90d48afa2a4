using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Tests.Training;

/// <summary>y = a·x with one weight a, which remembers every batch of inputs it was shown.</summary>
internal sealed class WatchedNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;

    internal WatchedNetwork(double weight)
        : base(nameof(WatchedNetwork))
    {
        _weight = new Parameter(full(1, 1, weight, dtype: float32));
        register_parameter("weight", _weight);
    }

    internal List<double[]> Batches { get; } = [];

    internal double Weight => _weight.item<float>();

    public override Tensor forward(Tensor input)
    {
        Batches.Add(input.Numbers());
        return input.mm(_weight);
    }
}
