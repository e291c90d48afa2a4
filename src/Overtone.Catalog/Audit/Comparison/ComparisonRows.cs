using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Comparison;

/// <summary>A number of a model's summary, and whether it is better or worse than the first model's.</summary>
[Table("comparison")]
internal sealed record ComparedNumber(string Number, string Model, double Value, double? Low, double? High, string ComparedWithFirst);

/// <summary>A model's error at a frequency minus the first model's, with half a 95 % interval.</summary>
[Table("heatmap_difference")]
internal sealed record MapDifference(
    string Model, [Unit("cycles per image")] int FrequencyY, [Unit("cycles per image")] int FrequencyX, double Difference,
    double HalfWidth);

/// <summary>A model's error on a ring.</summary>
[Table("heatmap_rings_of_all")]
internal sealed record ModelRing(string Model, [Unit("cycles per image")] long Radius, double Error);

/// <summary>A model's accuracy under a corruption minus the first model's, beside its share of high frequencies.</summary>
[Table("corruption_scatter")]
internal sealed record CorruptionChange(string Model, string Corruption, double HighFrequency, double AccuracyChange, double HalfWidth);

/// <summary>A model's accuracy under a corruption.</summary>
[Table("corruptions_of_all")]
internal sealed record ModelCorruption(string Model, string Corruption, double Accuracy);
