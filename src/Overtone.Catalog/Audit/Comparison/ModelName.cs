namespace Overtone.Catalog.Audit;

/// <summary>What one of several models is called.</summary>
/// <param name="Label">In names of tables, figures and estimates: lower-case letters, digits and hyphens.</param>
/// <param name="Name">In sentences and figures: its file's name.</param>
internal sealed record ModelName(string Label, string Name)
{
    /// <summary>The models' names in the order given: those of their files, and distinct.</summary>
    public static IReadOnlyList<ModelName> Of(IReadOnlyList<string> models)
    {
        string[] stems = [.. models.Select(model => Path.GetFileNameWithoutExtension(model))];
        string[] chosen = stems.Select(Plain).Distinct().Count() == models.Count
            ? stems
            : [.. models.Select(model => Path.GetFileName(model))];
        string[] labels = Array.ConvertAll(chosen, Plain);
        return [.. chosen.Select((name, n) => labels.Take(n).Contains(labels[n])
            ? new ModelName($"{labels[n]}-{n + 1}", $"{name} ({n + 1})")
            : new ModelName(labels[n], name))];
    }

    // Labels become parts of file names and of names in --fail-if: letters of any script, and the separator stays free.
    private static string Plain(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
