using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Random points of the ball, the one with the largest margin kept: the weakest reference. An attack that breaks no more than this has
/// found nothing. An image is left alone once it is broken.
/// Source: the baseline of Carlini et al. 2019, "try random noise".
/// </summary>
public sealed record RandomNoise : ScoreAttack, IAttackFamily<RandomNoise>
{
    /// <summary>Points drawn for each image, 1 or more.</summary>
    public int Draws { get; init; } = 1000;

    /// <inheritdoc cref="ProjectedGradient.Seed"/>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public static string Id => "random-noise";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    protected override string Variant => "";

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<RandomNoise> Within(AttackBudget budget) =>
        [new() { Ball = budget.Linf, Seed = budget.Seed }, new() { Ball = budget.L2, Seed = budget.Seed }];

    /// <inheritdoc/>
    protected override Tensor PerturbByScores(IClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Draws, 1);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device);
        var best = new BestIterate(images.Pixels);
        Tensor places = arange(images.Count, dtype: ScalarType.Int64, device: images.Pixels.device);
        for (int draw = 0; draw < Draws && places.shape[0] > 0; draw++)
        {
            using var inner = NewDisposeScope();
            Tensor clean = images.Pixels.index_select(0, places), points = Ball.Inside(clean, clean + Noise(images, places, draw));
            Tensor logits = classifier.Of(places).Logits(points, cancellation);
            best.Offer(places, points, LossCotangents.Margins(logits, labels.index_select(0, places)));
            places = places.index_select(0, best.StandingAmong(places)).MoveToOuterDisposeScope();
        }

        return best.Images.MoveToOuterDisposeScope();
    }

    private Tensor Noise(LabelledImages images, Tensor places, int draw)
    {
        using Tensor here = places.cpu();
        return stack([.. here.data<long>().ToArray().Select(place =>
        {
            using Generator generator = RandomStreams.Create(Seed, $"attack-noise-{draw}", images.NumberOf((int)place));
            return Ball.Draw(generator, images.Pixels.shape.AsSpan(1));
        })]).to(images.Pixels.device);
    }
}
