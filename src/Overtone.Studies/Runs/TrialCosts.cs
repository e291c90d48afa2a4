namespace Overtone.Studies.Runs;

/// <summary>What measured trials took, and what others like them will. For planning only; no number depends on it.</summary>
internal sealed class TrialCosts
{
    // Reading a record takes a tenth of a millisecond.
    private const int MostOfAStudy = 2000;

    private readonly ILookup<(string Kind, string Place), Measured> _measured;

    /// <summary>Costs that are known.</summary>
    /// <param name="measured">Trials, how many seconds each took, how many bytes it stored, and how many its process held.</param>
    public TrialCosts(IEnumerable<(Trial Trial, double Seconds, long Bytes, long? Memory)> measured) => _measured = measured
        .Select(m => new Measured(TrialTraits.Of(m.Trial), m.Seconds, m.Bytes, m.Memory))
        .ToLookup(m => (m.Traits.Kind, m.Traits.Place));

    /// <summary>The costs that a store knows of some studies' trials: of the newest, where it has very many.</summary>
    public static TrialCosts Of(TrialStore store, IEnumerable<string> studies) => new(
        from study in studies.Distinct(StringComparer.Ordinal)
        from entry in StoreInventory.Trials(store, study).OrderByDescending(entry => entry.Measured).Take(MostOfAStudy)
        let record = entry.ReadRecord()
        where record is not null && double.IsFinite(record.Seconds)
        select (record.Trial, record.Seconds, entry.Bytes, record.Memory));

    /// <summary>What a trial is expected to cost; null where none of its kind is measured.</summary>
    public TrialCost? Of(TrialTraits trial)
    {
        var nearest = new NearestTrials();
        foreach (Measured measured in _measured[(trial.Kind, trial.Place)])
            nearest.Consider(measured.Traits.DifferencesFrom(trial), measured.Seconds, measured.Bytes, measured.Memory);
        return nearest.Cost;
    }

    private sealed record Measured(TrialTraits Traits, double Seconds, long Bytes, long? Memory);
}
