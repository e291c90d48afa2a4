using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>Batches of samples that are tensors.</summary>
/// <param name="data">The samples; they stay the caller's.</param>
/// <param name="options">How to train.</param>
/// <param name="areSamplesNamed">Whether whoever gets a batch asks which samples it has.</param>
internal sealed class TensorBatchMaker(TrainingData data, TrainingOptions options, bool areSamplesNamed)
    : BatchMaker(data.Inputs.shape[0], options.BatchSize, options.Seed)
{
    private readonly int _axis = data.Targets.dim() > 2 ? 1 : 0;

    public override (TrainingBatch Batch, Tensor? Derivatives) Take(long step)
    {
        long epoch = step / StepsPerEpoch;
        // A network may write into its inputs; those of a part are copies anyway.
        if (IsWhole)
            return (new TrainingBatch(data.Inputs.clone(), data.Targets, step) { Epoch = epoch }, data.Derivatives);
        Tensor samples = SamplesOf(step, data.Inputs.device);
        var batch = new TrainingBatch(data.Inputs.index_select(0, samples), data.Targets.index_select(_axis, samples), step)
        {
            Epoch = epoch,
            Samples = areSamplesNamed ? samples.cpu().data<long>().ToArray() : [],
        };
        return (batch, data.Derivatives?.index_select(_axis, samples));
    }
}
