using System.Globalization;
using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>Norm, metric and cells of a heat map: the user's, or those usual for the images' size.</summary>
/// <param name="Perturbation">How images are perturbed.</param>
/// <param name="Metric">What the heat map shows.</param>
/// <param name="Plane">Its cells.</param>
internal sealed record HeatMapScale(FourierPerturbation Perturbation, MetricChoice Metric, FrequencyPlane Plane)
{
    // 1906.08988: norm 4 at 32 pixels, 15.7 at 224.
    private static readonly Dictionary<int, double> UsualNorms = new() { [32] = 4, [224] = 15.7 };
    private const double DemonstrationNorm = 2;

    /// <summary>The ℓ2 norm of the perturbations.</summary>
    public double Norm => Perturbation.Norm;

    /// <exception cref="InvalidOptionException">There is no usual norm for this size, or the region is too large.</exception>
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
        return new HeatMapScale(perturbation, MetricChoice.Of(options), plane);
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

    private static double UsualNorm(AuditOptions options, ModelSize size)
    {
        if (options.IsDemonstration && options.Data == "digits")
            return DemonstrationNorm;
        if (UsualNorms.TryGetValue(size.Shorter, out double norm) && size.Height == size.Width)
            return norm;
        double sameContrast = UsualNorms[32] / 32 * Math.Sqrt((double)size.Height * size.Width);
        throw new InvalidOptionException(
            "--norm", $"none for images of {size.Height}x{size.Width} pixels",
            FormattableString.Invariant(
                $"a number: there is no usual one at this size; {sameContrast:0.##} has the contrast of 4 at 32x32"));
    }
}
