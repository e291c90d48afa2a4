using Overtone.Studies.Tables;

namespace Overtone.Studies;

/// <summary>A trial that is in the store, as a study's plan sees it.</summary>
/// <param name="Reference">By what a later trial can name it and read its artefacts.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Tables">Its tables.</param>
public sealed record FinishedTrial<TTrial>(TrialReference Reference, TTrial Parameters, TableSet Tables)
{
    /// <summary>Its key.</summary>
    public string Key => Reference.Key;

    /// <summary>Its rows of one type; none where it added none.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">The stored table has other columns.</exception>
    public IReadOnlyList<T> Rows<T>() => Tables.Rows<T>();
}

/// <summary>By what one trial names another, of its own study or not.</summary>
/// <param name="Study">The study that the trial belongs to.</param>
/// <param name="Key">Its key.</param>
public sealed record TrialReference(string Study, string Key)
{
    /// <summary>Its name in the manifest of a study's run: its key, after the other study's id where it is another's.</summary>
    internal string NameIn(Study study) => Study == study.Id ? Key : Name;

    /// <summary>Its name in the store: its key, after its study's id.</summary>
    internal string Name => $"{Study}/{Key}";

    /// <summary>Reads a name in the manifest of a study's run.</summary>
    internal static TrialReference Read(string name, Study study) => Read(name, study.Id);

    /// <inheritdoc cref="Read(string, Study)"/>
    internal static TrialReference Read(string name, string study) =>
        name.Split('/') is [var other, var key] ? new(other, key) : new(study, name);
}
