using Overtone.Attacks;
using Overtone.Data.Corruptions;
using Overtone.Models;
using Overtone.Tests.Robustness;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public sealed class SquareAttackTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Squares_shrink_by_the_published_schedule()
    {
        var attack = new SquareAttack { Ball = new NormBall(AttackNorm.Linf, 0.1) };
        (int Query, int Side)[] published =
        [
            (1, 29), (10, 29), (11, 20), (50, 20), (51, 14), (200, 14), (201, 10), (500, 10), (501, 7), (1000, 7), (1001, 5), (2000, 5),
            (2001, 4), (4000, 4), (4001, 3), (4999, 3),
        ];
        Assert.All(published, at => Assert.Equal(at.Side, (int)Math.Round(Math.Sqrt(attack.ShareAt(at.Query) * 32 * 32))));
        Assert.Equal(0.8 / 512, attack.ShareAt(8001));
        Assert.Equal(0.8 / 512, (attack with { RescalesSchedule = true }).ShareAt(4001));
    }

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void Every_point_is_in_the_ball_and_the_box_and_the_margin_never_falls(AttackNorm norm)
    {
        const double Epsilon = 0.2;
        var size = new InputSize(3, 8, 9);
        var search = Search(norm, size, Epsilon, out var clean);
        var attack = new SquareAttack { Ball = new NormBall(norm, Epsilon) };
        double[] weights = Draw.Normal(7, clean.Length).Numbers();
        var before = double.NegativeInfinity;
        for (var query = 0; query < 400; query++)
        {
            search.Propose(attack.ShareAt(query));
            var change = search.Candidate.Zip(clean, (x, y) => (double)x - y).ToArray();
            var length = norm == AttackNorm.Linf ? change.Max(Math.Abs) : Math.Sqrt(change.Sum(c => c * c));
            Assert.InRange(length, 0.1 * Epsilon, Epsilon + 1e-6);
            Assert.All(search.Candidate, pixel => Assert.InRange(pixel, 0, 1));
            search.Judge((float)search.Candidate.Zip(weights, (x, w) => x * w).Sum());
            Assert.True(search.Margin >= before);
            before = search.Margin;
        }

        // What a linear margin allows in ℓ∞ is known: the search comes near it.
        if (norm == AttackNorm.Linf)
        {
            double start = clean.Zip(weights, (x, w) => x * w).Sum(), most = clean.Zip(weights, (x, w) =>
                w * (Math.Clamp(x + Math.Sign(w) * Epsilon, 0, 1))).Sum();
            Assert.InRange((before - start) / (most - start), 0.25, 1);
        }
    }

    [Fact]
    public void Squares_reach_every_pixel_the_last_row_and_column_among_them()
    {
        var size = new InputSize(1, 6, 7);
        var search = Search(AttackNorm.Linf, size, 0.1, out var clean);
        search.Propose(0.3);
        search.Judge(0);
        var first = search.Best;
        var touched = new bool[clean.Length];
        for (var query = 0; query < 400; query++)
        {
            search.Propose(9.0 / (6 * 7));
            for (var place = 0; place < touched.Length; place++)
                touched[place] |= Math.Abs(search.Candidate[place] - first[place]) > 1e-6;
            search.Judge(-1);
        }

        Assert.DoesNotContain(false, touched);
    }

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void Queries_are_counted_and_results_depend_on_no_batch_and_no_gradient(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6, scale: 0.5);
        using ModuleClassifier few = network.Classifier(batchSize: 2), many = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(many);
        var distances = LinearImages.Distances(network, images, norm).Order().ToArray();
        var attack = new SquareAttack { Ball = new NormBall(norm, 2 * distances[2]), Queries = 60, Seed = 4 };
        using var counting = new QueryCounter(many);
        using AttackOutcome outcome = attack.Run(few, images), again = attack.RunByScores(counting, images);
        Tensors.RequireSame(outcome.Images, again.Images);
        Assert.Equal(outcome.ForwardPasses, again.ForwardPasses);
        Assert.All(outcome.BackwardPasses, passes => Assert.Equal(0, passes));
        Assert.Contains(true, outcome.IsBroken);
        Assert.Contains(false, outcome.IsBroken);
        for (var n = 0; n < images.Count; n++)
            Assert.True(outcome.IsBroken[n] ? outcome.ForwardPasses[n] <= 60 : outcome.ForwardPasses[n] == 60);

        // Judging asks twice about each image.
        Assert.Equal(outcome.ForwardPasses.Sum() + (2 * images.Count), counting.Images);
        Assert.All(outcome.Norms, n => Assert.InRange(n, 0, attack.Ball.Epsilon + 1e-6));
    }

    [Fact]
    public void Nonsense_is_refused() => Assert.Contains("1.5", Assert.Throws<ArgumentException>(() =>
    {
        using var network = new LinearClassifier(LinearImages.Size, 2, seed: 4);
        using var classifier = network.Classifier();
        new SquareAttack { Ball = new NormBall(AttackNorm.L2, 1), FirstShare = 1.5 }.Run(classifier, LinearImages.Right(classifier));
    }).Message);

    private static SquareSearch Search(AttackNorm norm, InputSize size, double epsilon, out float[] clean)
    {
        clean = [.. Draw.Uniform(5, size.Channels, size.Height, size.Width).Numbers().Select(pixel => (float)pixel)];
        var random = new RandomNumbers();
        random.Restart(3, 1);
        return norm == AttackNorm.Linf
            ? new SquareSearchLinf(clean, size, epsilon, random)
            : new SquareSearchL2(clean, size, epsilon, random);
    }

    /// <summary>Has no gradients, and counts the images asked about.</summary>
    private sealed class QueryCounter(IClassifier classifier) : IClassifier
    {
        public long Images { get; private set; }

        public InputSize InputSize => classifier.InputSize;

        public int ClassCount => classifier.ClassCount;

        public IReadOnlyList<string> ClassNames => classifier.ClassNames;

        public ClassifierDescription Description => classifier.Description;

        public Tensor Logits(Tensor images, CancellationToken cancellation = default)
        {
            Images += images.shape[0];
            return classifier.Logits(images, cancellation);
        }

        public void Dispose()
        {
        }
    }
}
