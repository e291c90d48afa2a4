using Overtone.Files;

namespace Overtone.Models;

/// <summary>
/// What computes a classifier's answers; whatever may change their last digits stands here.
/// Source: none.
/// </summary>
/// <param name="Backend">ONNX Runtime, TorchScript or TorchSharp module.</param>
/// <param name="Version">The backend's version.</param>
/// <param name="File">The model file; the module's name where there is none.</param>
/// <param name="Input">The name of the input; empty where inputs have none.</param>
/// <param name="Output">The name or place of the output.</param>
/// <param name="Device">Where it computes.</param>
/// <param name="Threads">Threads within an operation.</param>
/// <param name="BatchSize">Most images computed at once.</param>
/// <param name="IsBatchFixed">Whether every batch has exactly that size, the last one being filled up.</param>
/// <param name="Settings">The backend's further settings, in words.</param>
public sealed record ClassifierDescription(
    string Backend,
    string Version,
    string File,
    string Input,
    string Output,
    string Device,
    int Threads,
    int BatchSize,
    bool IsBatchFixed,
    string Settings)
{
    /// <summary>
    /// What is done so that the model can be asked at all, beyond its <see cref="InputSpec"/>: sentences without a full stop, none for most
    /// models.
    /// </summary>
    public IReadOnlyList<string> Adaptations { get; init; } = [];

    /// <summary>The same with one more setting.</summary>
    internal ClassifierDescription With(string setting) =>
        this with { Settings = Settings.Length > 0 ? $"{Settings}, {setting}" : setting };

    /// <summary>Everything in one line, without control characters that a name may hold.</summary>
    public override string ToString()
    {
        string names = Input.Length > 0 ? $", input {Printable.Of(Input)}" : "";
        names += Output.Length > 0 ? $", output {Printable.Of(Output)}" : "";
        string settings = Settings.Length > 0 ? $", {Settings}" : "";
        return $"{Backend} {Version}, {File}{names}, {Device}, {Threads} {(Threads == 1 ? "thread" : "threads")}, "
            + $"batches of {(IsBatchFixed ? "exactly" : "at most")} {BatchSize}{settings}";
    }
}
