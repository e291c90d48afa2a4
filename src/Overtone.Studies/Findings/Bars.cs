using System.Linq.Expressions;

namespace Overtone.Studies.Findings;

/// <summary>Bars, one for each category: makes a <see cref="BarPanel"/>.</summary>
/// <typeparam name="T">The rows drawn; several of one bar give their mean with their range.</typeparam>
/// <param name="title">The title above the panel; empty for none.</param>
public sealed class Bars<T>(string title = "") : PanelBuilder<T, Bars<T>>
{
    private readonly List<ReferenceLine> _lines = [];
    private string? _category, _series;
    private Axis? _y;

    /// <summary>The property that names the bars.</summary>
    public Bars<T> Each<TValue>(Expression<Func<T, TValue>> property)
    {
        _category = Column(property);
        return this;
    }

    /// <summary>The vertical axis.</summary>
    public Bars<T> Y<TValue>(Expression<Func<T, TValue>> property, string label, bool log = false, double? min = null, double? max = null)
    {
        _y = new Axis(Column(property), label, log, min, max);
        return this;
    }

    /// <summary>The property whose values stand side by side within a category.</summary>
    public Bars<T> By<TValue>(Expression<Func<T, TValue>> property)
    {
        _series = Column(property);
        return this;
    }

    /// <summary>A straight line for orientation.</summary>
    public Bars<T> Line(double value, string label = "")
    {
        _lines.Add(new ReferenceLine(value, label));
        return this;
    }

    /// <summary>The panel.</summary>
    /// <exception cref="InvalidOperationException">The category or the axis is missing.</exception>
    public BarPanel ToPanel() => new()
    {
        Title = title,
        Table = Table,
        Where = Conditions,
        Category = _category ?? throw new InvalidOperationException($"The bars '{title}' have no Each."),
        Y = _y ?? throw new InvalidOperationException($"The bars '{title}' have no Y."),
        Series = _series,
        ReferenceLines = _lines,
    };

    /// <summary>The panel.</summary>
    public static implicit operator Panel(Bars<T> bars) => bars.ToPanel();
}
