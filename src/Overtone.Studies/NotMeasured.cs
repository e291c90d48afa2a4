namespace Overtone.Studies;

/// <summary>Something that a run was finished without.</summary>
/// <param name="Part">What was to be measured, for example <c>attack pgd linf margin</c>.</param>
/// <param name="Reason">Why it was not, as the rest of a sentence.</param>
/// <param name="Key">The key of the trial that failed; empty where a trial itself left something out.</param>
public sealed record NotMeasured(string Part, string Reason, string Key = "");
