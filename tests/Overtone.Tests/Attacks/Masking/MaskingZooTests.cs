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
    private const int Classes = 4;
    private static readonly InputSize Size = new(1, 8, 8);
    private static readonly NormBall Ball = new(AttackNorm.Linf, 0.05);

    [Fact]
    public void An_honest_network_passes_every_check()
    {
        using var honest = new Network();
        MaskingReport report = Check(honest);
        Assert.Equal(
            ["random-draws", "stand-in-gradients", "transfer", "linear-filter", "kernel-gain"], report.NotMade.Select(omission => omission.Id));
        Assert.Equal(MaskingChecks.All.Count - report.NotMade.Count, report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.False(finding.IsSuspect, finding.Statement));
        Assert.False(report.IsSuspect);
        Assert.Equal(1, report.CleanAccuracy, 1e-9);
    }

    [Theory]
    [InlineData(false, "repeatability")]
    [InlineData(true, "")]
    public void Post_averaging_is_caught_where_it_draws_and_broken_where_it_is_frozen(bool isFrozen, string expected)
    {
        using var network = new Network();
        using var inside = new ModuleClassifier(network, Size);
        using IClassifier averaged = (PostAveraging.Of(3, 0.5) with { IsFrozen = isFrozen }).Protect(inside);
        MaskingReport report = MaskingChecks.Run(
            MaskingChecks.Usual, Subject(averaged, network) with { Undefended = inside },
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join(", ", report.Findings.Where(finding => finding.IsSuspect).Select(finding => finding.Id)));
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
        using var hidden = new Network(how);
        Assert.Contains(Check(hidden).Findings, finding => finding.Id == check && finding.IsSuspect);
    }

    [Theory]
    [InlineData("large-ball")]
    [InlineData("scores-only")]
    public void Attacks_that_go_nowhere_are_caught_by_what_they_miss(string check)
    {
        using var hidden = new Network("kills gradients");
        using var classifier = new ModuleClassifier(hidden, Size);
        MaskingSubject subject = Subject(classifier, hidden) with { Ball = new NormBall(AttackNorm.Linf, 0.15) };
        Assert.True(MaskingChecks.All.Single(one => one.Id == check).Run(subject, TestContext.Current.CancellationToken).IsSuspect);
    }

    [Fact]
    public void Without_gradients_the_checks_that_need_none_are_made()
    {
        using var network = new Network();
        using var classifier = new ScoreClassifier(new ModuleClassifier(network, Size));
        MaskingReport report = MaskingChecks.Run(MaskingChecks.All, Subject(classifier, network));
        Assert.Equal(["repeatability", "batch-independence"], report.Findings.Select(finding => finding.Id));
        Assert.Equal(MaskingChecks.All.Count - 2, report.NotMade.Count);
        Assert.Contains(report.NotMade, omission => omission is { Id: "large-ball", Reason: "it needs gradients, and the model has none" });
        Assert.Throws<MissingGradientException>(() => new LargeBall().Run(Subject(classifier, network)));
    }

    private static MaskingReport Check(Network network)
    {
        using var classifier = new ModuleClassifier(network, Size);
        return MaskingChecks.Run(MaskingChecks.All, Subject(classifier, network), cancellation: TestContext.Current.CancellationToken);
    }

    private static MaskingSubject Subject(IClassifier classifier, Network network) =>
        new(classifier, new LabelledImages(network.Images, network.Labels), Ball, Steps: 20, Seed: 1);

    /// <summary>Prototypes of four classes behind a smooth layer; images near them are classified with a margin of about one.</summary>
    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private const int Count = 60;
        private readonly string _how;
        private readonly Tensor _prototypes;

        public Network(string how = "")
            : base(nameof(Network))
        {
            _how = how;
            _prototypes = (Draw.Normal(1, [Classes, 64]) * 0.12 + 0.5).to(ScalarType.Float32);
            Labels = [.. Enumerable.Range(0, Count).Select(n => (long)(n % Classes))];
            Tensor own = _prototypes.index_select(0, tensor(Labels));
            Images = (own + (Draw.Normal(2, [Count, 64]) * 0.05).to(ScalarType.Float32)).clamp(0.05, 0.95).reshape(Count, 1, 8, 8);
            RegisterComponents();
            eval();
        }

        public Tensor Images { get; }

        public long[] Labels { get; }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            Tensor flat = input.flatten(1);
            flat = _how switch
            {
                "adds noise" => flat + (randn_like(flat) * 0.05),
                "rounds to eight levels" => (flat * 7).round() / 7,
                "rounds, straight through" => flat + (((flat * 7).round() / 7) - flat).detach(),
                "batch moments" when flat.shape[0] > 1 => flat - flat.mean([0], keepdim: true) + 0.5,
                "kills gradients" => flat.detach() + (flat * 0),
                _ => flat,
            };
            Tensor logits = -(flat.unsqueeze(1) - _prototypes).square().sum([2]) * 2;
            return (_how == "logits times 10,000" ? logits * 10_000 : logits).MoveToOuterDisposeScope();
        }
    }

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
