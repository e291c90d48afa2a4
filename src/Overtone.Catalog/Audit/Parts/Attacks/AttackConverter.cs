using Overtone.Attacks;

namespace Overtone.Catalog.Audit;

/// <summary>Attacks by the names of their families, for keys: all that there are, more than an audit makes.</summary>
internal sealed class AttackConverter() : KindConverter<Attack>(new Dictionary<string, Type>(StringComparer.Ordinal)
{
    [FastGradient.Id] = typeof(FastGradient),
    [SmallestFastGradient.Id] = typeof(SmallestFastGradient),
    [SmallestProjectedGradient.Id] = typeof(SmallestProjectedGradient),
    [ProjectedGradient.Id] = typeof(ProjectedGradient),
    [AutoProjectedGradient.Id] = typeof(AutoProjectedGradient),
    [FastAdaptiveBoundary.Id] = typeof(FastAdaptiveBoundary),
    [DeepFool.Id] = typeof(DeepFool),
    [CarliniWagner.Id] = typeof(CarliniWagner),
    [StandardAttack.Id] = typeof(StandardAttack),
    [SquareAttack.Id] = typeof(SquareAttack),
    [RandomNoise.Id] = typeof(RandomNoise),
    ["band-pgd"] = typeof(BandLimitedProjectedGradient),
    ["band-apgd"] = typeof(BandLimitedAutoGradient),
});
