using System.Text.Json.Serialization;

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

/// <summary>Tries the model in a process of its own, before any other trial opens it.</summary>
public sealed record ProbeTrial : SubjectTrial
{
    /// <summary>Most memory it may take, in GiB; 0 for what suits its files.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Memory { get; init; }

    /// <summary>Most seconds it may take.</summary>
    public required double Seconds { get; init; }

    /// <inheritdoc/>
    public override string Label => $"opening {Path.GetFileName(Subject.Model)}";
}

/// <summary>Checks the model, and measures it on the images as they are.</summary>
public sealed record PreflightTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => Subject.IsDemonstration ? "preflight" : $"preflight of {Path.GetFileName(Subject.Model)}";
}

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
