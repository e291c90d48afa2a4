using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// The square attack: random search among perturbations of norm ε that change in one square at a time. It asks for scores only, keeps a
/// change where the margin grows, and leaves an image alone once it is broken. Squares reach every pixel; the published programs draw
/// positions from one too few and never cover the last row and column.
/// Source: Andriushchenko et al. 2020, algorithms 1 to 3; schedule and squares of twice ε as in AutoAttack (Croce and Hein 2020).
/// </summary>
public sealed record SquareAttack : ScoreAttack, IAttackFamily<SquareAttack>
{
    private const int ScheduleLength = 10000;
    private static readonly int[] HalvedAfter = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000];

    /// <summary>The most often an image is asked about, the first point included; 1 or more.</summary>
    public int Queries { get; init; } = 5000;

    /// <summary>The share of an image's area that the first squares have, in (0, 1]; it falls as the search goes on.</summary>
    public double FirstShare { get; init; } = 0.8;

    /// <summary>
    /// Whether the share falls over <see cref="Queries"/> as it would over 10000; without, it falls after fixed numbers of queries.
    /// </summary>
    public bool RescalesSchedule { get; init; }

    /// <summary>The seed of the search: each image has its own numbers, whatever the batches are.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public static string Id => "square";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    protected override string Variant => "";

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<SquareAttack> Within(AttackBudget budget) =>
        [new() { Ball = budget.Linf, Seed = budget.Seed }, new() { Ball = budget.L2, Seed = budget.Seed }];

    /// <inheritdoc/>
    protected override Tensor PerturbByScores(IClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Queries, 1);
        if (!(FirstShare is > 0 and <= 1))
            throw new ArgumentException($"The first squares' share of the area is {FirstShare}; expected a number above 0, at most 1.");
        using var scope = NewDisposeScope();
        SquareSearch[] searches = Searches(classifier.InputSize, images);
        List<int> standing = [.. Enumerable.Range(0, searches.Length)];
        for (int query = 0; query < Queries && standing.Count > 0; query++)
        {
            foreach (int image in standing)
                searches[image].Propose(ShareAt(query));
            float[] margins = Ask(classifier, images, searches, standing, cancellation);
            foreach ((int n, int image) in standing.Index())
                searches[image].Judge(margins[n]);
            standing.RemoveAll(image => searches[image].Margin > 0);
        }

        return Points(images.Pixels, [.. searches.Select(search => search.Best)]).MoveToOuterDisposeScope();
    }

    /// <summary>The share of the area that a square has: the published schedule.</summary>
    /// <param name="query">The number of the query, from 0 for the first point.</param>
    internal double ShareAt(int query)
    {
        int place = RescalesSchedule ? (int)((double)query / Queries * ScheduleLength) : query;
        int halvings = Array.FindLastIndex(HalvedAfter, after => place > after) + 1;
        return FirstShare / (1 << halvings);
    }

    private static float[] Ask(
        IClassifier classifier, LabelledImages images, SquareSearch[] searches, List<int> standing, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        Tensor points = Points(images.Pixels, [.. standing.Select(image => searches[image].Candidate)]);
        Tensor labels = tensor([.. standing.Select(image => images.Labels.Span[image])]);
        IClassifier some = classifier is AttackWatch watch ? watch.Some(standing) : classifier;
        return LossCotangents.Margins(some.Logits(points, cancellation).cpu(), labels).data<float>().ToArray();
    }

    private static Tensor Points(Tensor pixels, IReadOnlyList<float[]> points)
    {
        int length = points.Count == 0 ? 0 : points[0].Length;
        float[] all = new float[points.Count * length];
        foreach ((int n, float[] point) in points.Index())
            point.CopyTo(all, n * length);
        return tensor(all, [points.Count, .. pixels.shape.AsSpan(1)], device: pixels.device);
    }

    private SquareSearch[] Searches(InputSize size, LabelledImages images)
    {
        float[] pixels = images.Pixels.cpu().contiguous().data<float>().ToArray();
        int length = size.Channels * size.Height * size.Width;
        ulong seed = RandomStreams.SeedOf(Seed, Id);
        return [.. Enumerable.Range(0, images.Count).Select(image =>
        {
            var random = new RandomNumbers();
            random.Restart(seed, (ulong)images.NumberOf(image));
            float[] clean = pixels[(image * length)..((image + 1) * length)];
            return (SquareSearch)(Ball.Norm == AttackNorm.Linf
                ? new SquareSearchLinf(clean, size, Ball.Epsilon, random)
                : new SquareSearchL2(clean, size, Ball.Epsilon, random));
        })];
    }
}
