using Overtone.Attacks;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

/// <summary>
/// A small network altered so that for each of some images there is an adversarial example at a known place: near one point of its own, a
/// second class overtakes the first. The point lies beyond the ball; the part of its neighbourhood that the ball contains is small, is not
/// reached by one step along the gradient (distance counts three times as much in every other pixel, so the gradient points elsewhere), and
/// is there for certain: <see cref="Planted"/> is in it.
/// </summary>
internal sealed class PlantedNetwork : nn.Module<Tensor, Tensor>
{
    internal const int Count = 40;
    private const double Slope = 5, Heavy = 3;
    private readonly nn.Module<Tensor, Tensor> _base;
    private readonly Tensor _clean, _points, _radii, _weights;

    internal PlantedNetwork(NormBall ball, InputSize size)
        : base(nameof(PlantedNetwork))
    {
        long[] shape = [Count, size.Channels, size.Height, size.Width];
        _clean = (Draw.Uniform(11, shape) * 0.3 + 0.35).to(ScalarType.Float32);

        // Large in a quarter of the pixels, beyond the ball; small elsewhere.
        Tensor signs = Draw.Normal(12, shape).sign(), isLarge = Draw.Uniform(13, shape).lt(0.25).to_type(ScalarType.Float64);
        Tensor isHeavy = (arange(_clean[0].numel()) % 2).reshape(shape[1..]).to_type(ScalarType.Float32);
        _weights = (isHeavy * (Heavy - 1) + 1).flatten();
        Tensor way = (signs * (isLarge * 1.5 + (1 - isLarge) * 0.1)).to(ScalarType.Float32);
        way = ball.Norm == AttackNorm.L2 ? way * (1 - isHeavy * 0.5) : way;
        Tensor change = ball.Norm == AttackNorm.Linf
            ? way * ball.Epsilon
            : way / way.flatten(1).norm(1).reshape(-1, 1, 1, 1) * (1.3 * ball.Epsilon);
        _points = _clean + change;
        Planted = ball.Inside(_clean, _points).clone();
        _radii = ((Planted - _points).flatten(1) * _weights).norm(1) * 1.25;
        _base = nn.Sequential(nn.Conv2d(size.Channels, 4, 3, padding: 1), nn.ReLU(), nn.Flatten(),
            nn.Linear(4 * size.Height * size.Width, 4));
        using (no_grad())
        {
            var layer = 0;
            foreach (var parameter in _base.parameters())
                parameter.copy_(Draw.Normal(20 + layer++, parameter.shape).to(ScalarType.Float32) * 0.003);
        }

        RegisterComponents();
        eval();
    }

    /// <summary>For each image, a point of the ball and the box that is misclassified.</summary>
    internal Tensor Planted { get; }

    /// <summary>The images, each of class 0.</summary>
    internal LabelledImages Images => new(_clean, new long[Count]);

    // Class 0 leads by 1; class 1 gains with nearness to the point of the nearest image.
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor flat = input.flatten(1), nearest;
        using (no_grad())
            nearest = cdist(flat.detach(), _clean.flatten(1)).argmin(1);
        Tensor distance = (((flat - _points.flatten(1).index_select(0, nearest)) * _weights).square().sum([1]) + 1e-12).sqrt();
        Tensor gain = (_radii.index_select(0, nearest) - distance) * Slope, none = zeros_like(gain);
        return (_base.call(input) + stack([none + 1, gain + 1, none - 9, none - 9], 1)).MoveToOuterDisposeScope();
    }
}
