using Overtone.Robustness;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>Compares the predictions of the subject's number type with those of float32, on clean images and at some cells.</summary>
public sealed record DtypeTrial : SubjectTrial
{
    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The cells, as in <see cref="HeatMapTrial"/>.</summary>
    public required int[][] Cells { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Subject.Dtype)} against float32, {Cells.Length} cells";
}
