using Overtone.Bench.Measuring;
namespace Overtone.Bench.Demands;

internal sealed class StartupDemand : IDemand
{
    public string Name => "startup";
    public string Promise => "";
    public void Measure(BenchSession session) { }
}
