using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Several models in one audit: each is measured as it would be alone, on the same images with the same signs and noise, so that a trial is
/// shared with an audit of that model alone. Their tables are kept apart by a label before the name.
/// </summary>
internal static class SideBySide
{
    private const string Separator = "_";

    /// <summary>The options of an audit of each model alone, the first model's first.</summary>
    public static IEnumerable<AuditOptions> Each(AuditOptions options) =>
        options.CompareWith.Prepend(options.Model).Select(model => options with { Model = model, CompareWith = [] });

    /// <summary>The models' names in the order given: those of their files, and distinct.</summary>
    public static IReadOnlyList<ModelName> Names(AuditOptions options)
    {
        string[] models = [.. options.CompareWith.Prepend(options.Model)];
        string[] stems = Array.ConvertAll(models, model => Path.GetFileNameWithoutExtension(model));
        string[] chosen = stems.Select(Plain).Distinct().Count() == models.Length
            ? stems
            : Array.ConvertAll(models, model => Path.GetFileName(model));
        string[] labels = Array.ConvertAll(chosen, Plain);
        return [.. chosen.Select((name, n) => labels.Take(n).Contains(labels[n])
            ? new ModelName($"{labels[n]}-{n + 1}", $"{name} ({n + 1})")
            : new ModelName(labels[n], name))];
    }

    /// <summary>Checks that the models that passed their preflight can be compared.</summary>
    /// <exception cref="InvalidOptionException">They take images of different sizes, or answer with other numbers of classes.</exception>
    public static void RequireAlike(IReadOnlyList<AuditOptions> each, IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        var found = each
            .Select(one => (one.Model, Trial: finished.FirstOrDefault(t => t.Parameters is PreflightTrial && IsOf(one, t.Parameters))))
            .Where(model => model.Trial is not null && model.Trial.Tables.Contains<ModelSize>())
            .Select(model => (model.Model, What: Describe(model.Trial!.Tables)))
            .ToArray();
        if (found.DistinctBy(model => model.What).Skip(1).FirstOrDefault() is { Model: not null } other)
            throw new InvalidOptionException(
                "--compare-with", $"{Path.GetFileName(other.Model)} with {other.What}",
                $"what {Path.GetFileName(found[0].Model)} has, {found[0].What}");
    }

    /// <summary>Whether a trial measures the model of an audit of one model.</summary>
    public static bool IsOf(AuditOptions one, AuditTrial trial) => trial switch
    {
        SubjectTrial { Subject: { IsDemonstration: false } subject } => subject.Model == Identity(one.Model),
        _ => one.Model == AuditOptions.Demonstration,
    };

    /// <summary>The tables of all models, each under its model's label.</summary>
    public static TableSet Gather(AuditOptions options, IReadOnlyList<FinishedTrial<AuditTrial>> trials) =>
        new(Each(options).Zip(Names(options)).SelectMany(model => TableSet
            .Join(trials.Where(t => IsOf(model.First, t.Parameters)).SelectMany(t => t.Tables.All)).All
            .Select(table => Labelled(table, model.Second.Label))));

    /// <summary>The tables of one model under their own names.</summary>
    public static TableSet Of(string label, TableSet tables) => new(tables.All
        .Where(table => table.Name.StartsWith(label + Separator, StringComparison.Ordinal))
        .Select(table => table.WithName(table.Name[(label.Length + Separator.Length)..])));

    /// <summary>What was concluded about one model, under its name.</summary>
    public static StudyFindings Labelled(StudyFindings found, ModelName model) => found with
    {
        Estimates =
        [
            .. found.Estimates.Select(e =>
                e with { Subject = model.Name, Name = $"{model.Label}.{e.Name}", Statement = $"{model.Name}: {e.Statement}" }),
        ],
        Figures = [.. found.Figures.Select(figure => figure with
        {
            Id = $"{model.Label}-{figure.Id}",
            Title = $"{model.Name}: {figure.Title}",
            Panels = [.. figure.Panels.Select(panel => panel with { Table = Labelled(panel.Table, model.Label) })],
        })],
        Tables = [.. found.Tables.Select(table => Labelled(table, model.Label))],
        NotMeasured = [.. found.NotMeasured.Select(part => part with { Part = $"{model.Name}: {part.Part}" })],
        Warnings = [.. found.Warnings.Select(warning => $"{model.Name}: {warning}")],
        Notes = [.. found.Notes.Select(note => $"{model.Name}: {note}")],
    };

    private static Table Labelled(Table table, string label) => table.WithName(Labelled(table.Name, label));

    private static string Labelled(string table, string label) => label + Separator + table;

    private static string Identity(string model) => model == AuditOptions.Demonstration ? model : Path.GetFullPath(model);

    private static string Describe(TableSet preflight)
    {
        ModelSize size = ModelSize.Of(preflight);
        int classes = PreflightMeasurement.ClassesOf(preflight);
        return $"images of {size.Channels}×{size.Height}×{size.Width} and {classes} classes";
    }

    // Labels become parts of file names and of names in --fail-if: letters of any script, and the separator stays free.
    private static string Plain(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
