using System.Globalization;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>How a model wants its images: what its side file says, changed by what the command line says.</summary>
internal static class ModelInput
{
    public static InputSpec Of(AuditOptions options)
    {
        InputSpec spec = options.InputSpec.Length > 0 ? InputSpecFile.Read(options.InputSpec) : InputSpecFile.ReadFor(options.Model);
        return Checked(options, spec with
        {
            Range = Numbers("--range", options.Range) ?? spec.Range,
            Mean = Numbers("--mean", options.Mean) ?? spec.Mean,
            Std = Numbers("--std", options.Std) ?? spec.Std,
            Channels = Name<ChannelOrder>("--channels", options.Channels) ?? spec.Channels,
            Layout = Name<PixelLayout>("--layout", options.Layout) ?? spec.Layout,
            Resize = Name<ResizeRule>("--resize", options.Resize) ?? spec.Resize,
            Output = options.Output.Length > 0 ? options.Output : spec.Output,
        });
    }

    // The side file by itself was checked when it was read: what is wrong now is an option's.
    private static InputSpec Checked(AuditOptions options, InputSpec spec)
    {
        try
        {
            spec.Validate(options.Model);
            return spec;
        }
        catch (ModelFormatException error) when (error.Field == "resizeTo")
        {
            throw new InvalidOptionException("--resize", $"'{options.Resize}' and resizeTo {error.Found}", error.Expected);
        }
        catch (ModelFormatException error)
        {
            throw new InvalidOptionException($"--{error.Field}", error.Found, error.Expected);
        }
    }

    private static double[]? Numbers(string option, string text)
    {
        if (text.Length == 0)
            return null;
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.ConvertAll(parts, part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? number
                : throw new InvalidOptionException(option, $"'{text}'", "numbers separated by commas"));
    }

    private static T? Name<T>(string option, string text)
        where T : struct, Enum
    {
        if (text.Length == 0)
            return null;
        T[] values = Enum.GetValues<T>();
        int index = Array.FindIndex(values, value => StudyText.Kebab(value) == text);
        return index >= 0
            ? values[index]
            : throw new InvalidOptionException(option, $"'{text}'", string.Join(" or ", values.Select(StudyText.Kebab)));
    }
}
