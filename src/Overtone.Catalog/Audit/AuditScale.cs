using System.Globalization;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>Norms, phase, region and bandwidths of an audit: the user's, or those usual for the images' size.</summary>
internal sealed record AuditScale
{
    // 1906.08988: norm 4 at 32 pixels, 15.7 at 224; central 63×63 at 224.
    private static readonly Dictionary<int, double> UsualNorms = new() { [32] = 4, [224] = 15.7 };
    private const double DemonstrationNorm = 2;
    private const int LargestWholePlane = 64;
    private const int UsualRegion = 63;
    private const int NoiseFactor = 2;
    private static readonly int[] Thirtyseconds = [1, 3, 5, 7, 11, 15, 19, 23, 27, 31];
    private static readonly int[] RadiusThirtyseconds = [1, 2, 4, 6, 8, 10, 12, 14, 16];

    /// <summary>The ℓ2 norm of the heat map's perturbations.</summary>
    public required double Norm { get; init; }

    /// <summary>The ℓ2 norm of the band-limited noise.</summary>
    public required double NoiseNorm { get; init; }

    /// <summary>The phase of the waves, in radians.</summary>
    public required double Phase { get; init; }

    /// <summary>What the heat map shows.</summary>
    public required MetricChoice Metric { get; init; }

    /// <summary>The cells of the heat map.</summary>
    public required FrequencyPlane Plane { get; init; }

    /// <summary>Sides of the square bands.</summary>
    public required int[] Sides { get; init; }

    /// <summary>Radii of the round bands.</summary>
    public required int[] Radii { get; init; }

    /// <summary>The bandwidths of a shape: sides of squares or radii of discs.</summary>
    public int[] BandwidthsOf(BandShape shape) => shape is BandShape.SquareLowPass or BandShape.SquareHighPass ? Sides : Radii;

    /// <summary>Checks what can be checked before the size of the images is known.</summary>
    /// <exception cref="InvalidOptionException">The phase is no number, or a bandwidth is even.</exception>
    public static void Require(AuditOptions options)
    {
        ReadPhase(options.Phase);
        if (options.Bandwidths is not [0])
            RequireOdd(options.Bandwidths, int.MaxValue, "");
    }

    /// <exception cref="InvalidOptionException">There is no usual norm for this size, the region is too large, or a bandwidth is even or too large.</exception>
    public static AuditScale Of(AuditOptions options, ModelSize size)
    {
        double norm = options.Norm > 0 ? options.Norm : UsualNorm(options, size);
        if (options.Region > size.Shorter)
            throw new InvalidOptionException("--region", $"{options.Region}", $"at most {size.Shorter}, the images' shorter side");
        int region = options.Region == 0 ? RegionFor(size.Height, size.Width) : options.Region;
        int[] sides = options.Bandwidths is [0] ? UsualSides(size) : [.. options.Bandwidths.Distinct().Order()];
        RequireOdd(sides, size.Shorter, $" up to {size.Shorter}");
        return new AuditScale
        {
            Norm = norm,
            NoiseNorm = options.NoiseNorm > 0 ? options.NoiseNorm : NoiseFactor * norm,
            Phase = ReadPhase(options.Phase),
            Metric = MetricChoice.Of(options),
            Plane = new FrequencyPlane(size.Height, size.Width, region, options.Stride),
            Sides = sides,
            Radii = options.Bandwidths is [0] ? UsualRadii(size) : [.. sides.Select(side => (side - 1) / 2).Where(radius => radius > 0)],
        };
    }

    /// <summary>The side of the central square of frequencies that is shown when nobody says: 0, the whole plane, up to 64 pixels.</summary>
    public static int RegionFor(int height, int width) => Math.Min(height, width) > LargestWholePlane ? UsualRegion : 0;

    private static void RequireOdd(int[] sides, int most, string limit)
    {
        int wrong = Array.FindIndex(sides, side => side % 2 == 0 || side > most);
        if (wrong >= 0)
            throw new InvalidOptionException("--bandwidths", $"{sides[wrong]}", $"odd numbers{limit}: an even square keeps a frequency without its conjugate");
    }

    private static double UsualNorm(AuditOptions options, ModelSize size)
    {
        if (options.Model == AuditOptions.Demonstration && options.Data == "digits")
            return DemonstrationNorm;
        if (UsualNorms.TryGetValue(size.Shorter, out double norm) && size.Height == size.Width)
            return norm;
        double sameContrast = UsualNorms[32] / 32 * Math.Sqrt((double)size.Height * size.Width);
        throw new InvalidOptionException(
            "--norm", $"none for images of {size.Height}x{size.Width} pixels", FormattableString.Invariant($"a number: there is no usual one at this size; {sameContrast:0.##} has the contrast of 4 at 32x32"));
    }

    private static int[] UsualSides(ModelSize size) =>
        [.. Thirtyseconds.Select(n => (2 * (int)Math.Floor(n * size.Shorter / 64.0)) + 1).Where(side => side <= size.Shorter).Distinct()];

    private static int[] UsualRadii(ModelSize size) =>
        [.. RadiusThirtyseconds.Select(n => (int)Math.Round(n * size.Shorter / 32.0)).Where(radius => radius > 0).Distinct()];

    private static double ReadPhase(string text)
    {
        string number = text.Replace("pi", "1", StringComparison.Ordinal);
        string[] parts = number.Split('/');
        double[] values = Array.ConvertAll(parts, part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN);
        double phase = (values.Length == 2 ? values[0] / values[1] : values.Length == 1 ? values[0] : double.NaN) * (text.Contains("pi", StringComparison.Ordinal) ? Math.PI : 1);
        return double.IsFinite(phase) ? phase : throw new InvalidOptionException("--phase", $"'{text}'", "radians: a number such as 0.5, or pi/4");
    }
}
