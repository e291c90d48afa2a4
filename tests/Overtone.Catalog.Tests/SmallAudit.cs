using Overtone.Catalog.Audit;
using Overtone.Models;

namespace Overtone.Catalog.Tests;

/// <summary>
/// An audit of seconds, for tests of one part of it: the fixtures' network for 8×8 digits, one frequency, one bandwidth, nothing else.
/// </summary>
internal static class SmallAudit
{
    public static AuditOptions Options { get; } = new()
    {
        Model = Fixture("digits.onnx"),
        Images = 60,
        Norm = 2,
        Region = 1,
        Precision = null,
        Bandwidths = [3],
        BatchSize = 20,
        Corruptions = ["none"],
        Attacks = ["none"],
    };

    /// <summary>The same of the demonstration.</summary>
    public static AuditOptions Demonstration { get; } = Options with { Model = AuditOptions.Demonstration, Layers = ["none"] };

    /// <summary>A subject that no trial looks at.</summary>
    public static AuditSubject Subject { get; } = new()
    {
        Model = "model.pt",
        IsDemonstration = false,
        Input = InputSpec.Default,
        Data = "digits",
        Images = 1,
        Seed = 0,
    };

    /// <summary>The path of a fixture.</summary>
    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Audit", "Fixtures", name);
}
