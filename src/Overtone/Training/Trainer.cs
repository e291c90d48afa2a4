using System.Text;
using Overtone.Data;
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
    private readonly Device _device;
    private readonly Func<TrainingData, Tensor> _objective;
    private readonly IReadOnlyList<IRegime> _regimes;
    private readonly OptimizerHelper _optimiser;
    private readonly BatchMaker _batches;

    /// <summary>A trainer at step 0, on samples that are tensors.</summary>
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
        : this(network, Batches(data, options, regimes ?? []), options, objective, regimes ?? [], data.Inputs.device)
    {
    }

    /// <summary>A trainer at step 0, on images that are read when they are needed; it minimises the cross entropy.</summary>
    /// <param name="network">The network; it is trained in place.</param>
    /// <param name="images">The images and their labels.</param>
    /// <param name="options">How to train.</param>
    /// <param name="regimes">What changes each batch before its step, one after another.</param>
    /// <param name="device">Where the network is; null for the processor.</param>
    /// <exception cref="ArgumentException">
    /// The learning rate is not above zero, the batch size is below 1, or the loss is another.
    /// </exception>
    /// <exception cref="RegimeException">A regime cannot change such images.</exception>
    public Trainer(
        nn.Module<Tensor, Tensor> network, Dataset images, TrainingOptions options, IReadOnlyList<IRegime> regimes, Device? device = null)
        : this(
            network, Batches(images, options, regimes), options, null,
            [.. regimes.SkipWhile(regime => regime is ImageRegime).Select(regime => regime.For(images))], device ?? CPU)
    {
    }

    private Trainer(
        nn.Module<Tensor, Tensor> network, BatchMaker batches, TrainingOptions options, Func<TrainingData, Tensor>? objective,
        IReadOnlyList<IRegime> regimes, Device device)
    {
        (_network, _batches, _options, _regimes, _device) = (network, batches, options, regimes, device);
        _objective = objective ?? (batch => LossFunction.Evaluate(network, options.Loss, batch, options.LabelSmoothing));
        _optimiser = options.Optimiser switch
        {
            Optimiser.Adam => optim.Adam(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay),
            Optimiser.Momentum => optim.SGD(
                network.parameters(), options.LearningRate, momentum: 0.9, weight_decay: options.WeightDecay),
            _ => optim.SGD(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay),
        };
    }

    /// <inheritdoc/>
    public long Step { get; private set; }

    /// <summary>Steps in one pass over the data.</summary>
    public long StepsPerEpoch => _batches.StepsPerEpoch;

    /// <summary>Takes steps until <paramref name="step"/> have been taken in all.</summary>
    /// <returns>The loss of the last batch before its step; NaN when no step was taken.</returns>
    /// <exception cref="TrainingDivergedException">The loss is no longer a finite number.</exception>
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
        _batches.Dispose();
    }

    private static TensorBatchMaker Batches(TrainingData data, TrainingOptions options, IReadOnlyList<IRegime> regimes)
    {
        Require(options);
        long samples = data.Inputs.shape[0];
        if (data.Targets.shape[data.Targets.dim() > 2 ? 1 : 0] != samples)
            throw new ArgumentException($"There are {samples} inputs, but the targets have shape "
                + $"[{string.Join(", ", data.Targets.shape)}].", nameof(data));
        return new TensorBatchMaker(data, options, regimes.Count > 0);
    }

    private static ImageBatchMaker Batches(Dataset images, TrainingOptions options, IReadOnlyList<IRegime> regimes)
    {
        Require(options);
        if (options.Loss != Loss.CrossEntropy)
            throw new ArgumentException($"The loss is {options.Loss}; expected cross entropy, for labels.", nameof(options));
        foreach (IRegime regime in regimes)
            regime.Require(images.Shape);
        ImageRegime[] augmentations = [.. regimes.TakeWhile(regime => regime is ImageRegime).Cast<ImageRegime>()];
        return new ImageBatchMaker(images, options, augmentations, regimes.Any(regime => regime.MixesTargets));
    }

    private static void Require(TrainingOptions options)
    {
        if (!(options.LearningRate > 0))
            throw new ArgumentException($"The learning rate is {options.LearningRate}; expected a number above zero.", nameof(options));
        if (options.BatchSize < 1)
            throw new ArgumentException($"The batch size is {options.BatchSize}; expected at least 1, or none.", nameof(options));
        if (!(options.WeightDecay >= 0))
            throw new ArgumentException($"The weight decay is {options.WeightDecay}; expected 0 or more.", nameof(options));
        if (options.LabelSmoothing != 0 && (options.Loss != Loss.CrossEntropy || options.LabelSmoothing is not (> 0 and < 1)))
            throw new ArgumentException($"The label smoothing is {options.LabelSmoothing}, with {options.Loss}; expected 0, or up to 1 "
                + "with cross entropy.", nameof(options));
    }

    private double TakeStep(bool reportLoss)
    {
        using var scope = NewDisposeScope();
        double factor = _options.Schedule?.FactorAt(Step) ?? 1;
        if (_options.Schedule is not null)
        {
            foreach (optim.ILearningRateController group in _optimiser.ParamGroups)
                group.LearningRate = _options.LearningRate * factor;
        }

        _optimiser.zero_grad();
        Tensor value = _objective(NextBatch());
        value.backward();
        _optimiser.step();
        double loss = value.item<float>();
        if (!double.IsFinite(loss))
            throw new TrainingDivergedException(Step, _options.LearningRate * factor);
        Step++;
        return reportLoss ? loss : double.NaN;
    }

    private TrainingData NextBatch()
    {
        (TrainingBatch batch, Tensor? derivatives) = _batches.Take(Step);
        if (batch.Inputs.device_type != _device.type)
            batch = batch with { Inputs = batch.Inputs.to(_device), Targets = batch.Targets.to(_device) };
        foreach (IRegime regime in _regimes)
            batch = regime.Change(batch, _network);
        return new TrainingData(batch.Inputs, batch.Targets, derivatives);
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
}
