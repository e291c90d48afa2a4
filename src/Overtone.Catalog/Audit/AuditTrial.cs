using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>A model and the images it is audited on: what every trial of an audit reads.</summary>
internal sealed record AuditSubject
{
    /// <summary>The model file; the key of the trial that trained it for the demonstration.</summary>
    public required string Model { get; init; }

    /// <summary>Whether <see cref="Model"/> is such a key.</summary>
    public required bool IsDemonstration { get; init; }

    /// <summary>How the model wants its images.</summary>
    public required InputSpec Input { get; init; }

    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>How many images; null for all.</summary>
    public required int? Images { get; init; }

    /// <summary>Images a batch before a size is chosen.</summary>
    public const int FirstBatchSize = 8;

    /// <summary>The seed of the sample, signs and noise.</summary>
    public required long Seed { get; init; }

    /// <summary>What the model computes with. Left out of the key where it is float32, so that older results stay known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public NumberType Dtype { get; init; }

    /// <summary>What the model's outputs are, as the preflight found. Left out of the key where they are logits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OutputKind Outputs { get; init; }

    /// <summary>Whether images are handed over with the channels of a pixel side by side in memory.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ChannelsLast { get; init; }

    /// <summary>Whether every batch has as many images, as the preflight found necessary. Left out of the key where it need not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FillsBatches { get; init; }

    /// <summary>
    /// Why the gradients that the model gives are not its own, as the preflight found; null where they are, and then left out of the key.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? GradientFault { get; init; }

    /// <summary>Images a batch; before one is chosen, few enough for the memory that large images take.</summary>
    public int BatchSize { get; init; } = FirstBatchSize;

    /// <summary>The files that the model is read from; none of the demonstration's, which is an artefact.</summary>
    public IReadOnlyList<string> ModelFiles() => IsDemonstration ? [] : ClassifierFile.FilesOf(Model);

    /// <summary>The files that the images are read from.</summary>
    public IReadOnlyList<string> ImageFiles(RunEnvironment environment) =>
        ImageProblem.OpenOfAnySizes(Data, environment.DataRoots).Evaluation.Files;
}

/// <summary>One piece of an audit.</summary>
[JsonConverter(typeof(AuditTrialConverter))]
internal abstract record AuditTrial : TrialParameters;

/// <summary>A trial that looks at the model.</summary>
internal abstract record SubjectTrial(AuditSubject Subject) : AuditTrial
{
    /// <summary>The files of images that it reads besides the sample's.</summary>
    public virtual IReadOnlyList<string> Files() => [];
}

/// <summary>Trials by the names that they have in keys.</summary>
internal sealed class AuditTrialConverter() : KindConverter<AuditTrial>(ModelAudit.TrialTypes);
