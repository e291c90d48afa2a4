namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// What is left of every frequency from 5 to 50, read from the picture in the notebook published with the paper: mean over 100 directions and 5 networks, each to about 0.02.
/// The picture's colours end at 1.
/// Source: 1806.08734, Fig. 3, digitised.
/// </summary>
internal static class PublishedPerturbation
{
    public static readonly IReadOnlyList<(double Delta, double[] Ratios)> Rows =
    [
        (0.85, [1, 1, 0.97, 0.97, 0.92, 0.89, 0.84, 0.79, 0.76, 0.72]),
        (1.65, [1, 0.99, 0.92, 0.89, 0.77, 0.68, 0.61, 0.50, 0.46, 0.40]),
        (2.5, [1, 1, 0.89, 0.80, 0.62, 0.50, 0.41, 0.32, 0.26, 0.22]),
        (5, [1, 1, 0.73, 0.54, 0.36, 0.27, 0.21, 0.16, 0.14, 0.11]),
    ];
}
