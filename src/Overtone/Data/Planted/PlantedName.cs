using System.Globalization;

namespace Overtone.Data.Planted;

/// <summary>The names of planted sets: what a user writes, and the one way in which each set is written in a trial's key.</summary>
internal static class PlantedName
{
    /// <summary>The name of the set with all options at their defaults, and the beginning of every other.</summary>
    internal const string Plain = "planted";

    private const string Prefix = Plain + ":", VersionOption = "version", BandsOption = "bands";
    private static readonly PlantedImages Defaults = new();

    // In the order in which they are written.
    private static readonly Option[] Options =
    [
        new(VersionOption, _ => Text(PlantedImages.Version), (set, value) => value.Fixed(PlantedImages.Version, set)),
        new("size", set => Text(set.Size), (set, value) => set with { Size = value.Whole() }),
        new("classes", set => Text(set.Classes), (set, value) => set with { Classes = value.Whole() }),
        new("train", set => Text(set.Train), (set, value) => set with { Train = value.Whole() }),
        new("test", set => Text(set.Test), (set, value) => set with { Test = value.Whole() }),
        new(BandsOption, set => string.Join('+', set.Bands.Select(Text)), (set, value) => set with { Bands = value.Bands() }),
        new("redundancy", set => Text(set.Redundancy), (set, value) => set with { Redundancy = value.Number() }),
        new("shortcut", set => set.Shortcut is { } band ? Text(band) : "", (set, value) => set with { Shortcut = value.Band() }),
        new("background", set => Text(set.Background), (set, value) => set with { Background = value.Number() }),
        new("phases", set => Text(set.Phases), (set, value) => set with { Phases = value.Phases() }),
        new("seed", set => Text(set.Seed), (set, value) => set with { Seed = value.Seed() }),
    ];

    internal static bool Is(string name) => name == Plain || name.StartsWith(Prefix, StringComparison.Ordinal);

    internal static string Of(PlantedImages set)
    {
        // Bands that are not given depend on the size.
        var sized = Defaults with { Size = set.Size };
        return Prefix + string.Join(',', Options.Where(IsNeeded).Select(option => $"{option.Name}={option.Write(set)}"));

        bool IsNeeded(Option option) =>
            option.Name == VersionOption || option.Write(set) != option.Write(option.Name == BandsOption ? sized : Defaults);
    }

    internal static PlantedImages Read(string name)
    {
        if (!Is(name))
        {
            throw new DataFormatException(name, "name", $"'{name}'", $"{Plain}, or {Prefix} and options");
        }

        var set = Defaults;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in name == Plain ? [] : name[Prefix.Length..].Split(','))
        {
            var end = part.IndexOf('=', StringComparison.Ordinal);
            var (key, text) = end >= 0 ? (part[..end], part[(end + 1)..]) : (part, "");
            if (Array.Find(Options, option => option.Name == key) is not { } found)
            {
                throw new DataFormatException(
                    name, "option", $"'{key}'", $"{string.Join(", ", Options.Select(option => option.Name))}, each with = and a value");
            }

            if (!seen.Add(key))
            {
                throw new DataFormatException(name, key, "the option twice", "each option once");
            }

            set = found.Read(set, new PlantedValue(name, key, text));
        }

        return set;
    }

    /// <summary>The name of the same set as <see cref="Of"/> writes it; any other name, and one that cannot be read, as it is.</summary>
    internal static string Canonical(string name)
    {
        try
        {
            return Is(name) ? Of(Read(name)) : name;
        }
        catch (DataFormatException)
        {
            // Opening says what is wrong.
            return name;
        }
    }

    /// <summary>A band, in as few numbers as tell it.</summary>
    internal static string Text(PlantedBand band) => band switch
    {
        { Strength: not PlantedBand.DefaultStrength } => $"{Text(band.Radius)}:{Text(band.Width)}:{Text(band.Strength)}",
        { Width: not PlantedBand.DefaultWidth } => $"{Text(band.Radius)}:{Text(band.Width)}",
        _ => Text(band.Radius),
    };

#pragma warning disable CA1308 // lower case is how options are written
    private static string Text(PlantedPhases phases) => phases.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static string Text(IFormattable number) => number.ToString(format: null, CultureInfo.InvariantCulture);

    private sealed record Option(
        string Name, Func<PlantedImages, string> Write, Func<PlantedImages, PlantedValue, PlantedImages> Read);
}
