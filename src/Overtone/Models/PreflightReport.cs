namespace Overtone.Models;

/// <summary>
/// What a <see cref="Preflight"/> found out.
/// Source: none.
/// </summary>
/// <param name="Classifier">What computed.</param>
/// <param name="Images">Number of images looked at.</param>
/// <param name="Accuracy">The share of images whose largest output is their label, in [0, 1]; null when outputs could not be had.</param>
/// <param name="AccuracyInterval">Its 95 % interval.</param>
/// <param name="SmallestPixel">Of all images.</param>
/// <param name="LargestPixel">Of all images.</param>
/// <param name="Outputs">What the outputs are; probabilities are none negative, each row summing to 1.</param>
/// <param name="RepeatDifference">
/// The largest difference of an output when the same images are computed again; null when not compared.
/// </param>
/// <param name="BatchDifference">The same for images computed one by one instead of in batches.</param>
/// <param name="BatchFlips">How many of those images then get another class.</param>
/// <param name="Findings">Everything worth saying, in the order of the checks.</param>
public sealed record PreflightReport(
    ClassifierDescription Classifier,
    int Images,
    double? Accuracy,
    WilsonInterval? AccuracyInterval,
    double SmallestPixel,
    double LargestPixel,
    OutputKind Outputs,
    double? RepeatDifference,
    double? BatchDifference,
    int BatchFlips,
    IReadOnlyList<PreflightFinding> Findings)
{
    /// <summary>
    /// Whether an image's outputs depend on the others of its batch, though its class does not: then every batch must have one size
    /// (<see cref="ClassifierOptions.FillsBatches"/>).
    /// </summary>
    public bool DependsOnBatch { get; init; }

    /// <summary>
    /// How far the logits that come with a gradient are from those without, as a share of their spread between images (root of the mean
    /// variance over classes); null when there are no gradients, or they were not compared.
    /// </summary>
    public double? GradientDifference { get; init; }

    /// <summary>Why the gradients are not those of the outputs, as the rest of a sentence; null if they are, or there are none.</summary>
    public string? GradientFault { get; init; }

    /// <summary>Whether numbers computed with this model and these images would be wrong.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == PreflightSeverity.Error);
}
