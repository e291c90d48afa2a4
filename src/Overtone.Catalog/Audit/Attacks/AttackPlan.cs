using Overtone.Attacks;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Robustness;

namespace Overtone.Catalog.Audit.Attacks;

/// <summary>The attacks of an audit.</summary>
internal sealed class AttackPlan(
    AuditOptions options, AuditScale scale, ModelSize size, AuditSubject subject, FourierPerturbation perturbation)
{
    private const int Steps = 20, SmokeSteps = 3;
    private const double CifarL2 = 0.5;
    private const int CifarPixels = 3 * 32 * 32;
    private const int MostCandidates = 80;
    /// <summary>How many frequencies each image is attacked with.</summary>
    public const int Frequencies = 10;

    private static readonly double[] ShareOfNorm = [0.125, 0.25, 0.5, 1];

    private int Count => options.AttackImages == 0 ? size.Images : Math.Min(options.AttackImages, size.Images);

    // The same change of a pixel, on average, as 0.5 on CIFAR-10.
    private double EpsilonL2 => options.EpsilonL2 > 0
        ? options.EpsilonL2
        : Math.Round(CifarL2 * Math.Sqrt((double)size.Channels * size.Height * size.Width / CifarPixels), 4);

    public IEnumerable<AuditTrial> Trials()
    {
        var choice = AttackChoice.Of(options);
        NormBall linf = new(AttackNorm.Linf, options.EpsilonLinf), l2 = new(AttackNorm.L2, EpsilonL2);
        if (choice.NeedsGradient)
            yield return new AttackControlsTrial { Subject = Float32, Count = Count };
        if (choice.Fast)
            yield return Gradient("fgsm", linf, AttackLoss.CrossEntropy, 1);
        if (choice.Projected)
        {
            foreach (NormBall ball in new[] { linf, l2 })
            {
                foreach (AttackLoss loss in Enum.GetValues<AttackLoss>())
                    yield return Gradient("pgd", ball, loss, options.Preset == Studies.Preset.Smoke ? SmokeSteps : Steps);
            }
        }

        if (choice.Fourier && size.Images > 1)
            yield return Fourier();
    }

    private AuditSubject Float32 => subject with { Dtype = NumberType.Float32 };

    private AttackTrial Gradient(string attack, NormBall ball, AttackLoss loss, int steps) =>
        new() { Subject = Float32, Attack = attack, Ball = ball, Loss = loss, Steps = steps, Count = Count };

    private FourierAttackTrial Fourier()
    {
        SpatialFrequency[] cells = [.. scale.Plane.Classes];
        int every = (cells.Length + MostCandidates - 1) / MostCandidates;
        return new FourierAttackTrial
        {
            Subject = subject,
            Perturbation = perturbation,
            Norms = [.. ShareOfNorm.Select(share => share * scale.Norm)],
            Candidates = [.. cells.Where((_, n) => n % every == 0).Select(cell => new[] { cell.Y, cell.X })],
            Frequencies = Frequencies,
            Chosen = Math.Max(1, Count / 4),
        };
    }
}
