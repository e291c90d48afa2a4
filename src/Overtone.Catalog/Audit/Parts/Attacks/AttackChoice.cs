using Overtone.Attacks;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>Which attacks an audit makes.</summary>
/// <param name="Families">Those by gradient.</param>
/// <param name="Fourier">Whether the black-box attack with Fourier basis images is made, which needs no gradient.</param>
internal sealed record AttackChoice(IReadOnlyList<AttackFamily> Families, bool Fourier)
{
    /// <summary>The name that stands for no attack.</summary>
    public const string None = "none";

    private const string Auto = "auto", FourierName = "fourier";

    /// <summary>The names of those by gradient among an audit's attacks.</summary>
    /// <exception cref="InvalidOptionException">A name is unknown, or an attack needs gradients that the model has none of.</exception>
    public static string[] ByGradient(AuditOptions options) =>
        Of(options).Families is { Count: > 0 } families ? [.. families.Select(family => family.Id)] : [None];

    /// <summary>The attacks of an audit.</summary>
    /// <exception cref="InvalidOptionException">A name is unknown, or an attack needs gradients that the model has none of.</exception>
    public static AttackChoice Of(AuditOptions options)
    {
        string[] names = options.Attacks, known = [.. AttackCatalog.All.Select(family => family.Id), FourierName];
        if (names is [None])
            return new AttackChoice([], false);
        string? fault = ModelRequirements.GradientFault(options);
        if (names is [Auto])
            return new AttackChoice(fault is null ? AttackCatalog.All : [], true);
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new InvalidOptionException(
                "--attacks", $"'{unknown}'", $"{Auto}, {None}, or names separated by commas: {string.Join(", ", known)}");
        }

        AttackFamily[] families = [.. AttackCatalog.All.Where(family => names.Contains(family.Id))];
        return fault is null || families.Length == 0
            ? new AttackChoice(families, names.Contains(FourierName))
            : throw new InvalidOptionException(
                "--attacks", $"{families[^1].Id} for {Path.GetFileName(options.Model)}",
                $"a model with gradients ({fault}), or {FourierName}, which needs none");
    }
}
