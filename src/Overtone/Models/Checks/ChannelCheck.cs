namespace Overtone.Models;

/// <summary>Whether images had to change between grey and colour to fit the model.</summary>
internal static class ChannelCheck
{
    private const string Name = "channels";

    internal static IEnumerable<PreflightFinding> Of(InputSize? data, InputSize model) => (data?.Channels, model.Channels) switch
    {
        (1, 3) => [new(Name, PreflightSeverity.Information, "grey images for a model with three channels: the grey value is copied "
            + "to all three")],
        (3, 1) => [new(Name, PreflightSeverity.Information, "colour images for a model with one channel: converted to grey, 0.299 "
            + "red + 0.587 green + 0.114 blue")],
        _ => [],
    };
}
