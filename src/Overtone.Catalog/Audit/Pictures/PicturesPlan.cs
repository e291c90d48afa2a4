using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Pictures;

/// <summary>Which images a report shows, perturbed along which frequencies.</summary>
internal static class PicturesPlan
{
    private const int MostImages = 3, MostLargeImages = 2, LargeSide = 64;

    /// <summary>The trial, once the heat map tells its most harmful frequency.</summary>
    public static PicturesTrial Of(
        AuditSubject subject, ModelSize size, FourierPerturbation perturbation, Table clean, SpatialFrequency worst)
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
    public static int Shown(Table clean) => Choose(clean, 1)[0];

    // Of different classes, and rightly classified as long as there are such: a perturbation can then be seen to break something.
    private static int[] Choose(Table clean, int count) =>
    [
        .. clean.Rows.OrderBy(r => r.Integer("prediction") == r.Integer("label") ? 0 : 1).ThenBy(r => r.Integer("image"))
            .DistinctBy(r => r.Integer("label")).Take(count).Select(r => (int)r.Integer("image")),
    ];
}
