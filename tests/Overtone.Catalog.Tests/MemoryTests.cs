using System.Diagnostics;
using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Catalog.FrequencyPrinciple.Parity;
using Overtone.Studies;
using Overtone.Studies.Runs;
using Overtone.Training;
using TorchSharp;

namespace Overtone.Catalog.Tests;

/// <summary>Many trials in one process: what one forgets adds up.</summary>
public class MemoryTests
{
    private const int Trials = 50;
    private const int WarmUp = 10;
    private const int Window = 5;
    private const double Growth = 1.05;

    private static readonly Dictionary<string, (Study Study, StudyOptions Options)> Studies = new(StringComparer.Ordinal)
    {
        ["a perceptron on all samples"] = (
            new FrequencyPrincipleParity(),
            new FrequencyPrincipleParityOptions
            {
                Dimension = 8,
                Samples = 100,
                Widths = [64, 32],
                Steps = 60,
                // Of two kinds of labels each.
                Draws = Trials / 2,
            }),
        ["a convolutional network on batches"] = (
            new FrequencyPrincipleImages(),
            new FrequencyPrincipleImagesOptions
            {
                Images = 300,
                Epochs = 2,
                BatchSize = 50,
                Networks = [NetworkKind.Convolutional],
                Convolution = [4, 4, 16],
                Replicates = Trials,
                ShuffledImages = 0,
            }),
    };

    public static TheoryData<string> Names => [.. Studies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Resident_memory_and_live_tensors_stay_flat_from_the_tenth_trial_to_the_fiftieth(string training)
    {
        var (study, options) = Studies[training];
        var resident = new List<long>();
        var tensors = new List<long>();
        using var run = new TestRun
        {
            OnEvent = e =>
            {
                if (e.Kind == TrialEventKind.Finished)
                {
                    resident.Add(ResidentBytes());
                    tensors.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
                }
            },
        };
        Assert.Empty(run.Execute(study, options).Failures);

        Assert.InRange(resident.Count, Trials, Trials + 1);
        Assert.Single(tensors.Distinct());
        // Medians, because a single collection or a freed arena moves one reading. What shrinks is no leak.
        double early = Median(resident.Skip(WarmUp - 1).Take(Window)), late = Median(resident.TakeLast(Window));
        TestContext.Current.SendDiagnosticMessage(
            "{0}: resident {1:N0} bytes after {2} trials, {3:N0} at the end", training, early, WarmUp, late);
        Assert.InRange(late / early, 0, Growth);
    }

    private static double Median(IEnumerable<long> values) => values.Order().ElementAt(Window / 2);

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
