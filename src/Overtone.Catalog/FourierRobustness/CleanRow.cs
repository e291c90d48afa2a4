using Overtone.Studies.Tables;

namespace Overtone.Catalog.FourierRobustness;

/// <summary>The test error of a network on images as they are.</summary>
[Table("clean")]
internal sealed record CleanRow(TrainedRegime Regime, long Seed, double Error, int Classes);
