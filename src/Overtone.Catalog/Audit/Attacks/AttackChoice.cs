using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit.Attacks;

/// <summary>Which attacks an audit makes.</summary>
internal sealed record AttackChoice(bool Fast, bool Projected, bool Fourier)
{
    private const string Auto = "auto", None = "none", FastName = "fgsm", ProjectedName = "pgd", FourierName = "fourier";

    public bool NeedsGradient => Fast || Projected;

    /// <exception cref="InvalidOptionException">A name is unknown, or an attack needs gradients that the model has none of.</exception>
    public static AttackChoice Of(AuditOptions options)
    {
        bool hasGradient = options.Model == AuditOptions.Demonstration || ClassifierFile.IsDifferentiable(options.Model);
        string[] names = options.Attacks;
        if (names is [Auto])
            return new AttackChoice(hasGradient, hasGradient, true);
        if (names is [None])
            return new AttackChoice(false, false, false);
        if (names.FirstOrDefault(name => name is not (FastName or ProjectedName or FourierName)) is { } unknown)
            throw new InvalidOptionException(
                "--attacks", $"'{unknown}'",
                $"{Auto}, {None}, or names separated by commas: {FastName}, {ProjectedName}, {FourierName}");
        var choice = new AttackChoice(names.Contains(FastName), names.Contains(ProjectedName), names.Contains(FourierName));
        return hasGradient || !choice.NeedsGradient
            ? choice
            : throw new InvalidOptionException(
                "--attacks", $"{(choice.Projected ? ProjectedName : FastName)} for {Path.GetFileName(options.Model)}",
                $"a TorchScript model (ONNX Runtime computes no gradients), or {FourierName}, which needs none");
    }
}
