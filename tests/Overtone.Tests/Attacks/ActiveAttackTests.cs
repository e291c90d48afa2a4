using Overtone.Attacks;
using Overtone.Data;
using Overtone.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

/// <summary>
/// Whether attacks find what is there: adversarial examples are planted at known places of the ball. Attacks that are weakened on purpose
/// must fail at it, or the test would tell nothing.
/// </summary>
public sealed class ActiveAttackTests : IDisposable
{
    private const double Wanted = 0.95;
    private static readonly InputSize Size = new(1, 6, 6);
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<AttackNorm, string> Sound
    {
        get
        {
            var data = new TheoryData<AttackNorm, string>();
            foreach (var norm in Enum.GetValues<AttackNorm>())
            {
                foreach (var name in Attacks(new NormBall(norm, 0.1)).Keys)
                    data.Add(norm, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void Sound_attacks_find_what_is_planted(AttackNorm norm, string name)
    {
        var ball = BallOf(norm);
        using var network = new PlantedNetwork(ball, Size);
        using var classifier = Classifier(network);
        using var planted = new FastGradient { Ball = ball }.Judge(classifier, network.Images, network.Planted);
        Assert.DoesNotContain(false, planted.IsBroken);
        Assert.DoesNotContain(true, planted.WasWrong);
        var attack = Attacks(ball)[name];
        using var outcome = attack.Run(classifier, network.Images);
        Assert.InRange(outcome.IsBroken.Average(b => b ? 1.0 : 0), Wanted, 1);
        Assert.Equal(outcome.IsBroken, AttackVerification.Of(classifier, network.Images, outcome.Images, attack.Ball).IsBroken);
    }

    [Theory]
    [InlineData("wrong sign")]
    [InlineData("no projection")]
    [InlineData("one step")]
    [InlineData("wrong labels")]
    [InlineData("no step")]
    public void Weakened_attacks_do_not(string fault)
    {
        foreach (var norm in Enum.GetValues<AttackNorm>())
        {
            var ball = BallOf(norm);
            using var network = new PlantedNetwork(ball, Size);
            using var classifier = Classifier(network);
            using var outcome = Weakened(fault, ball, classifier, network.Images);
            using var judged = new FastGradient { Ball = ball }.Judge(classifier, network.Images, outcome.Images);
            Assert.InRange(judged.IsBroken.Average(b => b ? 1.0 : 0), 0, 0.5);
        }
    }

    private static NormBall BallOf(AttackNorm norm) => new(norm, norm == AttackNorm.Linf ? 0.1 : 0.4);

    private static Dictionary<string, Attack> Attacks(NormBall ball) => ((Attack[])[
        new ProjectedGradient { Ball = ball, Steps = 40 },
        new ProjectedGradient { Ball = ball, Steps = 40, Loss = AttackLoss.Margin },
        new AutoProjectedGradient { Ball = ball },
        new AutoProjectedGradient { Ball = ball, Loss = AttackLoss.LogitRatio },
        new AutoProjectedGradient { Ball = ball, Loss = AttackLoss.LogitRatio, Targets = 3, StopsWhenBroken = true },
        new FastAdaptiveBoundary { Ball = ball, Targets = 3, StopsWhenBroken = true },
        new StandardAttack { Ball = ball, Queries = 100 },

        // It stops where it first crosses, which may be farther than it need be.
        new DeepFool { Ball = ball with { Epsilon = 4 * ball.Epsilon } },
        .. ball.Norm == AttackNorm.L2 ? [new CarliniWagner { Ball = ball, Searches = 6, Steps = 200 }] : Array.Empty<Attack>(),
    ]).ToDictionary(attack => attack.Name);

    private static ModuleClassifier Classifier(PlantedNetwork network) =>
        new(network, Size, options: new ClassifierOptions { BatchSize = PlantedNetwork.Count });

    private static AttackOutcome Weakened(string fault, NormBall ball, ModuleClassifier classifier, LabelledImages images)
    {
        var sound = new ProjectedGradient { Ball = ball, Steps = 40 };
        return fault switch
        {
            "wrong sign" => sound.Run(new Backward(classifier), images),
            "no projection" => (sound with { Ball = ball with { Epsilon = 100 }, IsRandomStart = false, StepSize = ball.Epsilon / 10 })
                .Run(classifier, images),
            "one step" => new FastGradient { Ball = ball }.Run(classifier, images),
            "wrong labels" => sound.Run(
                new Mislabelled(classifier), images with { Labels = Enumerable.Repeat(1L, images.Count).ToArray() }),
            _ => (sound with { StepSize = 0 }).Run(classifier, images),
        };
    }

    private abstract class Wrapped(IDifferentiableClassifier classifier) : IDifferentiableClassifier
    {
        public InputSize InputSize => classifier.InputSize;

        public int ClassCount => classifier.ClassCount;

        public IReadOnlyList<string> ClassNames => classifier.ClassNames;

        public ClassifierDescription Description => classifier.Description;

        public virtual Tensor Logits(Tensor images, CancellationToken cancellation = default) => classifier.Logits(images, cancellation);

        public virtual ClassifierGradient InputGradient(
            Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default) =>
            classifier.InputGradient(images, cotangents, cancellation);

        public void Dispose()
        {
        }
    }

    private sealed class Backward(IDifferentiableClassifier classifier) : Wrapped(classifier)
    {
        public override ClassifierGradient InputGradient(
            Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            var gradient = base.InputGradient(images, cotangents, cancellation);
            gradient.Gradient.neg_();
            return gradient;
        }
    }

    // Says of its first images that they are of class 1, so that an attack with those labels has something to do.
    private sealed class Mislabelled(IDifferentiableClassifier classifier) : Wrapped(classifier)
    {
        private bool _isAsked;

        public override Tensor Logits(Tensor images, CancellationToken cancellation = default)
        {
            using var scope = NewDisposeScope();
            var logits = base.Logits(images, cancellation);
            if (!_isAsked)
                logits.select(1, 1).add_(100);
            _isAsked = true;
            return logits.MoveToOuterDisposeScope();
        }
    }
}
