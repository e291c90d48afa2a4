using Overtone.Attacks;
using Overtone.Attacks.Masking;
using Overtone.Bench.Measuring;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// The standard attack against AutoAttack's published code, on a network that was trained adversarially: what each leaves, and processor
/// seconds of one thread on each side.
/// </summary>
internal sealed class AutoAttackDemand : IDemand
{
    private const int Epsilon = 8, Count = 200;
    private static readonly NormBall Ball = new(AttackNorm.Linf, Epsilon / 255.0);

    public string Name => "auto-attack";

    public string Promise =>
        "the standard attack leaves no more images than the published AutoAttack, one in a hundred aside, in 0.8 of its processor time or "
        + "less; the usual masking checks take half of its passes or fewer";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using SixLayerNetwork? network = SixLayerNetwork.MakeRobust(session, session.IsQuick ? 4 : Count, Epsilon);
        if (network is null)
            return;
        // Both sides attack all images at once.
        ClassifierOptions options = CalibratedModel.OptionsFor(
            network.TorchScript, network.Images, threads: 1, (classifier, some) => ((IDifferentiableClassifier)classifier)
                .CrossEntropyGradient(some.Pixels, some.Labels.ToArray()).Dispose()) with
        { BatchSize = network.Images.Count };
        using var classifier = (IDifferentiableClassifier)ClassifierFile.Open(network.TorchScript, InputSpec.Default, options);
        Checks(session, network, classifier);
        if (session.AutoAttack is not { } sources)
        {
            BenchSession.Remark("comparison skipped: --auto-attack-sources names a checkout of fra31/auto-attack");
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            (string images, string labels) = PeerImages.Write(folder, network.Images);
            using PythonPeer? peer = PythonPeer.Start(
                session, "torch", "auto_attack.py", 1, sources, network.TorchScript, images, labels, $"{Epsilon}");
            if (peer is not null)
                Compare(session, network, classifier, peer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Passes are counted, not timed: what the checks cost beside the attack that they are about. Judging is counted on both sides.
    private void Checks(BenchSession session, SixLayerNetwork network, IDifferentiableClassifier classifier)
    {
        const int Steps = 40;
        int count = network.Images.Count;
        MaskingReport usual = MaskingChecks.Run(MaskingChecks.Usual, new MaskingSubject(classifier, network.Images, Ball, Steps, Seed: 0));
        double checks = usual.ForwardPasses + usual.BackwardPasses;
        foreach ((Attack attack, Limit? limit) in new (Attack, Limit?)[]
        {
            (new StandardAttack { Ball = Ball }, Limit.AtMost(0.5)), (new ProjectedGradient { Ball = Ball, Steps = Steps }, null),
        })
        {
            using AttackOutcome outcome = attack.Run(classifier, network.Images);
            long forward = outcome.ForwardPasses.Sum(passes => (long)passes) + (2 * count),
                backward = outcome.BackwardPasses.Sum(passes => (long)passes);
            session.Report(new Figure(
                Name, $"passes an image of the usual masking checks, {Steps} steps, {count} images, against those of {attack.Name}",
                $"{(double)usual.ForwardPasses / count:0.0} forward and {(double)usual.BackwardPasses / count:0.0} backward",
                $"{(double)forward / count:0.0} and {(double)backward / count:0.0}", checks / (forward + backward), limit));
        }

        foreach (MaskingFinding finding in usual.Findings)
        {
            session.Report(new Figure(
                Name, $"masking check {finding.Id}{(finding.IsSuspect ? ", failed" : "")}",
                $"{finding.ForwardPasses:N0} forward and {finding.BackwardPasses:N0} backward passes", Note: finding.Statement));
        }
    }

    private void Compare(BenchSession session, SixLayerNetwork network, IDifferentiableClassifier classifier, PythonPeer peer)
    {
        int count = network.Images.Count, left = 0;
        string parts = "";
        var duel = Duel.Fight(
            1,
            () => Duel.Processor(() =>
            {
                using AttackOutcome outcome = new StandardAttack { Ball = Ball }.Run(classifier, network.Images);
                left = outcome.WasWrong.Zip(outcome.IsBroken).Count(image => !image.First && !image.Second);
                parts = string.Join(", ", outcome.Parts.Select(part => $"{part.Name} {part.Broke.Count(isBroken => isBroken)}"));
            }),
            () => peer.Ask($"attack {count} 0"));
        double theirs = peer.Ask("standing");
        string what =
            $"a network of {network.Operations / 1e6:0.0} million operations, trained adversarially, {network.Name}, ε = {Epsilon}/255";
        session.Report(new Figure(
            Name, $"{what}: processor time", $"Overtone {Duel.Format(duel.Ours)}", $"{peer.Introduction} {Duel.Format(duel.Peer)}",
            duel.TimeRatio, Limit.AtMost(0.8)));
        session.Report(new Figure(
            Name, $"{what}: images left, of {count}", $"{left} (broken by {parts})", $"{theirs:0}", (left - theirs) / count,
            Limit.AtMost(0.01)));
    }
}
