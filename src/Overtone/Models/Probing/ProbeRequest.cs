using System.Text.Json;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>What the trying process is asked, as the one line that it reads.</summary>
internal sealed record ProbeRequest(
    string File, InputSpec? Input, int BatchSize, int? Threads, string? Device, NumberType NumberType, InputSize? DataSize, string? Layer)
{
    /// <summary>How requests and answers are written.</summary>
    internal static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    internal static ProbeRequest Of(string file, InputSpec? input, ClassifierOptions options) =>
        new(
            Path.GetFullPath(file), input, options.BatchSize, options.Threads, options.Device?.ToString(), options.NumberType,
            options.DataSize, options.Layer);

    [JsonIgnore]
    internal ClassifierOptions Options => new()
    {
        BatchSize = BatchSize,
        Threads = Threads,
        Device = Device is null ? null : device(Device),
        NumberType = NumberType,
        DataSize = DataSize,
        Layer = Layer,
    };
}
