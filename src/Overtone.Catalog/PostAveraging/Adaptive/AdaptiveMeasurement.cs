using Overtone.Attacks;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Defenses;
using Overtone.Models;
using Overtone.Studies;
using TorchSharp;
using static Overtone.Catalog.PostAveraging.Adaptive.PostAveragingAdaptive;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Adaptive;

/// <summary>Attacks one defence and judges the images on fresh draws of it.</summary>
internal sealed class AdaptiveMeasurement(AdaptiveTrial trial, OpenNetwork network, Recorder to)
{
    // Where nothing is attacked through the draws, a few say enough.
    private const int FewDraws = 10;
    private readonly NormBall _ball = new(AttackNorm.Linf, trial.Epsilon);

    private LabelledImages Images => network.Images;

    private bool IsRandom => trial.Defence != AveragedDefence.None;

    public void Measure()
    {
        IDifferentiableClassifier defended = trial.Defended(network);
        try
        {
            using DisposeScope scope = NewDisposeScope();
            Measure(defended);
        }
        finally
        {
            if (IsRandom)
                defended.Dispose();
        }
    }

    private void Measure(IDifferentiableClassifier defended)
    {
        double[] clean = Shares(defended, Images.Pixels, FewDraws);
        Tensor noisy = new RandomNoise { Ball = _ball, Draws = 1, Seed = trial.Seed }
            .RunByScores(network.Classifier, Images, cancellation: to.Cancellation).Images;
        double noise = Shares(defended, noisy, FewDraws).Average();
        Tensor withoutDefence = Gradient(network.Classifier, 0, 0.2);
        double[] transfer = Shares(defended, withoutDefence, trial.Budget.FreshDraws), gradient = transfer;
        if (IsRandom)
        {
            using var expectation = new ExpectationOverDraws(defended, trial.Budget.Draws);
            gradient = Shares(defended, Gradient(expectation, 0.2, 0.6), trial.Budget.FreshDraws);
        }

        double[] worst = [.. gradient.Zip(transfer, Math.Min)];
        (int asked, int broken) = Square(defended, worst);
        to.Add(new AccuracyRow(
            trial.Network.Kind, trial.Network.Seed, trial.Defence, trial.Directions, trial.Factor, trial.Radius,
            network.Data.ClassNames.Count, Images.Count, clean.Average(), noise, Reported(defended, clean), transfer.Average(),
            gradient.Average(), worst.Average(), asked, broken));
        if (trial.Defence == AveragedDefence.Smoothing)
            Certify();
    }

    // The share of draws in which each image is answered correctly.
    private double[] Shares(IClassifier classifier, Tensor pixels, int draws)
    {
        int count = IsRandom ? Math.Min(draws, trial.Budget.FreshDraws) : 1;
        int[] right = new int[Images.Count];
        for (int draw = 0; draw < count; draw++)
        {
            foreach ((int n, bool isRight) in AveragingTrial.IsRight(classifier, pixels, Images, to.Cancellation).Index())
                right[n] += isRight ? 1 : 0;
        }

        return Array.ConvertAll(right, times => (double)times / count);
    }

    private Tensor Gradient(IDifferentiableClassifier classifier, double from, double until) =>
        new AutoProjectedGradient { Ball = _ball, Steps = trial.Budget.Steps, Seed = trial.Seed }.Run(
            classifier, Images, done => to.Report(from + (done * (until - from))), to.Cancellation).Images;

    // On what is right in most draws still; what it finds is judged on fresh draws like everything else.
    private (int Asked, int Broken) Square(IDifferentiableClassifier defended, double[] worst)
    {
        int[] standing = [.. Enumerable.Range(0, worst.Length).Where(image => worst[image] > 0.5)];
        if (trial.Budget.Queries == 0 || standing.Length == 0)
            return (0, 0);
        Tensor points = Images.Pixels.clone();
        var attack = new SquareAttack { Ball = _ball, Queries = trial.Budget.Queries, Seed = trial.Seed };
        Tensor found = attack.RunByScores(
            defended, Images.Some(standing), done => to.Report(0.6 + (0.4 * done)), to.Cancellation).Images;
        points.index_copy_(0, tensor([.. standing.Select(image => (long)image)]), found);
        double[] shares = Shares(defended, points, trial.Budget.FreshDraws);
        foreach (int image in standing)
            worst[image] = Math.Min(worst[image], shares[image]);
        return (standing.Length, standing.Count(image => shares[image] <= 0.5));
    }

    private double Reported(IDifferentiableClassifier defended, double[] clean)
    {
        using AttackOutcome nearest = new SmallestProjectedGradient { Ball = _ball, Seed = trial.Seed }
            .Run(network.Classifier, Images, cancellation: to.Cancellation);
        double[] shares = Shares(defended, nearest.Images, FewDraws);
        return shares.Select((share, n) => nearest.IsBroken[n] && !nearest.WasWrong[n] ? share : clean[n]).Average();
    }

    private void Certify()
    {
        RandomizedSmoothing smoothing = trial.Smoothing(network);
        IReadOnlyList<SmoothingCertificate> certificates = smoothing.Certify(
            network.Classifier, Images.Pixels, new CertificateBudget { Estimate = trial.Points * trial.Budget.FreshDraws },
            to.Cancellation);
        double[] radii = [.. certificates.Zip(Images.Labels.ToArray())
            .Where(pair => pair.First.Class == pair.Second).Select(pair => pair.First.Radius).Order()];
        to.Add(new CertificateRow(
            trial.Network.Seed, smoothing.Deviation, (double)radii.Length / Images.Count,
            radii.Length > 0 ? radii[radii.Length / 2] : double.NaN, trial.Points * trial.Budget.FreshDraws));
    }
}
