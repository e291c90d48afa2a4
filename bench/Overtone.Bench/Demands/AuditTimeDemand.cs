using System.Globalization;
using System.Text.RegularExpressions;
using Overtone.Bench.Measuring;

namespace Overtone.Bench.Demands;

/// <summary>How soon an audit has something to read, and what all of it takes.</summary>
internal sealed partial class AuditTimeDemand : IDemand
{
    private const double MostUntilReport = 60, MostProcessor = 150;
    private const int Images = 300, FewImages = 100;

    public string Name => "audit-time";

    public string Promise => $"an audit of a six-layer network on {Images} images has a report within {MostUntilReport} seconds and takes "
        + $"{MostProcessor} processor seconds";

    public void Measure(BenchSession session)
    {
        using SixLayerNetwork? network = SixLayerNetwork.Make(session, 64);
        if (network is null)
            return;
        int images = session.IsQuick ? FewImages : Images;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            (IReadOnlyList<string> messages, double processor) = StartedProgram.BuiltTool().Watch(
                "audit", network.Onnx, "--data", SixLayerNetwork.DataName, "--images", images.ToString(CultureInfo.InvariantCulture),
                "--store", Path.Combine(folder.FullName, "store"), "--out", Path.Combine(folder.FullName, "run"));
            double first = messages.Select(line => FirstReport().Match(line)).Where(match => match.Success)
                .Select(match => TimeSpan.Parse($"0:{match.Groups["time"].Value}", CultureInfo.InvariantCulture).TotalSeconds)
                .DefaultIfEmpty(double.PositiveInfinity).First();
            string what = $"default audit of {images} images of {SixLayerNetwork.DataName}, ONNX";
            session.Report(new Figure(
                Name, $"{what}: until the first report", Duel.Format(first), $"allowed {Duel.Format(MostUntilReport)}",
                first / MostUntilReport, Limit.AtMost(1)));
            session.Report(new Figure(
                Name, $"{what}: processor seconds of the whole", Duel.Format(processor), $"allowed {Duel.Format(MostProcessor)}",
                processor / MostProcessor, Limit.AtMost(1)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^A first report after (?<time>\d+:\d\d):", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FirstReport();
}
