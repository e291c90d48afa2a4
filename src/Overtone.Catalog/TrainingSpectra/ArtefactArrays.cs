using Overtone.Data.Snapshots;
using Overtone.Studies;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>The arrays that the demonstration's trial keeps, read like those of a folder.</summary>
internal sealed class ArtefactArrays(string key, Recorder to) : ArraySource(SpectrumOptions.Demonstration)
{
    public override IReadOnlyList<string> Names => [];

    public override string Describe(string array) => $"{Path}({array}.npy)";

    public override string FileOf(string array) => Describe(array);

    public override NpyRows OpenRows(string array) => new(to.OpenArtefact(key, array + ".npy"), Describe(array));

    public override UnfinishedArray? Unfinished(string array) => null;

    /// <summary>The arrays that a trial reads.</summary>
    public static ArraySource Of(ArrayTrial trial, Recorder to) =>
        trial.IsDemonstration ? new ArtefactArrays(trial.Training, to) : Open(trial.Training);
}
