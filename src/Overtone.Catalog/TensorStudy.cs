using Overtone.Studies;
using TorchSharp;

namespace Overtone.Catalog;

/// <summary>
/// A study that computes with tensors: sets threads and device from the run's environment, and measures inside one dispose scope, so that
/// a trial ends with as many live tensors as it began.
/// </summary>
/// <typeparam name="TOptions">The options record.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
/// <inheritdoc/>
public abstract class TensorStudy<TOptions, TTrial>(string id, string title, string source, int version = 1)
    : Study<TOptions, TTrial>(id, title, source, version)
    where TOptions : StudyOptions, IPresets<TOptions>, new()
    where TTrial : TrialParameters
{
    /// <inheritdoc/>
    public override string Backend => TensorBackend.Name;

    /// <inheritdoc/>
    protected sealed override void Measure(TTrial trial, Recorder to)
    {
        torch.set_num_threads(to.Environment.Threads);
        using var scope = torch.NewDisposeScope();
        Measure(trial, to, TensorBackend.DeviceOf(to.Environment.Device));
    }

    /// <summary>Measures one trial with all tensors on <paramref name="device"/>.</summary>
    protected abstract void Measure(TTrial trial, Recorder to, torch.Device device);
}
