using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>What a heat map shows.</summary>
internal enum HeatMapMetric
{
    /// <summary>The share of images that are classified wrongly.</summary>
    Error,

    /// <summary>The mean cross entropy, in nats.</summary>
    Loss,

    /// <summary>The mean ℓ2 distance of the logits from the clean ones.</summary>
    LogitShift,

    /// <summary>The mean ℓ2 distance of a layer's activations from the clean ones.</summary>
    Layer,
}

/// <summary>A metric as the command line names it.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Layer">The layer's name; empty for the others.</param>
internal sealed record MetricChoice(HeatMapMetric Kind, string Layer)
{
    /// <summary>The name of <see cref="HeatMapMetric.Error"/>.</summary>
    public const string Error = "error";

    private const string LayerPrefix = "layer:";

    /// <exception cref="InvalidOptionException">There is no such metric, or the layer has no name.</exception>
    public static MetricChoice Of(AuditOptions options)
    {
        string text = options.Metric;
        if (text.StartsWith(LayerPrefix, StringComparison.Ordinal) && text.Length > LayerPrefix.Length)
            return new MetricChoice(HeatMapMetric.Layer, text[LayerPrefix.Length..]);
        HeatMapMetric[] plain = [HeatMapMetric.Error, HeatMapMetric.Loss, HeatMapMetric.LogitShift];
        int index = Array.FindIndex(plain, metric => StudyText.Kebab(metric) == text);
        return index >= 0
            ? new MetricChoice(plain[index], "")
            : throw new InvalidOptionException(
                "--metric", $"'{text}'", $"{string.Join(", ", plain.Select(StudyText.Kebab))} or {LayerPrefix}NAME");
    }
}
