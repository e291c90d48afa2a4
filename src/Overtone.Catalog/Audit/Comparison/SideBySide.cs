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

    /// <summary>The models' names in the order given.</summary>
    public static IReadOnlyList<ModelName> NamesOf(AuditOptions options) => ModelName.Of([options.Model, .. options.CompareWith]);

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

    /// <summary>Whether a trial measures the model of a run with one model.</summary>
    public static bool IsOf(ModelOptions one, AuditTrial trial) => IsOf(one.Model, (trial as SubjectTrial)?.Subject);

    /// <summary>Whether a trial's subject is a model, as the user named it; what has none is the demonstration's.</summary>
    public static bool IsOf(string model, AuditSubject? subject) =>
        subject is { IsDemonstration: false } ? subject.Model == Identity(model) : model == ModelOptions.Demonstration;

    /// <summary>The tables of all models, each under its model's label.</summary>
    public static TableSet Gather(AuditOptions options, IReadOnlyList<FinishedTrial<AuditTrial>> trials) =>
        new(Each(options).Zip(NamesOf(options)).SelectMany(model => TableSet
            .Join(trials.Where(t => IsOf(model.First, t.Parameters)).SelectMany(t => t.Tables.All)).All
            .Select(table => Labelled(table, model.Second))));

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
        Tables = [.. found.Tables.Select(table => Labelled(table, model))],
        NotMeasured = [.. found.NotMeasured.Select(part => part with { Part = $"{model.Name}: {part.Part}" })],
        Warnings = [.. found.Warnings.Select(warning => $"{model.Name}: {warning}")],
        Notes = [.. found.Notes.Select(note => $"{model.Name}: {note}")],
    };

    /// <summary>A table under its model's label.</summary>
    public static Table Labelled(Table table, ModelName model) => table.WithName(Labelled(table.Name, model.Label));

    private static string Labelled(string table, string label) => label + Separator + table;

    private static string Identity(string model) => model == AuditOptions.Demonstration ? model : Path.GetFullPath(model);

    private static string Describe(TableSet preflight)
    {
        ModelSize size = ModelSize.Of(preflight);
        int classes = PreflightMeasurement.ClassesOf(preflight);
        return $"images of {size.Channels}×{size.Height}×{size.Width} and {classes} classes";
    }
}
