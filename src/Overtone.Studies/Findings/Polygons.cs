using System.Linq.Expressions;

namespace Overtone.Studies.Findings;

/// <summary>Polygons filled with the colour of a value, a row a corner: makes a <see cref="PolygonPanel"/>.</summary>
/// <typeparam name="T">The rows drawn, those of a polygon in order around it.</typeparam>
/// <param name="title">The title above the panel; empty for none.</param>
public sealed class Polygons<T>(string title = "") : PanelBuilder<T, Polygons<T>>
{
    private string? _polygon;
    private Axis? _x, _y, _value;

    /// <summary>The number that tells the polygons apart.</summary>
    public Polygons<T> Each<TValue>(Expression<Func<T, TValue>> property)
    {
        _polygon = Column(property);
        return this;
    }

    /// <summary>The horizontal axis.</summary>
    public Polygons<T> X<TValue>(Expression<Func<T, TValue>> property, string label, double? min = null, double? max = null)
    {
        _x = new Axis(Column(property), label, Minimum: min, Maximum: max);
        return this;
    }

    /// <summary>The vertical axis.</summary>
    public Polygons<T> Y<TValue>(Expression<Func<T, TValue>> property, string label, double? min = null, double? max = null)
    {
        _y = new Axis(Column(property), label, Minimum: min, Maximum: max);
        return this;
    }

    /// <summary>The value shown as colour, that of a polygon's first corner; beyond its range colours saturate.</summary>
    public Polygons<T> Colour<TValue>(
        Expression<Func<T, TValue>> property, string label, bool log = false, double? min = null, double? max = null)
    {
        _value = new Axis(Column(property), label, log, min, max);
        return this;
    }

    /// <summary>The panel.</summary>
    /// <exception cref="InvalidOperationException">Something that it draws is missing.</exception>
    public PolygonPanel ToPanel() => new()
    {
        Title = title,
        Table = Table,
        Where = Conditions,
        Polygon = _polygon ?? throw new InvalidOperationException($"The polygons '{title}' have no Each."),
        X = _x ?? throw new InvalidOperationException($"The polygons '{title}' have no X."),
        Y = _y ?? throw new InvalidOperationException($"The polygons '{title}' have no Y."),
        Value = _value ?? throw new InvalidOperationException($"The polygons '{title}' have no Colour."),
    };

    /// <summary>The panel.</summary>
    public static implicit operator Panel(Polygons<T> polygons) => polygons.ToPanel();
}
