using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// DeepFool: steps to the nearest of the planes at which other classes would take over were the network linear, summed and a little
/// exceeded, until the prediction changes. The ball says only how far an image counts as broken. Points are kept in [0, 1], which the
/// published program does not do.
/// Source: Moosavi-Dezfooli et al. 2016, algorithm 2, and section 3.3 for ℓ∞; defaults of the authors' program.
/// </summary>
public sealed record DeepFool : Attack, IAttackFamily<DeepFool>
{
    // Added to each distance by the authors' program, so that a point on the plane is left behind.
    private const double Beyond = 1e-4;

    /// <summary>Steps at most, 1 or more.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>How many classes are looked at, the likeliest of the image first, its own among them; 2 or more, at most all.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>By which share the summed steps are exceeded, 0 or more.</summary>
    public double Overshoot { get; init; } = 0.02;

    /// <inheritdoc/>
    public static string Id => "deepfool";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool FindsNearest => true;

    /// <inheritdoc/>
    protected override string Variant => "";

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<DeepFool> Within(AttackBudget budget) => [new() { Ball = budget.Linf }, new() { Ball = budget.L2 }];

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Classes, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(Overshoot);
        using var scope = NewDisposeScope();
        Tensor pixels = images.Pixels, labels = tensor(images.Labels.ToArray(), device: pixels.device);
        Tensor order = OtherClasses.ByLogit(classifier.Logits(pixels, cancellation), labels);
        Tensor rivals = order.narrow(1, 0, Math.Min(Classes - 1, order.shape[1]));
        Tensor points = pixels.clone(), sums = zeros_like(pixels, dtype: ScalarType.Float64);
        var best = new BestIterate(pixels);
        Tensor places = arange(images.Count, dtype: ScalarType.Int64, device: pixels.device);
        for (int step = 0; step < Steps && places.shape[0] > 0; step++)
        {
            using var inner = NewDisposeScope();
            IDifferentiableClassifier asked = classifier.Of(places);
            Tensor wanted = labels.index_select(0, places), clean = pixels.index_select(0, places);
            Tensor change = Nearest(asked, points.index_select(0, places), wanted, rivals.index_select(0, places), cancellation);
            Tensor sum = sums.index_select(0, places) + change;
            Tensor moved = (clean + (sum * (1 + Overshoot))).clamp(0, 1).to_type(ScalarType.Float32);
            best.Offer(places, moved, LossCotangents.Margins(asked.Logits(moved, cancellation), wanted));
            sums.index_copy_(0, places, sum);
            points.index_copy_(0, places, moved);
            places = places.index_select(0, best.StandingAmong(places)).MoveToOuterDisposeScope();
        }

        return best.Images.MoveToOuterDisposeScope();
    }

    // The step to the nearest plane; none where no rival's margin has a gradient.
    private Tensor Nearest(
        IDifferentiableClassifier classifier, Tensor points, Tensor labels, Tensor rivals, CancellationToken cancellation)
    {
        Tensor least = full(points.shape[0], double.PositiveInfinity, ScalarType.Float64, points.device);
        Tensor nearest = zeros_like(points, dtype: ScalarType.Float64);
        for (int rival = 0; rival < rivals.shape[1]; rival++)
        {
            using var scope = NewDisposeScope();
            var loss = new ImageLoss(AttackLoss.Margin, labels, rivals.select(1, rival));
            using ClassifierGradient gradient = classifier.InputGradient(points, loss.Cotangents, cancellation);
            Tensor precise = gradient.Gradient.to_type(ScalarType.Float64);
            Tensor slope = Ball.Norm == AttackNorm.Linf ? precise.flatten(1).abs().sum([1]) : Ball.NormsOf(precise);
            Tensor gap = loss.Values(gradient.Logits).to_type(ScalarType.Float64).abs();
            Tensor distance = where(slope.gt(0), gap / slope.clamp_min(double.Epsilon), full_like(slope, double.PositiveInfinity));
            Tensor isNearer = distance.lt(least);
            Tensor way = Ball.Norm == AttackNorm.Linf ? precise.sign() : precise / slope.reshape(-1, 1, 1, 1);
            Tensor step = way * (distance + Beyond).reshape(-1, 1, 1, 1);
            nearest.copy_(where(isNearer.reshape(-1, 1, 1, 1), step, nearest));
            least.copy_(where(isNearer, distance, least));
        }

        return nearest;
    }
}
