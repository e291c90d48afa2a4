namespace Overtone.Studies;

/// <summary>A trial that is in the store, as a study's plan sees it.</summary>
/// <param name="Key">Its key, with which a later trial can name it and read its artefacts.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Tables">Its tables.</param>
public sealed record FinishedTrial<TTrial>(string Key, TTrial Parameters, TableSet Tables);
