using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Overtone.Catalog;

/// <summary>
/// Writes values of one base as JSON that begins with the name of their kind. The library's own attribute would have the base list all
/// that derive from it.
/// </summary>
/// <param name="kinds">The kinds by name.</param>
internal abstract class KindConverter<T>(IReadOnlyDictionary<string, Type> kinds) : JsonConverter<T>
    where T : class
{
    private const string Kind = "$type";

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        string? name = document.RootElement.TryGetProperty(Kind, out JsonElement kind) ? kind.GetString() : null;
        if (name is null || !kinds.TryGetValue(name, out Type? type))
            throw new JsonException($"{Kind}: found {name ?? "nothing"}, expected one of {string.Join(", ", kinds.Keys)}");
        return (T)document.RootElement.Deserialize(type, options)!;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Kind, kinds.Single(kind => kind.Value == value.GetType()).Key);
        foreach ((string name, JsonNode? member) in JsonSerializer.SerializeToNode(value, value.GetType(), options)!.AsObject())
        {
            writer.WritePropertyName(name);
            if (member is null)
                writer.WriteNullValue();
            else
                member.WriteTo(writer, options);
        }

        writer.WriteEndObject();
    }
}

/// <summary>Writes lists of such values.</summary>
internal abstract class KindListConverter<T>(KindConverter<T> one) : JsonConverter<IReadOnlyList<T>>
    where T : class
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(one.Read(ref reader, typeof(T), options));
        return values;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (T item in value)
            one.Write(writer, item, options);
        writer.WriteEndArray();
    }
}
