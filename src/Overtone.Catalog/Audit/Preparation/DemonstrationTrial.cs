namespace Overtone.Catalog.Audit.Preparation;

/// <summary>Trains the demonstration's network.</summary>
public sealed record DemonstrationTrial : AuditTrial
{
    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => "training the demonstration's network";
}
