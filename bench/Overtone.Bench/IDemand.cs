using Overtone.Bench.Measuring;

namespace Overtone.Bench;

/// <summary>One promise about time or memory, and how it is measured.</summary>
internal interface IDemand
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>What is promised, in one sentence.</summary>
    string Promise { get; }

    /// <summary>Measures, and reports every figure to the session.</summary>
    void Measure(BenchSession session);
}
