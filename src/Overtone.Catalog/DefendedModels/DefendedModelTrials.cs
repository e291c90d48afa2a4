using System.Text.Json.Serialization;
using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Defenses;
using Overtone.Studies;

namespace Overtone.Catalog.DefendedModels;

/// <summary>What is put around a model, as trials name it: one setting of frozen post-averaging.</summary>
/// <param name="Directions">K.</param>
/// <param name="Radius">R.</param>
/// <param name="Average">What is averaged.</param>
/// <param name="Seed">The seed of the directions.</param>
internal sealed record ChosenDefence(int Directions, double Radius, WrittenOutput Average, long Seed)
{
    /// <summary>The defence.</summary>
    public Defenses.PostAveraging Make() => Defenses.PostAveraging.Of(Directions, Radius) with
    {
        Average = Average == WrittenOutput.Softmax ? AveragedOutput.Softmax : AveragedOutput.Logits,
        IsFrozen = true,
        Seed = Seed,
    };
}

/// <summary>One piece of what is done to defend a model.</summary>
/// <param name="Subject">The model without the defence, and its images.</param>
/// <param name="Defence">The defence.</param>
[JsonConverter(typeof(DefendedModelTrialConverter))]
internal abstract record DefendedModelTrial(AuditSubject Subject, ChosenDefence Defence) : TrialParameters;

/// <summary>Writes the defended model, compares it with the wrapper, and measures it on the images as they are.</summary>
internal sealed record WritingTrial(AuditSubject Subject, ChosenDefence Defence) : DefendedModelTrial(Subject, Defence)
{
    public override string Label => "writing the defended model";
}

/// <summary>Attacks a block of images with and without the defence.</summary>
/// <param name="Subject">The model without the defence, and its images.</param>
/// <param name="Defence">The defence.</param>
/// <param name="Ball">The perturbations allowed.</param>
/// <param name="Steps">Gradient steps.</param>
/// <param name="Queries">Queries of the attack by scores.</param>
/// <param name="First">The first image.</param>
/// <param name="Count">How many images.</param>
internal sealed record DefendedAttackTrial(
    AuditSubject Subject, ChosenDefence Defence, NormBall Ball, int Steps, int Queries, int First, int Count)
    : DefendedModelTrial(Subject, Defence)
{
    public override string Label => $"attacks on images {First + 1} to {First + Count}";
}

/// <summary>Trials by the names that they have in keys.</summary>
internal sealed class DefendedModelTrialConverter() : KindConverter<DefendedModelTrial>(
    new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["writing"] = typeof(WritingTrial),
        ["attack"] = typeof(DefendedAttackTrial),
    });
