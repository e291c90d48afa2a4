using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.AttackedModels;

/// <summary>Whether an attack was ever given a gradient of an image that is finite and not zero.</summary>
internal enum SeenGradient
{
    /// <summary>It asks for scores only.</summary>
    NotAsked,

    /// <summary>It was.</summary>
    Usable,

    /// <summary>It was not: the image is untried.</summary>
    Missing,
}

/// <summary>What an attack did to an image within a bound.</summary>
/// <param name="Image">The image's number in the sample.</param>
/// <param name="Label">Its label.</param>
/// <param name="Attack">The attack.</param>
/// <param name="Norm">The norm.</param>
/// <param name="Epsilon">The bound.</param>
/// <param name="WasWrong">Whether it is misclassified as it is; then nothing is attacked.</param>
/// <param name="Broken">Whether it is misclassified within the bound, alone in its batch.</param>
/// <param name="SurvivesRounding">Whether it still is once rounded to 8 bits.</param>
/// <param name="Distance">The norm of the perturbation that broke it; none where none did.</param>
/// <param name="ForwardPasses">Forward passes taken for it at this bound.</param>
/// <param name="BackwardPasses">Backward passes taken for it at this bound.</param>
/// <param name="Gradient">Whether a gradient ever said anything.</param>
/// <param name="OutOfBand">The share of the perturbation's ℓ2 norm outside the attack's band; none for attacks without one.</param>
[Table("ledger")]
internal sealed record LedgerEntry(
    int Image, long Label, string Attack, string Norm, double Epsilon, bool WasWrong, bool Broken, bool SurvivesRounding, double? Distance,
    int ForwardPasses, int BackwardPasses, SeenGradient Gradient, double? OutOfBand);

/// <summary>What a part of an attack did to a block of images within a bound.</summary>
[Table("attack_parts")]
internal sealed record AttackPartEntry(
    string Attack, double Epsilon, string Part, int FirstImage, int Broke, long ForwardPasses, long BackwardPasses);

/// <summary>What has to be known of an attack beside its numbers.</summary>
[Table("attack_remarks")]
internal sealed record AttackRemark(string Attack, string Remark);

/// <summary>The nearest adversarial image that any attack found, verified from what is stored.</summary>
/// <param name="Image">The image's number in the sample.</param>
/// <param name="Label">Its label.</param>
/// <param name="WasWrong">Whether it is misclassified as it is.</param>
/// <param name="Attack">The attack that found it; empty where none did.</param>
/// <param name="Distance">The norm of the perturbation; none where none broke it.</param>
/// <param name="SurvivesRounding">Whether it is still misclassified once rounded to 8 bits.</param>
/// <param name="PredictionBefore">The class of the image as it is.</param>
/// <param name="PredictionAfter">The class of the nearest adversarial image.</param>
[Table("nearest")]
internal sealed record NearestAdversarial(
    int Image, long Label, bool WasWrong, string Attack, double? Distance, bool SurvivesRounding, int PredictionBefore,
    int PredictionAfter);

/// <summary>Why the model has no gradients; empty where it has.</summary>
[Table("gradient_access")]
internal sealed record GradientAccess(string Fault)
{
    /// <summary>Warns of attacks that could only ask for scores.</summary>
    public static void Tell(Conclusion to)
    {
        if (to.Rows<GradientAccess>() is [{ Fault.Length: > 0 } access, ..])
        {
            to.Warn($"Only attacks that ask for scores were made: the model has no gradients ({access.Fault}). An attacker who knows the "
                + "model has stronger ones.");
        }
    }
}

/// <summary>How many frequencies a ring has.</summary>
[Table("rings")]
internal sealed record FrequencyRing([Unit("cycles per image")] int Radius, int Frequencies);

/// <summary>A masking check.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Question">What it asks.</param>
/// <param name="NotMade">Why it was not made; empty where it was.</param>
/// <param name="IsSuspect">Whether it failed.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">The most that it may be.</param>
/// <param name="Statement">What was found, as a sentence.</param>
/// <param name="ForwardPasses">Forward passes taken, counted in images.</param>
/// <param name="BackwardPasses">Backward passes taken, counted in images.</param>
[Table("masking_checks")]
internal sealed record MaskingEntry(
    string Check, string Question, string NotMade, bool IsSuspect, double? Value, double? Limit, string Statement, long ForwardPasses,
    long BackwardPasses);
