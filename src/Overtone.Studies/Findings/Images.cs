using System.Linq.Expressions;

namespace Overtone.Studies.Findings;

/// <summary>Small images, grey or in colour, a row a pixel: makes an <see cref="ImagePanel"/>.</summary>
/// <typeparam name="T">The rows drawn.</typeparam>
/// <param name="title">The title above the panel; empty for none.</param>
public sealed class Images<T>(string title = "") : PanelBuilder<T, Images<T>>
{
    private string? _image, _row, _column, _gridRow, _note;
    private Axis? _value;
    private GreenAndBlue? _colour;

    /// <summary>
    /// The property that tells the images apart and names them, and those of a pixel's place, from 0 at the top and at the left.
    /// </summary>
    public Images<T> Each<TValue>(Expression<Func<T, TValue>> image, Expression<Func<T, long>> row, Expression<Func<T, long>> column)
    {
        (_image, _row, _column) = (Column(image), Column(row), Column(column));
        return this;
    }

    /// <summary>The value shown as brightness, of images in colour their red part; beyond its range pixels are black or white.</summary>
    public Images<T> Value(Expression<Func<T, double>> property, string label, double? min = null, double? max = null)
    {
        _value = new Axis(Column(property), label, Minimum: min, Maximum: max);
        return this;
    }

    /// <summary>The other parts of images in colour.</summary>
    public Images<T> Colour(Expression<Func<T, double>> green, Expression<Func<T, double>> blue)
    {
        _colour = new GreenAndBlue(Column(green), Column(blue));
        return this;
    }

    /// <summary>The property whose values make a table's rows of the images; their names stand above its columns.</summary>
    public Images<T> Rows<TValue>(Expression<Func<T, TValue>> property)
    {
        _gridRow = Column(property);
        return this;
    }

    /// <summary>A few words for below each image of such a table.</summary>
    public Images<T> Note(Expression<Func<T, string>> property)
    {
        _note = Column(property);
        return this;
    }

    /// <summary>The panel.</summary>
    /// <exception cref="InvalidOperationException">Something that it draws is missing.</exception>
    public ImagePanel ToPanel() => new()
    {
        Title = title,
        Table = Table,
        Where = Conditions,
        Image = _image ?? throw new InvalidOperationException($"The images '{title}' have no Each."),
        PixelRow = _row!,
        PixelColumn = _column!,
        Value = _value ?? throw new InvalidOperationException($"The images '{title}' have no Value."),
        Colour = _colour,
        GridRow = _gridRow,
        Note = _note,
    };

    /// <summary>The panel.</summary>
    public static implicit operator Panel(Images<T> images) => images.ToPanel();
}
