using System.Globalization;

namespace Overtone.Data.Planted;

/// <summary>The value of one option in the name of a planted set.</summary>
/// <param name="Set">The whole name.</param>
/// <param name="Option">The option's name.</param>
/// <param name="Text">What was written after its =.</param>
internal sealed record PlantedValue(string Set, string Option, string Text)
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    internal int Whole() =>
        int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Fault("a whole number");

    internal long Seed() =>
        long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault("a whole number");

    internal double Number() => Number(Text, "a number");

    internal PlantedBand Band() => Band(Text);

    internal PlantedBand[] Bands() => [.. Text.Split('+').Select(Band)];

    internal PlantedPhases Phases() => Text switch
    {
        "fixed" => PlantedPhases.Fixed,
        "random" => PlantedPhases.Random,
        _ => throw Fault("fixed or random"),
    };

    /// <summary>The set as it is, if this is the only value there is.</summary>
    internal PlantedImages Fixed(int only, PlantedImages set) =>
        Text == only.ToString(CultureInfo.InvariantCulture)
            ? set
            : throw Fault($"{only}, the version of the images that this release of Overtone makes");

    private PlantedBand Band(string text)
    {
        const string expected = "RADIUS, RADIUS:WIDTH or RADIUS:WIDTH:STRENGTH";
        double[] numbers = [.. text.Split(':').Select(part => Number(part, expected))];
        return numbers switch
        {
            [var radius] => new PlantedBand(radius),
            [var radius, var width] => new PlantedBand(radius, width),
            [var radius, var width, var strength] => new PlantedBand(radius, width, strength),
            _ => throw Fault(expected),
        };
    }

    private double Number(string text, string expected) =>
        double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Fault(expected);

    private DataFormatException Fault(string expected) => new(Set, Option, $"'{Text}'", expected);
}
