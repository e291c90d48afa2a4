using Overtone.Models;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit of one model concludes: how it does on the images as they are, and then part by part.</summary>
internal static class AuditFindings
{
    /// <summary>The name of the first number, which comparisons look up.</summary>
    public const string CleanAccuracyName = "clean_accuracy";

    public static void Conclude(AuditOptions options, Conclusion to)
    {
        var audit = new AuditSetting(options, ModelSize.Of(to.Tables));
        to.Estimate(CleanAccuracy(audit.Size, 1 - CleanError.Of(to.Tables)));
        Notes(options, to);
        bool isNearChance = CleanError.IsNearChance(to.Tables);
        if (isNearChance)
        {
            to.Warn("The model does no better than guessing on these images, so what follows says nothing about what it has learned. "
                + "Advice is withheld.");
        }

        StudyFindings found = to.Of(to.Tables, parts =>
        {
            foreach (AuditPart part in AuditParts.All)
                part.Conclude(audit, parts);
        });
        to.Add(isNearChance ? found with { Estimates = [.. found.Estimates.Select(Withheld)] } : found);

        static Estimate Withheld(Estimate estimate) => estimate with { Advice = "", Importance = 0 };
    }

    private static Estimate CleanAccuracy(ModelSize size, double accuracy)
    {
        WilsonInterval interval = size.IntervalOf(accuracy);
        return new Estimate
        {
            Name = CleanAccuracyName,
            Value = accuracy,
            Low = interval.Low,
            High = interval.High,
            Statement = $"It classifies {size.Images} unperturbed images with an accuracy of "
                + $"{StudyText.Percent(accuracy, interval.Low, interval.High)}.",
            Importance = accuracy < 0.5 ? 1 - accuracy : 0,
            Advice = accuracy < 0.5
                ? "If the model is known to do better, check normalisation, channel order and the order of classes first."
                : "",
        };
    }

    private static void Notes(AuditOptions options, Conclusion to)
    {
        PreflightFindings.Tell(to);

        ModelSize size = ModelSize.Of(to.Tables);
        if (size.Images < options.Images)
            to.Note($"The data set has {size.Images} images, fewer than the {options.Images} requested; all of them were used.");
        to.Note(options.BatchSize is { } batch
            ? $"Batches of {batch} images."
            : $"{Calibration.Describe(to.Tables)}, chosen by a short timing run before the first long trial.");
        if (options.Dtype != NumberType.Float32)
        {
            to.Note($"The model ran in {StudyText.Kebab(options.Dtype)}: weights and input are rounded, and logits are converted back "
                + "to float32. The preflight checks and the gradients use float32.");
        }

        to.Note("Standard errors assume independent images, √(p(1−p)/n). All cells use the same images and signs, so differences "
            + "between cells are known more precisely than that.");
    }
}
