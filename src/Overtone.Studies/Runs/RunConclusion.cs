using Overtone.Studies.Findings;

namespace Overtone.Studies.Runs;

/// <summary>The tables of a run's trials, and what a study concludes from them.</summary>
/// <param name="Tables">The tables by name.</param>
/// <param name="Findings">The findings.</param>
public sealed record RunConclusion(TableSet Tables, StudyFindings Findings)
{
    /// <summary>Gathers and concludes.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="trials">Its trials, at least one, in the order planned.</param>
    /// <param name="missing">What the run was finished without.</param>
    /// <exception cref="InvalidDataException">The tables are not those that this study writes.</exception>
    public static RunConclusion Of(
        Study study,
        StudyOptions options,
        IReadOnlyList<StoredTrial> trials,
        IReadOnlyList<NotMeasured> missing) =>
        Reading(trials, () =>
        {
            TableSet tables = study.GatherTables(options, trials);
            StudyFindings findings = study.ConcludeFrom(options, tables);
            return new RunConclusion(tables, findings with { NotMeasured = [.. findings.NotMeasured, .. missing] });
        });

    /// <summary>
    /// Reads stored tables. What a study does not find in them was, as a rule, measured by a build that wrote other ones.
    /// </summary>
    internal static T Reading<T>(IReadOnlyList<StoredTrial> trials, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
            when (trials.Count > 0 && (e is ArgumentException or InvalidOperationException or KeyNotFoundException or InvalidCastException))
        {
            string folder = Path.GetDirectoryName(trials[0].Folder)!;
            throw new InvalidDataException(
                $"{folder}: the stored trials do not contain what this program expects ({e.Message.Split('\n')[0].TrimEnd('.')}); "
                    + "if another build measured them, remove that folder and run again",
                e);
        }
    }
}
