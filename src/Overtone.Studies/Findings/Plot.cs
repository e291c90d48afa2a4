using System.Linq.Expressions;

namespace Overtone.Studies.Findings;

/// <summary>y against x, as lines or points: makes a <see cref="SeriesPanel"/>.</summary>
/// <typeparam name="T">The rows drawn.</typeparam>
/// <param name="title">The title above the panel; empty for none.</param>
public sealed class Plot<T>(string title = "") : PanelBuilder<T, Plot<T>>
{
    private readonly List<ReferenceLine> _lines = [];
    private readonly List<SlopedLine> _sloped = [];
    private readonly List<string> _points = [];
    private Axis? _x, _y;
    private string? _series, _replicate;
    private string _seriesLabel = "";
    private SeriesStyle _style;

    /// <summary>The horizontal axis.</summary>
    public Plot<T> X<TValue>(Expression<Func<T, TValue>> property, string label, bool log = false, double? min = null, double? max = null)
    {
        _x = new Axis(Column(property), label, log, min, max);
        return this;
    }

    /// <summary>The vertical axis.</summary>
    public Plot<T> Y<TValue>(Expression<Func<T, TValue>> property, string label, bool log = false, double? min = null, double? max = null)
    {
        _y = new Axis(Column(property), label, log, min, max);
        return this;
    }

    /// <summary>One line for each value of a property, with a title for the legend.</summary>
    public Plot<T> By<TValue>(Expression<Func<T, TValue>> property, string label = "")
    {
        (_series, _seriesLabel) = (Column(property), label);
        return this;
    }

    /// <summary>The property that counts replicates: the line is their mean, a band shows their range.</summary>
    public Plot<T> MeanOver<TValue>(Expression<Func<T, TValue>> property)
    {
        _replicate = Column(property);
        return this;
    }

    /// <summary>Draws points only.</summary>
    public Plot<T> Points() => Style(SeriesStyle.Points);

    /// <summary>Draws one series as points, whatever the others are.</summary>
    /// <param name="series">The series' value.</param>
    public Plot<T> PointsOf(string series)
    {
        _points.Add(series);
        return this;
    }

    /// <summary>Draws lines and points.</summary>
    public Plot<T> LinesAndPoints() => Style(SeriesStyle.LinesAndPoints);

    /// <summary>A straight line for orientation.</summary>
    public Plot<T> Line(double value, string label = "", bool vertical = false)
    {
        _lines.Add(new ReferenceLine(value, label, vertical));
        return this;
    }

    /// <summary>A line fitted to a series, on linear axes.</summary>
    public Plot<T> Sloped(string series, double slope, double intercept)
    {
        _sloped.Add(new SlopedLine(series, slope, intercept));
        return this;
    }

    /// <summary>The panel.</summary>
    /// <exception cref="InvalidOperationException">An axis is missing.</exception>
    public SeriesPanel ToPanel() => new()
    {
        Title = title,
        Table = Table,
        Where = Conditions,
        X = _x ?? throw new InvalidOperationException($"The plot '{title}' has no X."),
        Y = _y ?? throw new InvalidOperationException($"The plot '{title}' has no Y."),
        Series = _series,
        SeriesLabel = _seriesLabel,
        Replicate = _replicate,
        Style = _style,
        PointSeries = _points,
        ReferenceLines = _lines,
        SlopedLines = _sloped,
    };

    /// <summary>The panel.</summary>
    public static implicit operator Panel(Plot<T> plot) => plot.ToPanel();

    private Plot<T> Style(SeriesStyle style)
    {
        _style = style;
        return this;
    }
}
