using Overtone.Bench.Measuring;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// The plain way: one network of TorchSharp's own layers at a time, trained by automatic differentiation and TorchSharp's Adam, and copied
/// whole for every perturbation.
/// </summary>
internal sealed class PlainLoop : IDisposable
{
    private readonly IReadOnlyList<int> _widths;
    private readonly Sequential _network;
    private readonly OptimizerHelper _optimiser;

    public PlainLoop(IReadOnlyList<int> widths)
    {
        _widths = widths;
        _network = Layers(widths);
        _optimiser = optim.Adam(_network.parameters(), 3e-4);
    }

    /// <summary>The seconds of some training steps.</summary>
    public double Train(Tensor inputs, Tensor targets, int steps) => Duel.Time(() =>
    {
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            _optimiser.zero_grad();
            Tensor loss = nn.functional.mse_loss(_network.call(inputs), targets);
            loss.backward();
            _optimiser.step();
        }
    });

    /// <summary>The seconds of some copies, each moved along a direction of its own and evaluated.</summary>
    public double Perturb(Tensor inputs, double size, int copies, Action<Tensor> use) => Duel.Time(() =>
    {
        for (int copy = 0; copy < copies; copy++)
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            using Sequential moved = Layers(_widths);
            using Generator generator = RandomStreams.Create(copy, "direction");
            Tensor[] directions = [.. _network.parameters().Select(p => empty(p.shape).normal_(0, 1, generator))];
            double length = Math.Sqrt(directions.Sum(d => d.square().sum().item<float>()));
            foreach ((Parameter to, Parameter from, Tensor direction) in moved.parameters().Zip(_network.parameters(), directions))
                to.copy_(from + (direction * (size / length)));
            use(moved.call(inputs));
        }
    });

    public void Dispose()
    {
        _optimiser.Dispose();
        _network.Dispose();
    }

    private static Sequential Layers(IReadOnlyList<int> widths)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (int layer = 0; layer < widths.Count - 1; layer++)
        {
            layers.Add(nn.Linear(widths[layer], widths[layer + 1]));
            if (layer < widths.Count - 2)
                layers.Add(nn.ReLU());
        }

        return nn.Sequential([.. layers]);
    }
}
