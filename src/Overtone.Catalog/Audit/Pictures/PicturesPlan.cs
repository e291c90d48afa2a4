using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;

namespace Overtone.Catalog.Audit.Pictures;

/// <summary>Which images a report shows, perturbed along which frequencies.</summary>
internal static class PicturesPlan
{
    private const int MostImages = 3, MostLargeImages = 2, LargeSide = 64;

    /// <summary>The trial, once the heat map tells its most harmful frequency.</summary>
    public static PicturesTrial Of(
        AuditSubject subject, ModelSize size, FourierPerturbation perturbation, IReadOnlyList<CleanAnswer> clean, SpatialFrequency worst)
    {
        var plane = new FrequencyPlane(size.Height, size.Width);
        SpatialFrequency Horizontal(int k) => plane.Canonical(new SpatialFrequency(0, Math.Max(1, k)));
        return new PicturesTrial
        {
            Subject = subject,
            Perturbation = perturbation,
            Images = Choose(clean, size.Shorter > LargeSide ? MostLargeImages : MostImages),
            Cells =
            [
                PictureOfCell.Of("low", Horizontal(size.Shorter / 16)),
                PictureOfCell.Of("middle", Horizontal(size.Shorter / 4)),
                PictureOfCell.Of("most harmful", worst),
                PictureOfCell.Of("highest", plane.Classes.MaxBy(cell => cell.Radius)),
            ],
            Radius = Math.Max(1, size.Shorter / 4),
        };
    }

    /// <summary>The one image that stands for the sample.</summary>
    public static int Shown(IReadOnlyList<CleanAnswer> clean) => Choose(clean, 1)[0];

    // Of different classes, and rightly classified as long as there are such: a perturbation can then be seen to break something.
    private static int[] Choose(IReadOnlyList<CleanAnswer> clean, int count) =>
    [
        .. clean.OrderBy(r => r.Prediction == r.Label ? 0 : 1).ThenBy(r => r.Image)
            .DistinctBy(r => r.Label).Take(count).Select(r => r.Image),
    ];
}
