using System.Text.Json;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests;

internal static class Manifests
{
    public static RunManifest Of(Study study, StudyOptions options) => new()
    {
        Study = study.Id,
        StudyVersion = study.Version,
        Title = study.Title,
        Source = study.Source,
        Command = "overtone run coin",
        Options = JsonSerializer.SerializeToElement(options, options.GetType(), StudyJson.Compact),
        Started = DateTimeOffset.UnixEpoch,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal),
    };
}

internal sealed class RecordingObserver : IRunObserver
{
    public List<string> Warnings { get; } = [];

    public List<TrialEvent> Events { get; } = [];

    public void Planned(IReadOnlyList<Trial> trials)
    {
    }

    public void Observed(TrialEvent e) => Events.Add(e);

    public void Warned(string text) => Warnings.Add(text);
}
