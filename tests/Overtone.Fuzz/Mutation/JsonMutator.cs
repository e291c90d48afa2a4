using System.Text;
using System.Text.Json.Nodes;

namespace Overtone.Fuzz.Mutation;

/// <summary>JSON that is still JSON, with a value that is null, missing, huge, of another kind, or there twice.</summary>
internal static class JsonMutator
{
    // Stands for half a surrogate pair, which no node can hold.
    private const string HalfPair = "(half a pair)";

    private static readonly string[] HurtingValues =
    [
        "null", "true", "-1", "0", "1e999", "99999999999999999999", "0.5", "\"\"", "\"text\"", "\"\\u001b[2J\"", "\"\\u0000\"",
            $"\"{HalfPair}\"", "\"../../etc/passwd\"", "[]", "{}", "[null]",
        "{\"\": null}", "[[[[1]]]]", "\"1\"", "[1, \"a\", null]",
    ];

    public static byte[] Mutate(Random random, byte[] json)
    {
        JsonNode? root = Parse(json);
        if (root is null)
            return json;
        for (int left = 1 + random.Next(2); left > 0; left--)
            Change(random, root);
        string text = root.ToJsonString().Replace(HalfPair, "\\ud800", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(random.Next(12) switch
        {
            0 => string.Concat(Enumerable.Repeat("[", 2000)) + text,
            1 => text.Insert(1, "\"title\": 1, \"title\": 2,"),
            _ => text,
        });
    }

    private static void Change(Random random, JsonNode root)
    {
        JsonNode[] parents = [.. Below(root).Where(node => node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })];
        if (parents.Length == 0)
            return;
        JsonNode? fresh = JsonNode.Parse(HurtingValue(random));
        switch (parents[random.Next(parents.Length)])
        {
            case JsonObject owner:
                string name = owner.ElementAt(random.Next(owner.Count)).Key;
                if (random.Next(4) == 0)
                    owner.Remove(name);
                else if (random.Next(8) == 0)
                    owner[name + "\u001b"] = fresh;
                else
                    owner[name] = fresh;
                break;
            case JsonArray list:
                list[random.Next(list.Count)] = fresh;
                break;
        }
    }

    private static string HurtingValue(Random random) =>
        random.Next(30) == 0 ? $"\"{new string('x', 100_000)}\"" : HurtingValues[random.Next(HurtingValues.Length)];

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Below).Prepend(node),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Below).Prepend(node),
        _ => [node],
    };

    private static JsonNode? Parse(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
