using Overtone.Studies.Tables;

namespace Overtone.Studies.Findings;

/// <summary>What a study concludes from, and what it says: rows in, claims, figures, derived rows and notes out.</summary>
public sealed class Conclusion
{
    private readonly Study _study;
    private readonly TableSet _tables;
    private readonly int _replicates;
    private readonly string? _reduction;
    private readonly Dictionary<Type, object> _read = [];
    private readonly RowBuffers _derived = new();
    private readonly List<ClaimBuilder> _claims = [];
    private readonly List<Figure> _figures = [];
    private readonly List<Estimate> _estimates = [];
    private readonly List<NotMeasured> _notMeasured = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _notes = [];

    private readonly List<StudyFindings> _added = [];

    internal Conclusion(Study study, TableSet tables, int replicates, string? reduction) =>
        (_study, _tables, _replicates, _reduction) = (study, tables, replicates, reduction);

    /// <summary>The measured rows of one type, of all trials in the order planned; none where no trial added any.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">The stored table has other columns.</exception>
    public IReadOnlyList<T> Rows<T>()
    {
        if (_read.TryGetValue(typeof(T), out object? rows))
            return (IReadOnlyList<T>)rows;
        IReadOnlyList<T> read = _tables.Rows<T>();
        _read.Add(typeof(T), read);
        return read;
    }

    /// <summary>The measured tables, for what their rows' types don't tell: whether there is one, or one of several alike.</summary>
    public TableSet Tables => _tables;

    /// <summary>
    /// Begins a claim, which ends where it is judged: <c>to.Claim(id, statement).By(statistic).AtLeast(0.8).PerSeed(values)</c>. Claims are
    /// read in the order in which they begin.
    /// </summary>
    /// <param name="id">A short name, in kebab-case, unique within the study.</param>
    /// <param name="statement">The claim in one sentence.</param>
    public ClaimBuilder Claim(string id, string statement)
    {
        var claim = new ClaimBuilder(id, statement, _study.Source, _replicates, _reduction);
        _claims.Add(claim);
        return claim;
    }

    /// <summary>Adds a figure.</summary>
    /// <param name="id">A short name, in kebab-case, unique within the study; also the picture's file name.</param>
    /// <param name="title">The title above the picture.</param>
    /// <param name="caption">The caption below it: what is shown, and every convention needed to read it.</param>
    /// <param name="panels">The panels, drawn side by side and wrapped into rows of two.</param>
    public void Figure(string id, string title, string caption, params IEnumerable<Panel> panels) => Figure(id, title, caption, 2, panels);

    /// <summary>Adds a figure.</summary>
    /// <param name="id">A short name, in kebab-case, unique within the study; also the picture's file name.</param>
    /// <param name="title">The title above the picture.</param>
    /// <param name="caption">The caption below it: what is shown, and every convention needed to read it.</param>
    /// <param name="perRow">How many panels stand in one row.</param>
    /// <param name="panels">The panels.</param>
    public void Figure(string id, string title, string caption, int perRow, params IEnumerable<Panel> panels) =>
        _figures.Add(new Figure { Id = id, Title = title, Caption = caption, Panels = [.. panels], PanelsPerRow = perRow });

    /// <summary>Adds derived rows to their table, one or many; figures may draw them.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    public void Add<T>(params IEnumerable<T> rows) => _derived.Add(rows);

    /// <summary>Adds derived rows to a table of another name than their type's: one of several alike.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <param name="table">The table's name, in snake_case.</param>
    /// <param name="rows">The rows.</param>
    public void AddTo<T>(string table, IEnumerable<T> rows) => _derived.Add(rows, table);

    /// <summary>What is concluded from other tables: those of one of several subjects, which a study keeps apart.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="conclude">Concludes from them.</param>
    public StudyFindings Of(TableSet tables, Action<Conclusion> conclude)
    {
        var alone = new Conclusion(_study, tables, _replicates, _reduction);
        conclude(alone);
        return alone.Findings();
    }

    /// <summary>Adds what was concluded elsewhere, after what was said so far.</summary>
    public void Add(StudyFindings found) => _added.Add(found);

    /// <summary>Adds a number of the summary.</summary>
    public void Estimate(Estimate estimate) => _estimates.Add(estimate);

    /// <summary>Names something that was left out.</summary>
    public void NotMeasured(NotMeasured part) => _notMeasured.Add(part);

    /// <summary>Adds a warning: something that may make the numbers mean less than they seem to. Readers meet it first.</summary>
    public void Warn(string text) => _warnings.Add(text);

    /// <summary>Adds what a reader must know to read the numbers correctly: a choice made, a departure from the source.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>All of it.</summary>
    /// <exception cref="InvalidOperationException">A claim was begun and not judged.</exception>
    internal StudyFindings Findings() => new()
    {
        Claims = [.. _claims.Select(claim => claim.Judged), .. _added.SelectMany(found => found.Claims)],
        Estimates = [.. _estimates, .. _added.SelectMany(found => found.Estimates)],
        Figures = [.. _figures, .. _added.SelectMany(found => found.Figures)],
        Tables = [.. _derived.All.Select(rows => rows.ToTable()), .. _added.SelectMany(found => found.Tables)],
        NotMeasured = [.. _notMeasured, .. _added.SelectMany(found => found.NotMeasured)],
        Warnings = [.. _warnings, .. _added.SelectMany(found => found.Warnings)],
        Notes = [.. _notes, .. _added.SelectMany(found => found.Notes)],
    };
}
