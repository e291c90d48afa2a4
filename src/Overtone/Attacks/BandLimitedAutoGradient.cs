using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Auto-PGD with frequencies of one band only.
/// Source: as <see cref="BandLimitedAttack"/>, with the steps of Croce and Hein 2020.
/// </summary>
public sealed record BandLimitedAutoGradient : BandLimitedAttack
{
    /// <inheritdoc cref="AutoProjectedGradient.Steps"/>
    public int Steps { get; init; } = 100;

    /// <inheritdoc cref="AutoProjectedGradient.Targets"/>
    public int Targets { get; init; }

    /// <inheritdoc/>
    protected override string Family => "band-apgd";

    /// <inheritdoc/>
    protected override string Variant => Targets == 0 ? base.Variant : $"targeted {base.Variant}";

    private protected override bool RefusesNaN => true;

    private AutoProjectedGradient Unlimited => new()
    {
        Ball = Ball,
        Loss = Loss,
        Steps = Steps,
        Targets = Targets,
        Restarts = Restarts,
        StopsWhenBroken = StopsWhenBroken,
        Seed = Seed,
    };

    /// <inheritdoc/>
    protected override IEnumerable<string> RemarksOn(IClassifier classifier) => RemarksOf(Unlimited, classifier);

    private protected override Tensor PerturbWithin(
        IPerturbationSet set, IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation) =>
        AutoAscent.Perturb(Unlimited, set, classifier, images, cancellation);
}
