using System.Text;
using Overtone.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// How a <see cref="ReluEnsembleTrainer"/> trains.
/// Source: 1806.08734 and the notebooks published with it.
/// </summary>
/// <param name="LearningRate">Adam's learning rate, above zero; its other constants are the usual ones (0.9, 0.999, 1e-8).</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="WeightClip">After every step, weights and biases beyond ± this are set to it; above zero, infinite for no clipping
/// (experiment 7).</param>
public sealed record ReluEnsembleOptions(
    double LearningRate, EnsembleLoss Loss = EnsembleLoss.MeanSquared, double WeightClip = double.PositiveInfinity);

/// <summary>
/// Trains an ensemble of ReLU networks with Adam on all samples at once, each as it would train alone. Backpropagation hands the gradient
/// over layer by layer, and Adam is one pass over each instead of ten operations: a plain loop loses its time there.
/// Source: 1806.08734, section 3; Kingma and Ba 2015 (1412.6980), Algorithm 1.
/// </summary>
public sealed class ReluEnsembleTrainer : IStepwiseTraining, IDisposable
{
    private readonly ReluNetworkEnsemble _networks;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly ReluEnsembleOptions _options;
    private readonly Tensor _mean;
    private readonly Tensor _square;

    /// <summary>A trainer at step 0.</summary>
    /// <param name="networks">The networks; they are trained in place, and stay the caller's.</param>
    /// <param name="inputs">[n, inputs], the same for all, or [networks, n, inputs]; float32, on the networks' device. They stay the
    /// caller's.</param>
    /// <param name="targets">[n, outputs] or [networks, n, outputs], likewise.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">The learning rate or the clip is not above zero, or inputs and targets differ in
    /// number.</exception>
    public ReluEnsembleTrainer(ReluNetworkEnsemble networks, Tensor inputs, Tensor targets, ReluEnsembleOptions options)
    {
        if (!(options.LearningRate > 0) || !(options.WeightClip > 0))
            throw new ArgumentException($"The learning rate is {options.LearningRate} and the weight clip {options.WeightClip}; expected "
                + "numbers above zero.", nameof(options));
        if (inputs.shape[^2] != targets.shape[^2])
            throw new ArgumentException($"There are {inputs.shape[^2]} inputs and {targets.shape[^2]} targets.", nameof(targets));
        (_networks, _inputs, _targets, _options) = (networks, inputs, targets, options);
        (_mean, _square) = (zeros_like(networks.Parameters), zeros_like(networks.Parameters));
    }

    /// <inheritdoc/>
    public long Step { get; private set; }

    /// <summary>Takes steps until <paramref name="step"/> have been taken in all.</summary>
    /// <returns>The mean over networks of the loss before the last step; NaN when no step was taken.</returns>
    /// <exception cref="OperationCanceledException">It was stopped between two steps.</exception>
    public double TrainTo(long step, CancellationToken cancellation = default) => StepLoop.Run(Step, step, TakeStep, cancellation);

    /// <inheritdoc/>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Step);
        foreach (Tensor state in State())
            state.Save(writer);
    }

    /// <inheritdoc/>
    public void Load(Stream stream)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        Step = reader.ReadInt64();
        foreach (Tensor state in State())
            state.copy_(Tensor.Load(reader));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
    }

    private Tensor[] State() => [_networks.Parameters, _mean, _square];

    private double TakeStep(bool reportLoss)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Step++;
        Tensor outputs = ReluBackpropagation.Run(_networks, _inputs, _targets, _options.Loss, Descend);
        if (double.IsFinite(_options.WeightClip))
            _networks.Parameters.clamp_(-_options.WeightClip, _options.WeightClip);
        return reportLoss ? _options.Loss.OfEach(outputs, _targets).Average() : double.NaN;
    }

    private void Descend(int layer, Tensor ofWeights, Tensor ofBiases)
    {
        long start = _networks.StartOf(layer);
        Apply(ofWeights, start);
        Apply(ofBiases, start + (ofWeights.numel() / _networks.Count));
    }

    private void Apply(Tensor gradient, long start) =>
        AdamUpdate.Apply(_networks.Parameters, gradient, _mean, _square, start, Step, _options.LearningRate);
}
