using System.Text.Json;
using System.Text.RegularExpressions;

namespace Overtone.Studies.Runs;

/// <summary>
/// By what one trial tells how long another will take: they must be of one kind and computed on the same device with as many threads; the
/// fewer of their settings differ, the better. Which seeds and which model or earlier trial they read makes no difference, only how many.
/// </summary>
internal sealed partial class TrialTraits
{
    private const string KindProperty = "$type", LabelProperty = "label";

    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    private TrialTraits(string kind, string place) => (Kind, Place) = (kind, place);

    /// <summary>The study, and which of its kinds of trial where it has several.</summary>
    public string Kind { get; }

    /// <summary>What it is computed on.</summary>
    public string Place { get; }

    /// <summary>The traits of a trial.</summary>
    public static TrialTraits Of(Trial trial)
    {
        string? kind = trial.Parameters.TryGetProperty(KindProperty, out JsonElement type) ? type.ToString() : null;
        var traits = new TrialTraits(
            kind is null ? trial.Study : $"{trial.Study}: {kind}", $"{trial.Resources.Device}, {trial.Resources.Threads} threads");
        traits._settings.Add("version", $"{trial.Version}");
        traits._settings.Add("inputs", string.Join(' ', trial.Inputs.Select(input => input.Checksum)));
        foreach (JsonProperty property in trial.Parameters.EnumerateObject().Where(p => p.Name is not (KindProperty or LabelProperty)))
            traits.Add(property.Name, property.Value);
        return traits;
    }

    /// <summary>In how many settings two trials of one kind differ.</summary>
    public int DifferencesFrom(TrialTraits other)
    {
        int same = _settings.Count(setting => other._settings.TryGetValue(setting.Key, out string? value) && value == setting.Value);
        return Math.Max(_settings.Count, other._settings.Count) - same;
    }

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in value.EnumerateObject())
                Add($"{name}.{property.Name}", property.Value);
            return;
        }

        // Written anew: the store's text has indented lists.
        _settings[name] = !Seeds().IsMatch(name)
            ? TrialRecordRules.KeyInText().Replace(JsonSerializer.Serialize(value, StudyJson.Compact), "a key")
            : value.ValueKind == JsonValueKind.Array ? $"{value.GetArrayLength()} seeds" : "a seed";
    }

    [GeneratedRegex("[Ss]eeds?$")]
    private static partial Regex Seeds();
}
