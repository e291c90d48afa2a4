using System.Text;
using Overtone.Training.Regimes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// Trains a network step by step. The order of samples is a function of (seed, epoch), so a trainer restored from a checkpoint goes on
/// exactly as if it had never stopped.
/// Source: none; the settings' sources stand with <see cref="TrainingOptions"/>.
/// </summary>
public sealed class Trainer : IStepwiseTraining, IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly TrainingOptions _options;
    private readonly TrainingData _data;
    private readonly Func<TrainingData, Tensor> _objective;
    private readonly IReadOnlyList<IRegime> _regimes;
    private readonly OptimizerHelper _optimiser;
    private readonly long _batchSize;
    private Tensor? _order;
    private long _orderEpoch = -1;

    /// <summary>A trainer at step 0.</summary>
    /// <param name="network">The network; it is trained in place.</param>
    /// <param name="data">Inputs and targets, on the network's device. They stay the caller's.</param>
    /// <param name="options">How to train.</param>
    /// <param name="objective">What is minimised, given the batch, in the place of the options' loss; null for that.</param>
    /// <param name="regimes">What changes each batch before its step, one after another; null for nothing.</param>
    /// <exception cref="ArgumentException">
    /// The learning rate is not above zero, the batch size is below 1, or inputs and targets differ in number.
    /// </exception>
    public Trainer(
        nn.Module<Tensor, Tensor> network, TrainingData data, TrainingOptions options, Func<TrainingData, Tensor>? objective = null,
        IReadOnlyList<IRegime>? regimes = null)
    {
        if (!(options.LearningRate > 0))
            throw new ArgumentException($"The learning rate is {options.LearningRate}; expected a number above zero.", nameof(options));
        if (options.BatchSize < 1)
            throw new ArgumentException($"The batch size is {options.BatchSize}; expected at least 1, or none.", nameof(options));
        long samples = data.Inputs.shape[0];
        if (data.Targets.shape[data.Targets.dim() > 2 ? 1 : 0] != samples)
            throw new ArgumentException($"There are {samples} inputs, but the targets have shape "
                + $"[{string.Join(", ", data.Targets.shape)}].", nameof(data));
        (_network, _data, _options, _regimes) = (network, data, options, regimes ?? []);
        _objective = objective ?? (batch => LossFunction.Evaluate(network, options.Loss, batch));
        _batchSize = Math.Min(options.BatchSize ?? samples, samples);
        _optimiser = options.Optimiser switch
        {
            Optimiser.Adam => optim.Adam(network.parameters(), options.LearningRate),
            Optimiser.Momentum => optim.SGD(network.parameters(), options.LearningRate, momentum: 0.9),
            _ => optim.SGD(network.parameters(), options.LearningRate),
        };
    }

    /// <inheritdoc/>
    public long Step { get; private set; }

    /// <summary>Steps in one pass over the data.</summary>
    public long StepsPerEpoch => (_data.Inputs.shape[0] + _batchSize - 1) / _batchSize;

    /// <summary>Takes steps until <paramref name="step"/> have been taken in all.</summary>
    /// <returns>The loss of the last batch before its step; NaN when no step was taken.</returns>
    /// <exception cref="OperationCanceledException">It was stopped between two steps.</exception>
    public double TrainTo(long step, CancellationToken cancellation = default)
    {
        _network.train();
        return StepLoop.Run(Step, step, TakeStep, cancellation);
    }

    /// <inheritdoc/>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Step);
        foreach ((_, Parameter parameter) in _network.named_parameters())
            ((Tensor)parameter).Save(writer);
        _optimiser.save_state_dict(writer);
        // Batch normalisation keeps its statistics in buffers.
        foreach ((_, Tensor buffer) in _network.named_buffers())
            buffer.Save(writer);
    }

    /// <inheritdoc/>
    public void Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        Step = reader.ReadInt64();
        LoadParameters(reader);
        LoadOptimiser(reader);
        LoadBuffers(reader);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimiser.Dispose();
        _order?.Dispose();
    }

    private double TakeStep(bool reportLoss)
    {
        using var scope = NewDisposeScope();
        _optimiser.zero_grad();
        Tensor value = _objective(Changed(NextBatch()));
        value.backward();
        _optimiser.step();
        Step++;
        return reportLoss ? value.item<float>() : double.NaN;
    }

    private void LoadParameters(BinaryReader reader)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach ((_, Parameter parameter) in _network.named_parameters())
            parameter.copy_(Tensor.Load(reader));
    }

    private void LoadBuffers(BinaryReader reader)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach ((_, Tensor buffer) in _network.named_buffers())
            buffer.copy_(Tensor.Load(reader));
    }

    private void LoadOptimiser(BinaryReader reader)
    {
        using DisposeScope scope = NewDisposeScope();
        _optimiser.load_state_dict(reader);
        // Velocities that the optimiser did not have before are its own now, not the scope's.
        scope.Detach(scope.DisposablesView);
    }

    private TrainingData Changed(TrainingData data)
    {
        if (_regimes.Count == 0)
            return data;
        var batch = new TrainingBatch(data.Inputs, data.Targets, Step);
        foreach (IRegime regime in _regimes)
            batch = regime.Change(batch, _network);
        return data with { Inputs = batch.Inputs, Targets = batch.Targets };
    }

    private TrainingData NextBatch()
    {
        long samples = _data.Inputs.shape[0], epoch = Step / StepsPerEpoch, start = Step % StepsPerEpoch * _batchSize;
        // A network may write into its inputs; those of a part are copies anyway.
        if (_batchSize == samples)
            return _data with { Inputs = _data.Inputs.clone() };
        if (epoch != _orderEpoch)
        {
            using Generator generator = RandomStreams.Create(_options.Seed, "shuffle", epoch);
            _order?.Dispose();
            _order = randperm(samples, generator: generator).to(_data.Inputs.device).DetachFromDisposeScope();
            _orderEpoch = epoch;
        }

        Tensor indices = _order!.narrow(0, start, Math.Min(_batchSize, samples - start));
        return new TrainingData(
            _data.Inputs.index_select(0, indices),
            _data.Targets.index_select(_data.Targets.dim() > 2 ? 1 : 0, indices),
            _data.Derivatives?.index_select(_data.Targets.dim() > 2 ? 1 : 0, indices));
    }
}
