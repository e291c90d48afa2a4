using System.Globalization;
using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Studies;

namespace Overtone.Catalog.AttackedModels;

/// <summary>A bound of perturbations, ε, as someone wrote it.</summary>
/// <param name="Text">For example <c>8/255</c>.</param>
/// <param name="Value">Its value.</param>
internal sealed record Bound(string Text, double Value)
{
    /// <summary>The name of the estimate.</summary>
    public string EstimateName => $"not_broken_at_{Text.Replace('/', '_').Replace('.', '_')}";
}

/// <summary>Reads lists of bounds.</summary>
internal static class BoundList
{
    /// <summary>The word for the usual ones.</summary>
    public const string Auto = "auto";

    private const string Option = "--epsilon";
    private const double CifarL2 = 0.5;
    private const int CifarPixels = 3 * 32 * 32;
    private static readonly string[] UsualLinf = ["1/255", "2/255", "4/255", "8/255"];
    private static readonly double[] SharesL2 = [0.125, 0.25, 0.5, 1];

    /// <summary>The bounds of a run, rising.</summary>
    /// <param name="options">The options.</param>
    /// <param name="size">The sizes of the images; null as long as they are not known: usual bounds in ℓ2 are left out then.</param>
    /// <exception cref="InvalidOptionException">One is no number, not above 0, or larger than the box.</exception>
    public static IReadOnlyList<Bound> Of(AttackedModelOptions options, ModelSize? size)
    {
        IEnumerable<Bound> bounds = options.Epsilon is not [Auto] ? options.Epsilon.Select(text => Read(text, options.Norm, size))
            : options.Norm == AttackNorm.Linf ? UsualLinf.Select(text => Read(text, options.Norm, size))
            : size is null ? []
            : SharesL2.Select(share => Usual(share * CifarL2 * Math.Sqrt((double)PixelsOf(size) / CifarPixels)));
        return [.. bounds.OrderBy(bound => bound.Value).DistinctBy(bound => bound.Value)];
    }

    private static Bound Usual(double value)
    {
        double rounded = Math.Round(value, 4);
        return new Bound(rounded.ToString("0.####", CultureInfo.InvariantCulture), rounded);
    }

    /// <summary>A bound as someone wrote it.</summary>
    /// <param name="text">A number or a fraction.</param>
    /// <param name="norm">The norm.</param>
    /// <param name="size">The sizes of the images; null as long as they are not known.</param>
    /// <param name="expected">What was expected, up to the limits.</param>
    /// <exception cref="InvalidOptionException">It is no number, not above 0, or larger than the box.</exception>
    public static Bound Read(string text, AttackNorm norm, ModelSize? size, string expected = $"{Auto}, or numbers")
    {
        double most = norm == AttackNorm.Linf ? 1 : size is null ? double.PositiveInfinity : Math.Sqrt(PixelsOf(size));
        string limit = norm == AttackNorm.Linf
            ? "at most 1, a pixel's whole range"
            : size is null
                ? "no more than the box's diagonal"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"at most {most:0.##}, the diagonal of the box of {size.Channels}×{size.Height}×{size.Width} pixels in [0, 1]");
        string[] parts = text.Split('/');
        double value = parts.Length is 1 or 2 && Array.TrueForAll(parts, part => double.TryParse(part, CultureInfo.InvariantCulture, out _))
            ? parts.Select(part => double.Parse(part, CultureInfo.InvariantCulture)).Aggregate((above, below) => above / below)
            : double.NaN;
        return value > 0 && value <= most
            ? new Bound(text.Trim(), value)
            : throw new InvalidOptionException(Option, $"'{text}'", $"{expected} above 0 and {limit}, such as 0.03 or 8/255");
    }

    private static int PixelsOf(ModelSize size) => size.Channels * size.Height * size.Width;
}
