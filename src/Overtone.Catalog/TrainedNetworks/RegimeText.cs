using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Training.Regimes;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>What regimes and front ends are called on the command line.</summary>
internal static class RegimeText
{
    /// <summary>How front ends are named.</summary>
    public static IReadOnlyList<string> FrontEnds { get; } =
        [.. Enum.GetValues<BandShape>().Select(shape => $"{StudyText.Kebab(shape)}=BANDWIDTH")];

    /// <summary>The name of a regime's kind.</summary>
    public static string Of(IRegime regime) => RegimeCatalog.All.First(kind => kind.Type == regime.GetType()).Id;

    /// <summary>The name of a front end.</summary>
    public static string Of(BandFilter filter) => $"{StudyText.Kebab(filter.Shape)}={filter.Bandwidth}";

    /// <summary>The regime of a name.</summary>
    /// <exception cref="InvalidOptionException">There is none.</exception>
    public static IRegime Read(string option, string text, long seed)
    {
        try
        {
            return RegimeCatalog.Read(text, seed);
        }
        catch (RegimeException fault)
        {
            throw new InvalidOptionException(option, fault.Found, fault.Expected);
        }
    }

    /// <summary>The front end of a name.</summary>
    /// <exception cref="InvalidOptionException">There is none.</exception>
    public static BandFilter ReadFrontEnd(string option, string text)
    {
        string[] parts = text.Split('=');
        foreach (BandShape shape in Enum.GetValues<BandShape>())
        {
            if (parts.Length == 2 && parts[0] == StudyText.Kebab(shape) && int.TryParse(parts[1], out int bandwidth))
                return new BandFilter(shape, bandwidth);
        }

        throw new InvalidOptionException(option, $"'{text}'", $"one of {string.Join(", ", FrontEnds)}");
    }
}
