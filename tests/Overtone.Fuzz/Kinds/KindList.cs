namespace Overtone.Fuzz.Kinds;

/// <summary>All kinds of input.</summary>
internal static class KindList
{
    /// <summary>The kinds of the given names; all for none.</summary>
    /// <exception cref="ArgumentException">There is no kind of a name.</exception>
    public static InputKind[] Of(IReadOnlyList<string> names)
    {
        InputKind[] all = [.. DataKinds.All(), .. ModelKinds.All(), OnnxGradientKind.Kind, .. StoreKinds.All(), .. ChildKinds.All()];
        string known = string.Join(", ", all.Select(kind => kind.Name));
        return names.Count == 0
            ? all
            : [.. names.Select(name => Array.Find(all, kind => kind.Name == name)
                ?? throw new ArgumentException($"--kinds: found '{name}', expected some of {known}"))];
    }
}
