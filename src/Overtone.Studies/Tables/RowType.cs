using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Overtone.Studies.Tables;

/// <summary>
/// How a record type is a table: its name, its columns, and the way from records to columns of values and back. Compiled once a type, so
/// that a million rows cost a quarter of a second.
/// </summary>
/// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
internal sealed class RowType<T>
{
    private static readonly Lazy<RowType<T>> Made = new(() => new RowType<T>());

    private readonly ConstructorInfo _constructor;
    private readonly ParameterInfo[] _properties;
    private readonly Lazy<Action<T, RowBuffer>> _append;
    private readonly Lazy<Func<Array[], int, T>> _read;

    private RowType()
    {
        Table = typeof(T).GetCustomAttribute<TableAttribute>()
            ?? throw new ArgumentException($"{typeof(T).Name} is not a table row; expected a record with [Table(\"name\")].");
        ConstructorInfo[] constructors = [.. typeof(T).GetConstructors().Where(c => c.GetParameters().Length > 0)];
        if (constructors.Length != 1)
            throw new ArgumentException($"{typeof(T).Name} has {constructors.Length} constructors with parameters; expected a positional "
                + "record, which has one.");
        _constructor = constructors[0];
        _properties = _constructor.GetParameters();
        Columns = [.. _properties.Select(ToColumn)];
        (_append, _read) = (new(CompileAppend), new(CompileRead));
    }

    /// <summary>The one of this type.</summary>
    /// <exception cref="ArgumentException">The type is no row of a table, or a property is of a type that has no place in one.</exception>
    public static RowType<T> Instance => Made.Value;

    /// <summary>Name and storage.</summary>
    public TableAttribute Table { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>An empty buffer.</summary>
    /// <param name="name">The table's name, where it is not the type's.</param>
    public RowBuffer NewBuffer(string? name = null) =>
        new(name is null ? Table : new TableAttribute(name) { BySeed = Table.BySeed, IsStored = Table.IsStored }, Columns);

    /// <summary>Adds rows' values to the end of a buffer of this type.</summary>
    public void Append(IEnumerable<T> rows, RowBuffer buffer)
    {
        foreach (T row in rows)
            _append.Value(row, buffer);
    }

    /// <summary>The rows of a table.</summary>
    /// <exception cref="ArgumentException">A column is missing or holds something else.</exception>
    public T[] Read(Table table)
    {
        Array[] values = [.. Columns.Select(table.ValuesOf)];
        var rows = new T[table.RowCount];
        for (int row = 0; row < rows.Length; row++)
            rows[row] = _read.Value(values, row);
        return rows;
    }

    /// <summary>The column of a property.</summary>
    /// <param name="property">A property of the record itself, for example <c>r => r.Step</c>.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public Column ColumnOf(LambdaExpression property)
    {
        Expression body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : property.Body;
        int index = body is MemberExpression { Member: var member, Expression: ParameterExpression }
            ? Array.FindIndex(_properties, p => p.Name == member.Name)
            : -1;
        return index >= 0 ? Columns[index] : throw new ArgumentException($"{property} is not a column of {typeof(T).Name}; expected one of "
            + "its properties.", nameof(property));
    }

    private static Column ToColumn(ParameterInfo property) => new(
        JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name!),
        RowValue.TypeOf(property.ParameterType, $"{typeof(T).Name}.{property.Name}"),
        property.GetCustomAttribute<UnitAttribute>()?.Unit ?? "");

    private Action<T, RowBuffer> CompileAppend()
    {
        ParameterExpression row = Expression.Parameter(typeof(T)), buffer = Expression.Parameter(typeof(RowBuffer));
        IEnumerable<Expression> adds = _properties.Select((property, index) =>
        {
            Expression value = RowValue.ToStored(Expression.Property(row, property.Name!));
            Type list = typeof(List<>).MakeGenericType(value.Type);
            Expression column = Expression.ArrayIndex(Expression.Property(buffer, nameof(RowBuffer.Lists)), Expression.Constant(index));
            return Expression.Call(Expression.Convert(column, list), nameof(List<>.Add), [], value);
        });
        return Expression.Lambda<Action<T, RowBuffer>>(Expression.Block(adds), row, buffer).Compile();
    }

    private Func<Array[], int, T> CompileRead()
    {
        ParameterExpression values = Expression.Parameter(typeof(Array[])), row = Expression.Parameter(typeof(int));
        IEnumerable<Expression> arguments = _properties.Select((property, index) =>
        {
            Type array = RowValue.StoredType(Columns[index].Type).MakeArrayType();
            Expression column = Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(index)), array);
            return RowValue.FromStored(Expression.ArrayIndex(column, row), property.ParameterType);
        });
        return Expression.Lambda<Func<Array[], int, T>>(Expression.New(_constructor, arguments), values, row).Compile();
    }
}
