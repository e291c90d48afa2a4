using Overtone.Models.Networks;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>A network of six affine maps moved along random directions, in batches, and the spectra of what it becomes.</summary>
internal sealed class PerturbedCopies : IDisposable
{
    /// <summary>Directions that are moved along to each length.</summary>
    public const int Directions = 100;

    private readonly ReluNetworkEnsemble _networks;

    /// <param name="width">Units of every hidden layer.</param>
    public PerturbedCopies(int width)
    {
        int samples = width > 64 ? 200 : 80;
        Tensor points = arange(samples, dtype: float64).div(samples);
        Inputs = points.to_type(ScalarType.Float32).unsqueeze(1);
        Transform = new NonuniformFourierTransform(points, [.. Enumerable.Range(1, 10).Select(n => 5.0 * n)]);
        _networks = new ReluNetworkEnsemble([1, width, width, width, width, width, 1], [1]);
    }

    /// <summary>The samples, [n, 1].</summary>
    public Tensor Inputs { get; }

    /// <summary>Takes the spectra.</summary>
    public NonuniformFourierTransform Transform { get; }

    /// <summary>The network's shape.</summary>
    public PerceptronShape Shape => _networks.Shape;

    /// <summary>Moves along all directions to so many lengths.</summary>
    public void Move(int lengths)
    {
        using var scope = NewDisposeScope();
        Tensor directions = ParameterPerturbation.Directions(_networks.Parameters.shape[1], Directions, seed: 1);
        Tensor values = ParameterPerturbation.Evaluate(
            _networks,
            0,
            directions,
            [.. Enumerable.Range(0, lengths).Select(length => 0.1 * length)],
            Inputs);
        for (int length = 0; length < lengths; length++)
            Transform.Transform(values[length].squeeze(2).transpose(0, 1));
    }

    public void Dispose()
    {
        Inputs.Dispose();
        Transform.Dispose();
        _networks.Dispose();
    }
}
