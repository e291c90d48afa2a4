using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Studies;

namespace Overtone.Catalog.AttackedModels;

/// <summary>Which masking checks are made.</summary>
internal enum MaskingChoice
{
    /// <summary>Those that cost less than half of the attacks.</summary>
    Usual,

    /// <summary>All.</summary>
    Full,

    /// <summary>None.</summary>
    None,
}

/// <summary>The options of <see cref="AttackedModelStudy"/>.</summary>
internal sealed record AttackedModelOptions : ModelOptions, IPresets<AttackedModelOptions>
{
    internal const string AttackGroup = "Attacks", BudgetGroup = "Budget";

    public static AttackedModelOptions Smoke => new()
    {
        Images = 16,
        BatchSize = 16,
        Epochs = 5,
        Epsilon = ["0.05", "0.3"],
        Steps = 3,
        Targets = 1,
        Queries = 20,
    };

    public static AttackedModelOptions Quick => new() { Images = 100 };

    public static AttackedModelOptions Thorough => Quick;

    public static AttackedModelOptions Paper => new()
    {
        Images = 1000,
        Steps = 100,
        Targets = 9,
        Queries = 5000,
        Masking = MaskingChoice.Full,
    };

    [Option("More model files to attack in the same way and compare with the first", MayBeEmpty = true, Group = ModelGroup)]
    public string[] CompareWith { get; init; } = [];

    [Option("Norm that bounds what is changed: linf (the largest change of a pixel) or l2 (the root of the sum of squares)", IsBasic = true,
        Group = AttackGroup)]
    public AttackNorm Norm { get; init; } = AttackNorm.Linf;

    [Option("Bounds, for pixels in [0, 1], as numbers or fractions, for example 2/255,8/255; auto: 1, 2, 4 and 8/255 in linf, the same "
        + "change of a pixel as 0.06 to 0.5 at CIFAR-10's size in l2", IsBasic = true, Group = AttackGroup)]
    public string[] Epsilon { get; init; } = [BoundList.Auto];

    [Option("Attacks: auto (fgsm, pgd and standard; square and random-noise for a model without gradients) or names: fgsm, fgsm-smallest, "
        + "pgd, pgd-smallest, apgd, fab, deepfool, cw, standard, band-pgd, band-apgd, square, random-noise; the last two need no gradients",
        IsBasic = true, Group = AttackGroup)]
    public string[] Attacks { get; init; } = [ChosenAttacks.Auto];

    [Option("Frequencies that band-pgd and band-apgd may change: low-pass=RADIUS, high-pass=RADIUS, square-low-pass=BANDWIDTH or "
        + "square-high-pass=BANDWIDTH, in cycles per image; with auto, band-apgd is made as well", Group = AttackGroup)]
    public string Band { get; init; } = "";

    [Option("Checks whether gradients are masked: usual (those that cost little), full or none", IsBasic = true, Group = AttackGroup)]
    public MaskingChoice Masking { get; init; } = MaskingChoice.Usual;

    [Option("Gradient steps of iterative attacks (cw takes ten times as many for each constant, deepfool its usual 50)", Minimum = 1,
        IsBasic = true, Group = BudgetGroup)]
    public int Steps { get; init; } = 20;

    [Option("Starts of pgd, apgd, fab and attacks within a band", Minimum = 1, Group = BudgetGroup)]
    public int Restarts { get; init; } = 1;

    [Option("How many other classes targeted attacks try, the likeliest first", Minimum = 1, IsBasic = true, Group = BudgetGroup)]
    public int Targets { get; init; } = 3;

    [Option("The most often square and random-noise ask about an image", Minimum = 1, IsBasic = true, Group = BudgetGroup)]
    public int Queries { get; init; } = 500;
}
