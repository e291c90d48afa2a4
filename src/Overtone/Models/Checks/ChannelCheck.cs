namespace Overtone.Models;

/// <summary>Whether images had to change between grey and colour to fit the model.</summary>
internal static class ChannelCheck
{
    private const string Name = "channels";

    internal static IEnumerable<PreflightFinding> Of(InputSize? data, InputSize model) => (data?.Channels, model.Channels) switch
    {
        (1, 3) => [new(Name, PreflightSeverity.Information, "grey images for a model of three channels: each gets the same grey")],
        (3, 1) => [new(Name, PreflightSeverity.Information, "images in colour for a model of one channel: converted to grey, 0.299 red + "
            + "0.587 green + 0.114 blue")],
        _ => [],
    };
}
