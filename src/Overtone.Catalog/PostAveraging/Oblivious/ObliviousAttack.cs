using Overtone.Attacks;

namespace Overtone.Catalog.PostAveraging.Oblivious;

/// <summary>The attacks of 1905.12797's tables, with the defaults of the program they were made with (foolbox 1.8): all look for the
/// nearest adversarial example.</summary>
internal enum ObliviousAttack
{
    /// <summary>The fast gradient method at the first of equally spaced lengths that works.</summary>
    Fgsm,

    /// <summary>Projected gradient descent at the smallest ε that works.</summary>
    Pgd,

    /// <summary>DeepFool in ℓ2.</summary>
    Deepfool,

    /// <summary>Carlini and Wagner's attack in ℓ2.</summary>
    CarliniWagner,
}

/// <summary>Makes the attacks.</summary>
internal static class ObliviousAttacks
{
    // Lengths of the fast gradient method from zero to one.
    private const double Lengths = 1000;

    // Far beyond all images: attacks that look for the least norm are not bounded.
    private static readonly NormBall Everywhere = new(AttackNorm.L2, 1e6);

    /// <summary>The attack; how far its points are from the images is looked at afterwards.</summary>
    public static Attack Of(ObliviousAttack kind, ObliviousTrial trial) => kind switch
    {
        ObliviousAttack.Fgsm => new SmallestFastGradient
        {
            Ball = new NormBall(AttackNorm.Linf, Math.Floor(trial.Epsilon * Lengths) / Lengths),
            Lengths = Math.Max(1, (int)Math.Floor(trial.Epsilon * Lengths)),
        },
        ObliviousAttack.Pgd => new SmallestProjectedGradient
        {
            Ball = new NormBall(AttackNorm.Linf, trial.Epsilon),
            Steps = trial.Steps,
            Seed = trial.Seed,
        },
        ObliviousAttack.Deepfool => new DeepFool { Ball = Everywhere },
        _ => new CarliniWagner
        {
            Ball = Everywhere,
            Searches = 5,
            Steps = trial.CarliniWagnerSteps,
            LearningRate = 5e-3,
            FirstConstant = 1e-2,
        },
    };

    /// <summary>Its name in texts.</summary>
    public static string Name(ObliviousAttack kind) => kind switch
    {
        ObliviousAttack.Fgsm => "FGSM",
        ObliviousAttack.Pgd => "PGD",
        ObliviousAttack.Deepfool => "DeepFool",
        _ => "Carlini-Wagner",
    };
}
