using System.Globalization;
using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>Norm, metric and cells of a heat map: the user's, or those usual for the images' size.</summary>
/// <param name="Perturbation">How images are perturbed.</param>
/// <param name="Metric">What the heat map shows.</param>
/// <param name="Tiling">Its cells, and which of them are averaged.</param>
internal sealed record HeatMapScale(FourierPerturbation Perturbation, MetricChoice Metric, FrequencyTiling Tiling)
{
    // 1906.08988: norm 4 at 32 pixels, 15.7 at 224. At other sizes the contrast of 4 at 32.
    private const int SmallSide = 32, LargeSide = 224;
    private const double NormOfSmall = 4, NormOfLarge = 15.7, DemonstrationNorm = 2;

    /// <summary>Its cells.</summary>
    public FrequencyPlane Plane => Tiling.Plane;

    /// <summary>The ℓ2 norm of the perturbations.</summary>
    public double Norm => Perturbation.Norm;

    /// <summary>The key of the preflight, whose clean logits are compared with; empty when logit shifts are not asked for.</summary>
    public string CleanLogitsKey(AuditPlan audit) => Metric.Kind == HeatMapMetric.LogitShift ? audit.Preflight.Key : "";

    /// <exception cref="InvalidOptionException">The region is too large.</exception>
    public static HeatMapScale Of(AuditSetting audit)
    {
        (AuditOptions options, ModelSize size) = (audit.Options, audit.Size);
        double norm = options.Norm ?? UsualNorm(options, size);
        if (options.Region > size.Shorter)
            throw new InvalidOptionException("--region", $"{options.Region}", $"at most {size.Shorter}, the images' shorter side");
        int? region = options.Region ?? PlaneRows.RegionFor(size.Height, size.Width);
        var perturbation = new FourierPerturbation
        {
            Norm = norm,
            NormMode = options.NormMode,
            Phase = ReadPhase(options.Phase),
            Sign = options.Sign,
            Clip = options.Clip,
            Seed = options.Seed,
        };
        var plane = new FrequencyPlane(size.Height, size.Width, region, options.Stride);
        return new HeatMapScale(perturbation, MetricChoice.Of(options), new FrequencyTiling(plane, options.Resolution ?? 1));
    }

    /// <exception cref="InvalidOptionException">It is no number.</exception>
    public static double ReadPhase(string text)
    {
        double[] values = Array.ConvertAll(
            text.Replace("pi", "1", StringComparison.Ordinal).Split('/'),
            part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN);
        double ratio = values switch { [var number] => number, [var over, var under] => over / under, _ => double.NaN };
        double phase = ratio * (text.Contains("pi", StringComparison.Ordinal) ? Math.PI : 1);
        return double.IsFinite(phase)
            ? phase
            : throw new InvalidOptionException("--phase", $"'{text}'", "radians: a number such as 0.5, or pi/4");
    }

    private static double UsualNorm(AuditOptions options, ModelSize size) => size.Shorter switch
    {
        _ when options.IsDemonstration && options.Data == "digits" => DemonstrationNorm,
        LargeSide => NormOfLarge,
        int shorter => NormOfSmall * shorter / SmallSide,
    };
}
