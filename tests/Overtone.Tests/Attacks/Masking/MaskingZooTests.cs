using Overtone.Attacks;
using Overtone.Attacks.Masking;
using Overtone.Data;
using Overtone.Defenses;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks.Masking;

/// <summary>Models that hide their gradients on purpose are caught, and an honest one is not.</summary>
public class MaskingZooTests
{
    private static readonly NormBall Ball = new(AttackNorm.Linf, 0.05);

    [Fact]
    public void An_honest_network_passes_every_check()
    {
        using var honest = new PrototypeNetwork();
        MaskingReport report = Check(honest);
        Assert.Equal(
            ["random-draws", "stand-in-gradients", "transfer", "linear-filter", "kernel-gain"],
            report.NotMade.Select(omission => omission.Id));
        Assert.Equal(MaskingChecks.All.Count - report.NotMade.Count, report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.False(finding.IsSuspect, finding.Statement));
        Assert.False(report.IsSuspect);
        Assert.Equal(1, report.CleanAccuracy, 1e-9);
    }

    [Fact]
    public void An_adversarially_trained_network_passes_every_check_though_some_of_its_images_are_broken()
    {
        using var data = new PrototypeNetwork();
        var ball = new NormBall(AttackNorm.Linf, 0.12);
        using nn.Module<Tensor, Tensor> hardened = Trained(data, ball), plain = Trained(data, ball with { Epsilon = 0 });
        using var classifier = new ModuleClassifier(hardened, PrototypeNetwork.Size);
        using var twin = new ModuleClassifier(plain, PrototypeNetwork.Size);
        MaskingSubject subject = Subject(classifier, data) with { Ball = ball, Steps = 40, Undefended = twin, StandIn = classifier };
        MaskingReport report = MaskingChecks.Run(MaskingChecks.All, subject, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["random-draws", "linear-filter", "kernel-gain"], report.NotMade.Select(omission => omission.Id));
        Assert.All(report.Findings, finding => Assert.False(finding.IsSuspect, finding.Statement));
        double left = subject.AccuracyUnder(subject.Attack, default), twinLeft = (subject with { Classifier = twin })
            .AccuracyUnder(subject.Attack, default);
        Assert.InRange(left, 0.1, 0.95);
        Assert.True(left > twinLeft, $"{left} and {twinLeft}");
    }

    [Fact]
    public void Post_averaging_that_draws_is_caught()
    {
        using var network = new PrototypeNetwork();
        using var inside = new ModuleClassifier(network, PrototypeNetwork.Size);
        using IClassifier averaged = PostAveraging.Of(3, 0.5).Protect(inside);
        MaskingCheck[] cheap = [.. MaskingChecks.Usual.Where(check => check.Id is "repeatability" or "batch-independence")];
        MaskingReport report = MaskingChecks.Run(
            cheap, Subject(averaged, network), cancellation: TestContext.Current.CancellationToken);
        Assert.All(report.Findings, finding => Assert.True(finding.IsSuspect, finding.Statement));
    }

    [Fact]
    public void Post_averaging_that_is_frozen_hides_nothing_and_is_broken_like_the_network_inside()
    {
        using var network = new PrototypeNetwork();
        using var inside = new ModuleClassifier(network, PrototypeNetwork.Size);
        using IClassifier averaged = (PostAveraging.Of(2, 0.5) with { IsFrozen = true }).Protect(inside);
        MaskingSubject subject = Subject(averaged, network) with { Ball = new NormBall(AttackNorm.Linf, 0.15), Undefended = inside };
        MaskingReport report = MaskingChecks.Run(
            MaskingChecks.All.Where(check => check.Id != "scores-only"), subject, cancellation: TestContext.Current.CancellationToken);
        Assert.All(report.Findings, finding => Assert.False(finding.IsSuspect, finding.Statement));
        Assert.Contains(report.Findings, finding => finding.Id == "transfer");
        double whole = subject.AccuracyUnder(subject.Attack, default), bare = (subject with { Classifier = inside })
            .AccuracyUnder(subject.Attack, default);
        Assert.InRange(bare, 0, 0.9);
        Assert.InRange(whole, 0, bare + subject.Chance(bare));
    }

