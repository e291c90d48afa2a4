using System.Linq.Expressions;

namespace Overtone.Studies.Tables;

/// <summary>How one value of a row is stored: integers as <see cref="long"/>, numbers as <see cref="double"/>, the rest as text.</summary>
internal static class RowValue
{
    /// <summary>What a column of a property holds.</summary>
    /// <exception cref="ArgumentException">The type has no place in a table.</exception>
    public static ColumnType TypeOf(Type type, string property) => type switch
    {
        _ when type == typeof(long) || type == typeof(int) || type == typeof(bool) => ColumnType.Integer,
        _ when type == typeof(double) || type == typeof(float) || IsNullable(type) => ColumnType.Number,
        _ when type == typeof(string) || type.IsEnum => ColumnType.Text,
        _ => throw new ArgumentException($"{property} is a {type.Name}; expected long, int or double, with or without a "
            + "value, bool, float, string or an enumeration."),
    };

    /// <summary>The type that a column's values are stored in.</summary>
    public static Type StoredType(ColumnType type) => type switch
    {
        ColumnType.Integer => typeof(long),
        ColumnType.Number => typeof(double),
        _ => typeof(string),
    };

    /// <summary>A property's value as it is stored.</summary>
    public static Expression ToStored(Expression value) => value.Type switch
    {
        { IsEnum: true } type => Expression.Call(typeof(EnumText<>).MakeGenericType(type), nameof(EnumText<>.Of), [], value),
        Type type when type == typeof(string) => value,
        Type type when type == typeof(bool) => Expression.Condition(value, Expression.Constant(1L), Expression.Constant(0L)),
        Type type when IsNullable(type) => Expression.Coalesce(Expression.Convert(value, typeof(double?)), Expression.Constant(double.NaN)),
        Type type when type == typeof(double) || type == typeof(float) => Expression.Convert(value, typeof(double)),
        _ => Expression.Convert(value, typeof(long)),
    };

    /// <summary>A stored value as a property's.</summary>
    public static Expression FromStored(Expression value, Type type)
    {
        if (type.IsEnum)
            return Expression.Call(typeof(EnumText<>).MakeGenericType(type), nameof(EnumText<>.Parse), [], value);
        if (type == typeof(bool))
            return Expression.NotEqual(value, Expression.Constant(0L));
        return IsNullable(type)
            ? Expression.Condition(
                Expression.Call(typeof(double), nameof(double.IsNaN), [], value),
                Expression.Constant(null, type),
                Expression.Convert(value, type))
            : Expression.Convert(value, type);
    }

    private static bool IsNullable(Type type) => type == typeof(double?) || type == typeof(int?) || type == typeof(long?);
}

/// <summary>The values of an enumeration as tables and the command line spell them, in kebab-case.</summary>
internal static class EnumText<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Texts = Enum.GetValues<T>().Distinct().ToDictionary(v =>
        v, v => StudyJson.NameOf(v));
    private static readonly Dictionary<string, T> Values = Texts.ToDictionary(t => t.Value, t => t.Key, StringComparer.Ordinal);

    public static string Of(T value) => Texts[value];

    /// <exception cref="ArgumentException">No value is spelled like this.</exception>
    public static T Parse(string text) => Values.TryGetValue(text, out T value)
        ? value
        : throw new ArgumentException($"'{text}' is not a {typeof(T).Name}; there are {string.Join(", ", Values.Keys)}.", nameof(text));
}
