using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The figures of <see cref="SpectralBiasKernelBasis"/>.</summary>
internal static class SpectralBiasKernelBasisFigures
{
    public static IReadOnlyList<Figure> All => [Spectrum(), Errors(), Halves(), Eigenvalues()];

    private static Figure Spectrum() => new()
    {
        Id = "spectrum",
        Title = "The network in the kernel's eigenbasis",
        Caption = "Magnitude of the coefficients in bins of eigenvectors by falling eigenvalue: clean labels, labels with noise of fast eigenvectors, and the network at its best on clean labels and late, when it covers the noised labels. Mean over seeds with the range.",
        Panels = [new SeriesPanel { Table = "snapshots", X = new Axis("mode", "eigenvector n"), Y = new Axis("amplitude", "magnitude", Logarithmic: true), Series = "function", Replicate = "seed" }],
        PanelsPerRow = 1,
    };

    private static Figure Errors() => new()
    {
        Id = "errors",
        Title = "Error on clean labels while noisy ones are learned",
        Caption = "Mean squared error against the training images' clean labels, with noise of fast (high), of slow (low) and of all eigenvectors alike (white), and without noise (none). Mean over seeds with the range.",
        Panels = [new SeriesPanel { Table = "curves", X = new Axis("step", "training step"), Y = new Axis("validation_loss", "mean squared error on clean labels", Logarithmic: true), Series = "noise", Replicate = "seed" }],
        PanelsPerRow = 1,
    };

    private static Figure Halves() => new()
    {
        Id = "halves",
        Title = "How much of either half of the eigenvectors is learned",
        Caption = "Energy of the network over the noised labels', noise of fast eigenvectors: in the half of the largest eigenvalues and in the other one; mean over seeds with the range. Below: halves of a basis drawn at random.",
        Panels =
        [
            Half("slow half", "low"), Half("fast half", "high"), Half("random basis, one half", "random_low"), Half("random basis, other half", "random_high"),
        ],
    };

    private static SeriesPanel Half(string title, string column) => new()
    {
        Title = title,
        Table = "curves",
        Where = [new Where("noise", StudyText.Kebab(KernelNoise.High))],
        X = new Axis("step", "training step"),
        Y = new Axis(column, "energy, as a share", Minimum: 0, Maximum: 1.2),
        Replicate = "seed",
    };

    private static Figure Eigenvalues() => new()
    {
        Id = "eigenvalues",
        Title = "Eigenvalues and the gaps between them",
        Caption = "The kernel's eigenvalues on the images, falling, and each one's distance to the next. Where a gap is as small as rounding, the eigenvector is arbitrary.",
        Panels = [new SeriesPanel { Table = "eigenvalues", X = new Axis("mode", "eigenvector n"), Y = new Axis("value", "eigenvalue, gap", Logarithmic: true), Series = "quantity" }],
        PanelsPerRow = 1,
    };
}
