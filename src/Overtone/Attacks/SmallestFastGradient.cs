using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// The fast gradient method at equally spaced lengths up to ε, the shortest step that is misclassified kept: what the FGSM of some programs
/// did, among them those behind published tables. One gradient serves all lengths. It is not the attack of fixed length.
/// Source: Goodfellow et al. 2015, in the form of foolbox 1.8 (1000 lengths up to 1), as used for 1905.13545 and 1905.12797.
/// </summary>
public sealed record SmallestFastGradient : Attack, IAttackFamily<SmallestFastGradient>
{
    /// <summary>How many lengths are tried, 1 or more.</summary>
    public int Lengths { get; init; } = 1000;

    /// <inheritdoc/>
    public static string Id => "fgsm-smallest";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool FindsNearest => true;

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<SmallestFastGradient> Within(AttackBudget budget) => [new() { Ball = budget.Linf }];

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Lengths, 1);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device);
        using ClassifierGradient gradient = Gradient(classifier, images.Pixels, labels, cancellation);
        Tensor way = Ball.SteepestStep(gradient.Gradient);
        var best = new BestIterate(images.Pixels);
        Tensor places = arange(images.Count, dtype: ScalarType.Int64, device: images.Pixels.device);
        for (int length = 1; length <= Lengths && places.shape[0] > 0; length++)
        {
            using var inner = NewDisposeScope();
            Tensor step = way.index_select(0, places) * (Ball.Epsilon * length / Lengths);
            Tensor points = (images.Pixels.index_select(0, places) + step).clamp(0, 1);
            Tensor logits = classifier.Of(places).Logits(points, cancellation);
            best.Offer(places, points, LossCotangents.Margins(logits, labels.index_select(0, places)));
            places = places.index_select(0, best.StandingAmong(places)).MoveToOuterDisposeScope();
        }

        return best.Images.MoveToOuterDisposeScope();
    }
}
