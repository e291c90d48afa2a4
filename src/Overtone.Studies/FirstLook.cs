namespace Overtone.Studies;

/// <summary>
/// A coarser run of the same study that is made first, so that there is a report to read while the run itself goes on. Trials that both
/// have are measured once.
/// </summary>
/// <param name="Options">The coarser options.</param>
/// <param name="Warning">What its report lacks, in plain words: told first, in the terminal and the report.</param>
public sealed record FirstLook(StudyOptions Options, string Warning);
