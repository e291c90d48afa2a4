using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>
/// The options of <see cref="ModelAudit"/>: beside those that open a model and its images, each part adds its own, beside its measurement.
/// </summary>
internal sealed partial record AuditOptions : ModelOptions, IPresets<AuditOptions>
{
    public static AuditOptions Smoke => AuditParts.Smoke(new() { Images = 48, BatchSize = 32, Epochs = 5 });

    public static AuditOptions Paper => new() { Images = 1000, Precision = null };

    [Option("More model files to measure in the same way and compare with the first", MayBeEmpty = true, Group = ModelGroup)]
    public string[] CompareWith { get; init; } = [];

    [Option("Number type the model computes in: float32, or bfloat16 (the audit counts the predictions that change)",
        Group = ModelGroup)]
    public NumberType Dtype { get; init; } = NumberType.Float32;

    /// <summary>What follows on these options, where they are those of a first look; see <see cref="FirstLooks"/>.</summary>
    internal AuditOptions? Refined { get; init; }
}
