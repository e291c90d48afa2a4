using Overtone.Bench.Measuring;
using Overtone.Catalog.Audit;

namespace Overtone.Bench.Demands;

/// <summary>
/// That a whole audit takes no more memory with all corruptions than with one: were the corrupted images of each set kept, it would grow by
/// gigabytes.
/// </summary>
internal sealed class AuditMemoryDemand : IDemand
{
    private const int Images = 400;

    public string Name => "audit-memory";

    public string Promise => "an audit with 95 sets of corrupted images takes as much memory as one with five";

    public void Measure(BenchSession session)
    {
        using SixLayerNetwork? network = SixLayerNetwork.Make(session, 64);
        if (network is null)
            return;
        int images = session.IsQuick ? 20 : Images;
        var options = new AuditOptions
        {
            Model = network.TorchScript,
            Data = SixLayerNetwork.DataName,
            Images = images,
            BatchSize = 32,
            Norm = 4,
            Stride = 8,
            AttackImages = session.IsQuick ? 4 : 64,
            Corruptions = ["gaussian_noise"],
        };
        double one = Peak(options), all = Peak(options with { Corruptions = ["all"] });
        double sets = 90.0 * images * network.Images.Pixels[0].numel() * sizeof(float);
        session.Report(
            new Figure(
                Name,
                $"most memory of a worker, audit of {images} images of {SixLayerNetwork.DataName} with 19 corruptions against one",
                MemoryReading.Format(all),
                MemoryReading.Format(one),
                all / one,
                Limit.AtMost(1.05),
                $"the 90 further sets are {MemoryReading.Format(sets)}"));
    }

    private static double Peak(AuditOptions options) =>
        WatchedRun.Execute(new ModelAudit(), options, period: 1).Max(round => round.Max(reading => reading.Peak));
}
