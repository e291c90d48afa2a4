using System.Text.Json.Serialization;
using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Studies;

namespace Overtone.Catalog.AttackedModels;

/// <summary>One piece of an attack on a model.</summary>
[JsonConverter(typeof(AttackedModelTrialConverter))]
internal abstract record AttackedModelTrial(AuditSubject Subject) : TrialParameters;

/// <summary>Attacks a block of images with one attack, with every bound.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Attack">The attack, its ball the largest.</param>
/// <param name="Epsilons">The bounds, rising.</param>
/// <param name="First">The first image.</param>
/// <param name="Count">How many images.</param>
internal sealed record ModelAttackTrial(
    AuditSubject Subject, [property: JsonConverter(typeof(AttackConverter))] Attack Attack, double[] Epsilons, int First, int Count)
    : AttackedModelTrial(Subject)
{
    public override string Label => $"{Attack.Name}, images {First + 1} to {First + Count}";
}

/// <summary>The trials of one attack, whose adversarial images are read.</summary>
/// <param name="Attack">The attack's name.</param>
/// <param name="Trials">Their keys, in the order of their images.</param>
internal sealed record StoredAttack(string Attack, string[] Trials);

/// <summary>Verifies the stored images of all attacks, and keeps the nearest adversarial image of each.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Ball">The largest perturbations.</param>
/// <param name="Attacks">Where the attacks' images are.</param>
internal sealed record NearestTrial(AuditSubject Subject, NormBall Ball, StoredAttack[] Attacks) : AttackedModelTrial(Subject)
{
    public override string Label => "verifying what is stored";
}

/// <summary>Makes masking checks.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Ball">The largest perturbations.</param>
/// <param name="Steps">Gradient steps of the attacks.</param>
/// <param name="Checks">The checks' names.</param>
internal sealed record MaskingTrial(AuditSubject Subject, NormBall Ball, int Steps, string[] Checks) : AttackedModelTrial(Subject)
{
    public override string Label => "masking checks";
}

/// <summary>Trials by the names that they have in keys.</summary>
internal sealed class AttackedModelTrialConverter() : KindConverter<AttackedModelTrial>(new Dictionary<string, Type>(StringComparer.Ordinal)
{
    ["attack"] = typeof(ModelAttackTrial),
    ["nearest"] = typeof(NearestTrial),
    ["masking"] = typeof(MaskingTrial),
});
