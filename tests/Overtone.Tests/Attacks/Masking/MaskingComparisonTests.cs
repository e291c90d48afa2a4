using Overtone.Attacks;
using Overtone.Attacks.Masking;
using Overtone.Data;
using Overtone.Defenses;
using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks.Masking;

/// <summary>Checks that compare a model with another one, or with itself under another attack, fail where the other does better.</summary>
public sealed class MaskingComparisonTests : IDisposable
{
    private static readonly NormBall Ball = new(AttackNorm.Linf, 0.15);
    private readonly PrototypeNetwork _honest = new();
    private readonly ModuleClassifier _classifier;

    public MaskingComparisonTests() => _classifier = new ModuleClassifier(_honest, PrototypeNetwork.Size);

    public void Dispose()
    {
        _classifier.Dispose();
        _honest.Dispose();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("kills gradients", true)]
    public void Points_from_the_network_without_its_defence_must_not_break_more(string how, bool isSuspect) =>
        Check(new TransferFromTwin(), how, isSuspect, subject => subject with { Undefended = _classifier });

    [Theory]
    [InlineData("", false)]
    [InlineData("rounds to eight levels", true)]
    public void Gradients_of_a_stand_in_must_not_break_more(string how, bool isSuspect) =>
        Check(new StandInGradients(), how, isSuspect, subject => subject with
        {
            StandIn = new StraightThrough(subject.Classifier, _classifier),
        });

    [Theory]
    [InlineData("", false)]
    [InlineData("logits times 10,000", true)]
    public void The_gain_of_kernels_alone_must_not_help(string how, bool isSuspect) =>
        Check(new KernelGain(), how, isSuspect, subject => subject with { GainKept = _classifier });

    [Theory]
    [InlineData("", false)]
    [InlineData("astray from afar", true)]
    public void Larger_perturbations_must_not_break_less(string how, bool isSuspect) =>
        Check(new MonotoneAccuracy(), how, isSuspect, subject => subject with { Ball = Ball with { Epsilon = 4 * Ball.Epsilon } });

    [Fact]
    public void What_there_is_nothing_to_compare_with_is_refused()
    {
        MaskingCheck[] checks = [new TransferFromTwin(), new StandInGradients(), new KernelGain(), new LinearFilter()];
        foreach (MaskingCheck check in checks)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => Made(check, Subject(_classifier)));
            Assert.Contains("found none", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_filter_passes_gradients_through_its_transpose()
    {
        var low = new FilteredInput { Filter = new BandFilter(BandShape.RadialLowPass, 2) };
        foreach (ILinearFilter filter in new ILinearFilter[] { low, new BlurredInput { Deviation = 1 } })
        {
            using IClassifier filtered = ((Defense)filter).Protect(_classifier);
            MaskingFinding finding = Made(new LinearFilter(), Subject(filtered) with { Filter = filter });
            Assert.False(finding.IsSuspect, finding.Statement);
            Assert.Equal(filter is FilteredInput, finding.Statement.Contains("confined", StringComparison.Ordinal));
        }

        Assert.True(Made(new LinearFilter(), Subject(_classifier) with { Filter = new Shifted() }).IsSuspect);
    }

    [Fact]
    public void Draws_of_a_random_model_are_judged_by_fresh_ones()
    {
        using var random = new PrototypeNetwork("adds noise");
        using var classifier = new ModuleClassifier(random, PrototypeNetwork.Size);
        MaskingSubject subject = Subject(classifier) with { Steps = 3 };
        MaskingReport report = MaskingChecks.Run(
            [new RandomDraws()], subject, cancellation: TestContext.Current.CancellationToken);
        MaskingFinding finding = Assert.Single(report.Findings);
        Assert.False(finding.IsSuspect, finding.Statement);
        // Of 20 images: a start, three steps and a judgement for each number of draws, and a hundred fresh draws.
        Assert.InRange(finding.BackwardPasses, 3 * 261 * 18, 3 * 261 * 20);
        Assert.InRange(finding.ForwardPasses, finding.BackwardPasses + (4 * 100 * 20), (7 * 261 * 20) + (4 * 100 * 20));
        Assert.DoesNotContain(report.NotMade, omission => omission.Id == "random-draws");
    }

    [Fact]
    public void Attacks_that_several_checks_are_about_are_run_once()
    {
        MaskingCheck[] checks = [new Convergence(), new OneStep(), new LogitScale()];
        MaskingReport together = MaskingChecks.Run(
            checks, Subject(_classifier), cancellation: TestContext.Current.CancellationToken);
        MaskingFinding[] alone = [.. checks.Select(check => Made(check, Subject(_classifier)))];
        Assert.Equal(alone.Select(finding => finding.Statement), together.Findings.Select(finding => finding.Statement));
        Assert.Equal(alone[0].BackwardPasses, together.Findings[0].BackwardPasses);
        Assert.All(
            together.Findings.Zip(alone).Skip(1), pair => Assert.InRange(pair.First.BackwardPasses, 1, pair.Second.BackwardPasses - 1));
        Assert.Equal(together.Findings.Sum(finding => finding.ForwardPasses), together.ForwardPasses);
    }

    [Fact]
    public void Straight_through_compression_has_the_gradient_of_the_network_at_the_compressed_image()
    {
        using var scope = NewDisposeScope();
        var jpeg = new JpegInput { Quality = 60 };
        using IClassifier whole = jpeg.Protect(_classifier), passes = (jpeg with { PassesGradients = true }).Protect(_classifier);
        using var through = new StraightThrough(whole, _classifier, jpeg.Apply);
        Tensor images = _honest.Images.narrow(0, 0, 7);
        long[] labels = _honest.Labels[..7];
        ClassifierGradient own = through.CrossEntropyGradient(images, labels),
            expected = ((IDifferentiableClassifier)passes).CrossEntropyGradient(images, labels);
        Tensors.RequireNear(expected.Logits, own.Logits, 1e-6);
        Tensors.RequireNear(expected.Gradient, own.Gradient, 1e-6);
        Assert.Contains("gradients of a stand-in", through.Description.Settings, StringComparison.Ordinal);
        using var other = Defenses.Networks.Smooth();
        using var small = Defenses.Networks.Classifier(other);
        Assert.StartsWith(
            "Stand-in: found images of", Assert.Throws<ArgumentException>(() => new StraightThrough(whole, small)).Message,
            StringComparison.Ordinal);
    }

    private MaskingSubject Subject(IClassifier classifier) =>
        new(classifier, new LabelledImages(_honest.Images, _honest.Labels), Ball, Steps: 20, Seed: 1);

    private static MaskingFinding Made(MaskingCheck check, MaskingSubject subject) =>
        check.Run(subject, TestContext.Current.CancellationToken);

    private void Check(MaskingCheck check, string how, bool isSuspect, Func<MaskingSubject, MaskingSubject> with)
    {
        using var network = new PrototypeNetwork(how);
        using var classifier = new ModuleClassifier(network, PrototypeNetwork.Size);
        MaskingFinding finding = Made(check, with(Subject(classifier)));
        Assert.True(finding.IsSuspect == isSuspect, finding.Statement);
    }

    /// <summary>A filter whose transpose is not its own.</summary>
    private sealed class Shifted : ILinearFilter
    {
        public BandFilter? PassBand => null;

        public Tensor Apply(Tensor images) => images.roll(1, 3);

        public Tensor Transpose(Tensor gradients) => gradients.roll(1, 3);
    }
}
