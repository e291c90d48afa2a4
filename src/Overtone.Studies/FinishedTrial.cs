using Overtone.Studies.Tables;

namespace Overtone.Studies;

/// <summary>A trial that is in the store, as a study's plan sees it.</summary>
/// <param name="Key">Its key, with which a later trial can name it and read its artefacts.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Tables">Its tables.</param>
public sealed record FinishedTrial<TTrial>(string Key, TTrial Parameters, TableSet Tables)
{
    /// <summary>Its rows of one type; none where it added none.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">The stored table has other columns.</exception>
    public IReadOnlyList<T> Rows<T>() => Tables.Rows<T>();
}
