using Overtone.Bench.Measuring;
namespace Overtone.Bench.Demands;

internal sealed class MemoryDemand : IDemand
{
    public string Name => "memory";
    public string Promise => "";
    public void Measure(BenchSession session) { }
}
