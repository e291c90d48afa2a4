using System.Text.Json.Serialization;

namespace Overtone.Catalog.Audit.Preparation;

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
