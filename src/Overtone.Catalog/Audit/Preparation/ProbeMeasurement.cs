using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>Whether a model can be opened at all, and differentiated: tried where it can do no harm.</summary>
internal static class ProbeMeasurement
{
    private const double BytesPerGibibyte = 1L << 30;

    public static void Measure(ProbeTrial trial, Recorder to, Device device)
    {
        Dataset images = ImageProblem.OpenOfAnySizes(trial.Subject.Data, to.Environment.DataRoots).Evaluation;
        var options = new ClassifierOptions
        {
            BatchSize = trial.Subject.BatchSize,
            Threads = to.Environment.Threads,
            Device = device,
            DataSize = OpenSubject.SizeOf(images),
            NumberType = trial.Subject.Dtype,
        };
        var limits = new ProbeLimits
        {
            Memory = (long?)(trial.Memory * BytesPerGibibyte),
            Time = TimeSpan.FromSeconds(trial.Seconds),
        };
        ProbeResult result = ClassifierFile.Probe(trial.Subject.Model, trial.Subject.Input, options, limits, to.Cancellation);
        to.Add(new ProbeAnswer(result.HasGradient, result.GradientFault));
    }
}
