using System.Linq.Expressions;

namespace Overtone.Studies.Findings;

/// <summary>A value as colour over two axes: makes a <see cref="HeatMapPanel"/>.</summary>
/// <typeparam name="T">The rows drawn.</typeparam>
/// <param name="title">The title above the panel; empty for none.</param>
public sealed class HeatMap<T>(string title = "") : PanelBuilder<T, HeatMap<T>>
{
    private Axis? _x, _y, _value;
    private readonly List<ReferenceLine> _lines = [];
    private bool _lowIsWarm;

    /// <summary>The horizontal axis.</summary>
    public HeatMap<T> X<TValue>(Expression<Func<T, TValue>> property, string label, bool log = false)
    {
        _x = new Axis(Column(property), label, log);
        return this;
    }

    /// <summary>The vertical axis, upwards.</summary>
    public HeatMap<T> Y<TValue>(Expression<Func<T, TValue>> property, string label, bool log = false)
    {
        _y = new Axis(Column(property), label, log);
        return this;
    }

    /// <summary>The value shown as colour; beyond its range colours saturate.</summary>
    public HeatMap<T> Colour<TValue>(
        Expression<Func<T, TValue>> property, string label, bool log = false, double? min = null, double? max = null)
    {
        _value = new Axis(Column(property), label, log, min, max);
        return this;
    }

    /// <summary>Low values take the warm end of the colour scale. The literature shows small errors as red.</summary>
    public HeatMap<T> LowIsWarm()
    {
        _lowIsWarm = true;
        return this;
    }

    /// <summary>Marks a value on the key to the colours.</summary>
    public HeatMap<T> Line(double value)
    {
        _lines.Add(new ReferenceLine(value, ""));
        return this;
    }

    /// <summary>The panel.</summary>
    /// <exception cref="InvalidOperationException">An axis or the colour is missing.</exception>
    public HeatMapPanel ToPanel() => new()
    {
        Title = title,
        Table = Table,
        Where = Conditions,
        X = _x ?? throw new InvalidOperationException($"The heat map '{title}' has no X."),
        Y = _y ?? throw new InvalidOperationException($"The heat map '{title}' has no Y."),
        Value = _value ?? throw new InvalidOperationException($"The heat map '{title}' has no Colour."),
        LowIsWarm = _lowIsWarm,
        ReferenceLines = [.. _lines],
    };

    /// <summary>The panel.</summary>
    public static implicit operator Panel(HeatMap<T> map) => map.ToPanel();
}
