using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Spectra;
using Overtone.Studies;

namespace Overtone.Catalog.AttackedModels;

/// <summary>The attacks that can be asked for by name, and those of a run.</summary>
internal static class ChosenAttacks
{
    /// <summary>The word for the usual ones.</summary>
    public const string Auto = "auto";

    private const string Option = "--attacks", BandOption = "--band", InBand = "band-apgd";

    // The attack of Carlini and Wagner takes small steps.
    private const int CarliniWagnerFactor = 10;

    private static readonly Choice[] Choices =
    [
        new("fgsm", true, settings => [new FastGradient { Ball = settings.Ball }]),
        new("fgsm-smallest", true, settings => [new SmallestFastGradient { Ball = settings.Ball }]),
        new("pgd", true, Descents),
        new("pgd-smallest", true, settings => [new SmallestProjectedGradient { Ball = settings.Ball, Seed = settings.Options.Seed }])
        {
            Norm = AttackNorm.Linf,
            NormReason = "the smallest ε is searched for in linf only",
        },
        new("apgd", true, AutoDescents),
        new("fab", true, settings =>
        [
            new FastAdaptiveBoundary
            {
                Ball = settings.Ball,
                Steps = settings.Options.Steps,
                Targets = settings.Options.Targets,
                Restarts = settings.Options.Restarts,
                Seed = settings.Options.Seed,
            },
        ]),
        new("deepfool", true, settings => [new DeepFool { Ball = settings.Ball }]),
        new("cw", true, settings =>
            [new CarliniWagner { Ball = settings.Ball, Steps = CarliniWagnerFactor * settings.Options.Steps }])
        {
            Norm = AttackNorm.L2,
            NormReason = "the attack of Carlini and Wagner is in l2 only",
        },
        new("standard", true, settings =>
        [
            new StandardAttack
            {
                Ball = settings.Ball,
                Steps = settings.Options.Steps,
                Targets = settings.Options.Targets,
                Queries = settings.Options.Queries,
                Seed = settings.Options.Seed,
            },
        ]),
        new("band-pgd", true, settings =>
        [
            new BandLimitedProjectedGradient
            {
                Ball = settings.Ball,
                Band = settings.Band!,
                Steps = settings.Options.Steps,
                Restarts = settings.Options.Restarts,
                StopsWhenBroken = true,
                Seed = settings.Options.Seed,
            },
        ]),
        new(InBand, true, settings =>
        [
            new BandLimitedAutoGradient
            {
                Ball = settings.Ball,
                Band = settings.Band!,
                Steps = settings.Options.Steps,
                Restarts = settings.Options.Restarts,
                StopsWhenBroken = true,
                Seed = settings.Options.Seed,
            },
        ]),
        new("square", false, settings =>
            [new SquareAttack { Ball = settings.Ball, Queries = settings.Options.Queries, Seed = settings.Options.Seed }]),
        new("random-noise", false, settings =>
            [new RandomNoise { Ball = settings.Ball, Draws = settings.Options.Queries, Seed = settings.Options.Seed }]),
    ];

    private static string NamesWithoutGradients =>
        string.Join(" or ", Choices.Where(choice => !choice.NeedsGradients).Select(choice => choice.Name));

    /// <summary>The attacks of a run on one model.</summary>
    /// <param name="options">The options.</param>
    /// <param name="ball">The largest perturbations.</param>
    /// <param name="gradientFault">Why the model has no gradients; null where it has.</param>
    /// <param name="size">The sizes of its images; null as long as they are not known.</param>
    /// <exception cref="InvalidOptionException">A name is unknown, or an attack needs what the model or an option forbids.</exception>
    public static IReadOnlyList<Attack> Of(AttackedModelOptions options, NormBall ball, string? gradientFault, ModelSize? size)
    {
        BandFilter? band = BandText.Read(options.Band, size);
        Choice[] chosen = Named(options, gradientFault, band);
        bool isInBand = chosen.Any(choice => choice.NeedsBand);
        if (isInBand && band is null)
            throw new InvalidOptionException(BandOption, "no band", "one that its attacks may change, for example low-pass=4");
        if (!isInBand && band is not null)
            throw new InvalidOptionException(BandOption, $"'{options.Band}'", $"band-pgd or {InBand} among {Option}");
        if (Array.Find(chosen, choice => choice.Norm is { } only && only != ball.Norm) is { Norm: { } norm } other)
        {
            throw new InvalidOptionException(
                Option, $"{other.Name} with --norm {StudyText.Kebab(ball.Norm)}", $"--norm {StudyText.Kebab(norm)}: {other.NormReason}");
        }

        return [.. chosen.SelectMany(choice => choice.Make(new Settings(options, ball, band)))];
    }

    private static Choice[] Named(AttackedModelOptions options, string? gradientFault, BandFilter? band)
    {
        string[] names = options.Attacks is not [Auto] ? options.Attacks
            : gradientFault is not null ? [.. Choices.Where(choice => !choice.NeedsGradients).Select(choice => choice.Name)]
            : band is null ? ["fgsm", "pgd", "standard"]
            : ["fgsm", "pgd", "standard", InBand];
        if (names.FirstOrDefault(name => Array.TrueForAll(Choices, choice => choice.Name != name)) is { } unknown)
        {
            throw new InvalidOptionException(
                Option, $"'{unknown}'",
                $"{Auto}, or names separated by commas: {string.Join(", ", Choices.Select(choice => choice.Name))}");
        }

        Choice[] chosen = [.. Choices.Where(choice => names.Contains(choice.Name))];
        return gradientFault is null || chosen.FirstOrDefault(choice => choice.NeedsGradients) is not { } needy
            ? chosen
            : throw new InvalidOptionException(
                Option, $"{needy.Name} for {Path.GetFileName(options.Model)}",
                $"a model with gradients ({gradientFault}), or {NamesWithoutGradients}, which need none");
    }

    private static IEnumerable<Attack> Descents(Settings settings) =>
        from loss in new[] { AttackLoss.CrossEntropy, AttackLoss.Margin }
        select new ProjectedGradient
        {
            Ball = settings.Ball,
            Loss = loss,
            Steps = settings.Options.Steps,
            Restarts = settings.Options.Restarts,
            StopsWhenBroken = true,
            Seed = settings.Options.Seed,
        };

    private static IEnumerable<Attack> AutoDescents(Settings settings)
    {
        var entropy = new AutoProjectedGradient
        {
            Ball = settings.Ball,
            Steps = settings.Options.Steps,
            Restarts = settings.Options.Restarts,
            StopsWhenBroken = true,
            Seed = settings.Options.Seed,
        };
        AutoProjectedGradient ratio = entropy with { Loss = AttackLoss.LogitRatio };
        return [entropy, ratio, ratio with { Targets = settings.Options.Targets }];
    }

    private sealed record Settings(AttackedModelOptions Options, NormBall Ball, BandFilter? Band);

    private sealed record Choice(string Name, bool NeedsGradients, Func<Settings, IEnumerable<Attack>> Make)
    {
        // The only norm that it has, and why.
        public AttackNorm? Norm { get; init; }

        public string NormReason { get; init; } = "";

        public bool NeedsBand => Name.StartsWith("band-", StringComparison.Ordinal);
    }
}
