using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>How a model wants its images: what its side file says, changed by what the command line says.</summary>
internal static class ModelInput
{
    public static InputSpec Of(ModelOptions options)
    {
        InputSpec spec = options.InputSpec.Length > 0 ? InputSpecFile.Read(options.InputSpec) : InputSpecFile.ReadFor(options.Model);
        return Checked(options, spec with
        {
            Range = options.Range ?? spec.Range,
            Mean = options.Mean ?? spec.Mean,
            Std = options.Std ?? spec.Std,
            Channels = options.Channels ?? spec.Channels,
            Layout = options.Layout ?? spec.Layout,
            Resize = options.Resize ?? (options.ResizeTo is null ? spec.Resize : ResizeRule.ResizeAndCrop),
            ResizeTo = options.ResizeTo ?? spec.ResizeTo,
            Output = options.Output.Length > 0 ? options.Output : spec.Output,
        });
    }

    // The side file by itself was checked when it was read: what is wrong now is an option's.
    private static InputSpec Checked(ModelOptions options, InputSpec spec)
    {
        try
        {
            spec.Validate(options.Model);
            return spec;
        }
        catch (ModelFormatException error) when (error.Field == "resizeTo")
        {
            throw new InvalidOptionException("--resize", $"{StudyText.Kebab(spec.Resize)} and resizeTo {error.Found}", error.Expected);
        }
        catch (ModelFormatException error)
        {
            throw new InvalidOptionException($"--{error.Field}", error.Found, error.Expected);
        }
    }
}
