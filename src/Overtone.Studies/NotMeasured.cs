namespace Overtone.Studies;

/// <summary>A trial that a run was finished without: it failed, and its study calls it optional.</summary>
/// <param name="Key">The trial's key.</param>
/// <param name="Part">What was to be measured: the trial's label.</param>
/// <param name="Reason">Why it was not, in one sentence.</param>
public sealed record NotMeasured(string Key, string Part, string Reason);
