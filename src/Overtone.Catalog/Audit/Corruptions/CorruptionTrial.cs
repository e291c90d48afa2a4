using System.Text.Json.Serialization;
using Overtone.Data.Corruptions;

namespace Overtone.Catalog.Audit.Corruptions;

/// <summary>Measures a model on images spoiled by one corruption, at all severities.</summary>
public sealed record CorruptionTrial : SubjectTrial
{
    /// <summary>The corruption's published name.</summary>
    public required string Corruption { get; init; }

    /// <summary>Whether the published program's quirks are kept.</summary>
    public required CorruptionMode Mode { get; init; }

    /// <summary>A folder with pictures of ice for frost; empty for procedural ones, and for all other corruptions.</summary>
    public required string Frost { get; init; }

    /// <summary>The folder that the corrupted images are read from; null where they are made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Folder { get; init; }

    /// <summary>The image that the contact sheet shows.</summary>
    public required int Shown { get; init; }

    /// <summary>The files that the corrupted images are made or read from, besides the sample's.</summary>
    internal IReadOnlyList<string> Files() => Folder is not null
        ? CorruptedFolder.FilesOf(Folder, Corruption)
        : Frost.Length > 0 ? FrostTextures.FilesOf(Frost) : [];

    /// <inheritdoc/>
    public override string Label => $"corruption {Corruption}";
}