    [Theory]
    [InlineData("kills gradients", "vanishing-gradients")]
    [InlineData("logits times 10,000", "vanishing-gradients")]
    [InlineData("adds noise", "repeatability")]
    [InlineData("rounds to eight levels", "vanishing-gradients")]
    [InlineData("rounds, straight through", "gradient-accuracy")]
    [InlineData("batch moments", "batch-independence")]
    public void A_model_that_hides_its_gradients_is_caught(string how, string check)
    {
        using var hidden = new PrototypeNetwork(how);
        Assert.Contains(Check(hidden).Findings, finding => finding.Id == check && finding.IsSuspect);
    }

    [Theory]
    [InlineData("large-ball")]
    [InlineData("scores-only")]
    public void Attacks_that_go_nowhere_are_caught_by_what_they_miss(string check)
    {
        using var hidden = new PrototypeNetwork("kills gradients");
        using var classifier = new ModuleClassifier(hidden, PrototypeNetwork.Size);
        MaskingSubject subject = Subject(classifier, hidden) with { Ball = new NormBall(AttackNorm.Linf, 0.15) };
        Assert.True(MaskingChecks.All.Single(one => one.Id == check).Run(subject, TestContext.Current.CancellationToken).IsSuspect);
    }

    [Fact]
    public void Without_gradients_the_checks_that_need_none_are_made()
    {
        using var network = new PrototypeNetwork();
        using var classifier = new ScoreClassifier(new ModuleClassifier(network, PrototypeNetwork.Size));
        MaskingReport report = MaskingChecks.Run(MaskingChecks.All, Subject(classifier, network));
        Assert.Equal(["repeatability", "batch-independence"], report.Findings.Select(finding => finding.Id));
        Assert.Equal(MaskingChecks.All.Count - 2, report.NotMade.Count);
        Assert.Contains(report.NotMade, omission => omission is { Id: "large-ball", Reason: "it needs gradients, and the model has none" });
        Assert.Throws<MissingGradientException>(() => new LargeBall().Run(Subject(classifier, network)));
    }

    // By projected gradient descent on the whole of the data at each step; without a ball, as usual.
    private static nn.Module<Tensor, Tensor> Trained(PrototypeNetwork data, NormBall ball)
    {
        nn.Module<Tensor, Tensor> network = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 4));
        foreach ((int n, TorchSharp.Modules.Parameter parameter) in network.parameters().Index())
        {
            using var noGradient = no_grad();
            parameter.copy_(Draw.Normal(30 + n, parameter.shape) / Math.Sqrt(parameter.shape[^1]));
        }

        using var classifier = new ModuleClassifier(network, PrototypeNetwork.Size);
        using var optimiser = optim.Adam(network.parameters(), 0.003);
        var images = new LabelledImages(data.Images, data.Labels);
        using Tensor labels = tensor(data.Labels);
        for (int step = 0; step < 40; step++)
        {
            using var inner = NewDisposeScope();
            Tensor pixels = new ProjectedGradient { Ball = ball, Steps = 5, Seed = step }.Run(classifier, images).Images;
            optimiser.zero_grad();
            nn.functional.cross_entropy(network.forward(pixels), labels).backward();
            optimiser.step();
        }

        return network;
    }

    private static MaskingReport Check(PrototypeNetwork network)
    {
        using var classifier = new ModuleClassifier(network, PrototypeNetwork.Size);
        return MaskingChecks.Run(MaskingChecks.All, Subject(classifier, network), cancellation: TestContext.Current.CancellationToken);
    }

    private static MaskingSubject Subject(IClassifier classifier, PrototypeNetwork network) =>
        new(classifier, new LabelledImages(network.Images, network.Labels), Ball, Steps: 20, Seed: 1);

    /// <summary>A classifier without gradients.</summary>
    private sealed class ScoreClassifier(IClassifier inner) : IClassifier
    {
        public InputSize InputSize => inner.InputSize;

        public int ClassCount => inner.ClassCount;

        public IReadOnlyList<string> ClassNames => inner.ClassNames;

        public ClassifierDescription Description => inner.Description;

        public Tensor Logits(Tensor images, CancellationToken cancellation = default) => inner.Logits(images, cancellation);

        public void Dispose() => inner.Dispose();
    }
}
