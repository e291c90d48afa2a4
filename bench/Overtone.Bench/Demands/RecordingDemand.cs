using Overtone.Bench.Measuring;
namespace Overtone.Bench.Demands;

internal sealed class RecordingDemand : IDemand
{
    public string Name => "recording";
    public string Promise => "";
    public void Measure(BenchSession session) { }
}
