using System.Globalization;
using System.Linq.Expressions;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Findings;

/// <summary>
/// Says what a panel draws by the properties of a row type: <c>new Plot&lt;Fit&gt;("losses").X(r => r.Step, "training step").Y(r => r.Loss,
/// "loss")</c> is a
/// <see cref="Panel"/> wherever one is wanted.
/// </summary>
/// <typeparam name="T">The rows drawn: a positional record with <see cref="TableAttribute"/>.</typeparam>
/// <typeparam name="TSelf">The builder.</typeparam>
public abstract class PanelBuilder<T, TSelf>
    where TSelf : PanelBuilder<T, TSelf>
{
    private readonly List<Where> _where = [];
    private string? _table;

    private protected PanelBuilder()
    {
    }

    /// <summary>The table drawn.</summary>
    private protected string Table => _table ?? RowType<T>.Instance.Table.Name;

    /// <summary>The conditions on rows.</summary>
    private protected IReadOnlyList<Where> Conditions => _where;

    /// <summary>Draws a table of another name than the rows' type.</summary>
    public TSelf From(string table)
    {
        _table = table;
        return (TSelf)this;
    }

    /// <summary>Draws only rows in which a property has a value.</summary>
    public TSelf Where<TValue>(Expression<Func<T, TValue>> property, TValue value)
    {
        _where.Add(new Where(Column(property), RowText.Of(value)));
        return (TSelf)this;
    }

    private protected static string Column(LambdaExpression property) => RowType<T>.Instance.ColumnOf(property).Name;
}

/// <summary>How tables spell values.</summary>
internal static class RowText
{
    public static string Of<TValue>(TValue value) => value switch
    {
        Enum name => StudyJson.NameOf(name),
        bool isTrue => isTrue ? "1" : "0",
        null => double.NaN.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
