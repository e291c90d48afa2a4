using Overtone.Studies.Tables;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>A prediction that the demonstration saved.</summary>
[Table("demonstration")]
internal sealed record SavedPrediction(string Array, [Unit("epochs")] double Epoch, long Samples, long Features, long Classes);

/// <summary>A direction, and where the samples lie on it; classes only where targets are labels.</summary>
[Table("projections")]
internal sealed record Projection(
    long Direction, long Samples, [Unit("input units")] double StandardDeviation, double ExplainedVariance, double NyquistFrequency,
    string Unit, long? Classes);

/// <summary>The targets' amplitude at one frequency.</summary>
[Table("target_spectrum")]
internal sealed record TargetAmplitude(long Direction, double Frequency, double Amplitude, double Floor, bool Watched);

/// <summary>How much of the targets the filter leaves on either side.</summary>
[Table("energy_shares")]
internal sealed record EnergyShare(
    [Unit("squared input units")] double Variance, double LowShare, double HighShare, string Use, long Samples)
{
    /// <summary>That of a variance that decides.</summary>
    public const string Used = "used";
}

/// <summary>How far predictions are from targets at one frequency; no error where the targets have nothing there.</summary>
[Table("errors")]
internal sealed record FrequencyError(
    long Direction, double Step, double Frequency, double Amplitude, double? Error, double? MagnitudeError);

/// <summary>How far the filter's low or high part is from the targets'.</summary>
[Table("filter_errors")]
internal sealed record FilterError(double Step, [Unit("squared input units")] double Variance, string Part, double Error)
{
    /// <summary>The parts.</summary>
    public const string Low = "low", High = "high";
}

/// <summary>How far a sample's predictions are from adding up to 1, at most.</summary>
[Table("snapshots")]
internal sealed record SnapshotSum(double Step, double LargestSumError);

/// <summary>The errors of the watched frequencies.</summary>
[Table("watched_errors")]
internal sealed record WatchedError(long Direction, double Frequency, double Step, double? Error, double? MagnitudeError);

/// <summary>When a watched frequency settles, if it does.</summary>
[Table("settling")]
internal sealed record Settling(long Direction, double Frequency, double? SettlingStep, double? FirstCrossing);

/// <summary>The amplitudes of targets and predictions.</summary>
[Table("spectra")]
internal sealed record FunctionAmplitude(long Direction, string Function, double Frequency, double Amplitude);
