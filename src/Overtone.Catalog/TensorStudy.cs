using System.Reflection;
using Overtone.Studies;
using TorchSharp;

namespace Overtone.Catalog;

/// <summary>
/// A study that computes with tensors: sets threads and device from the run's environment, and measures inside one dispose scope, so that
/// a trial ends with as many live tensors as it began.
/// </summary>
/// <typeparam name="TOptions">The options record.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
public abstract class TensorStudy<TOptions, TTrial> : Study<TOptions, TTrial>
    where TOptions : StudyOptions
    where TTrial : TrialParameters
{
    /// <inheritdoc/>
    public override string Backend => $"TorchSharp {VersionOf(typeof(torch).Assembly)}";

    /// <inheritdoc/>
    protected sealed override void Measure(TTrial trial, TrialContext context)
    {
        torch.set_num_threads(context.Environment.Threads);
        using var scope = torch.NewDisposeScope();
        Measure(trial, context, DeviceOf(context.Environment.Device));
    }

    /// <summary>Measures one trial with all tensors on <paramref name="device"/>.</summary>
    protected abstract void Measure(TTrial trial, TrialContext context, torch.Device device);

    private static torch.Device DeviceOf(string name)
    {
        // libtorch refuses a CUDA device that is not here while the name is read, and says less.
        if ((name == "cuda" || name.StartsWith("cuda:", StringComparison.Ordinal)) && !torch.cuda.is_available())
            throw new InvalidOptionException("--device", name, "cpu: no CUDA device is available to the libtorch that is loaded ('overtone doctor' tells which)");
        try
        {
            return torch.device(name);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidOptionException("--device", name, "cpu or cuda:N");
        }
    }

    private static string VersionOf(Assembly assembly) => assembly.GetName().Version?.ToString(3) ?? "unknown";
}
