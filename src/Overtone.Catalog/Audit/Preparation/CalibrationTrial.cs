namespace Overtone.Catalog.Audit.Preparation;

/// <summary>Chooses a batch size by timing.</summary>
public sealed record CalibrationTrial : SubjectTrial
{
    /// <summary>Batch sizes to choose from.</summary>
    public required int[] BatchSizes { get; init; }

    /// <summary>How many images the heat map will ask the model about, at most.</summary>
    public required long Evaluations { get; init; }

    /// <inheritdoc/>
    public override string Label => "choosing a batch size";
}
