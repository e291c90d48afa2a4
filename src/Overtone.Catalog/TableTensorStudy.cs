using Overtone.Studies;
using TorchSharp;

namespace Overtone.Catalog;

/// <summary>
/// A study that computes with tensors: sets threads and device from the run's environment, and measures inside one dispose scope, so that
/// a trial ends with as many live tensors as it began.
/// </summary>
/// <typeparam name="TOptions">The options record.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
public abstract class TableTensorStudy<TOptions, TTrial> : TableStudy<TOptions, TTrial>
    where TOptions : StudyOptions
    where TTrial : TrialParameters
{
    /// <inheritdoc/>
    public override string Backend => TensorBackend.Name;

    /// <inheritdoc/>
    protected sealed override void Measure(TTrial trial, TrialContext context)
    {
        torch.set_num_threads(context.Environment.Threads);
        using var scope = torch.NewDisposeScope();
        Measure(trial, context, TensorBackend.DeviceOf(context.Environment.Device));
    }

    /// <summary>Measures one trial with all tensors on <paramref name="device"/>.</summary>
    protected abstract void Measure(TTrial trial, TrialContext context, torch.Device device);
}
