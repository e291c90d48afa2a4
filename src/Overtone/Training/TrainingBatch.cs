using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// What one step is taken on.
/// Source: none.
/// </summary>
/// <param name="Inputs">The inputs, shape [n, ...], float32.</param>
/// <param name="Targets">The targets, as in <see cref="TrainingData"/>.</param>
/// <param name="Step">The step's number, from 0.</param>
public sealed record TrainingBatch(Tensor Inputs, Tensor Targets, long Step)
{
    /// <summary>The pass over the data that the step belongs to, from 0.</summary>
    public long Epoch { get; init; }

    /// <summary>Which samples of the data these are; empty where they are the first ones in order.</summary>
    public IReadOnlyList<long> Samples { get; init; } = [];

    /// <summary>Which sample of the data one of the batch is.</summary>
    internal long SampleAt(int place) => Samples.Count > 0 ? Samples[place] : place;
}
