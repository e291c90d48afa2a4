using System.Globalization;

namespace Overtone.Files;

/// <summary>
/// How much a reader lets a file ask for: a small archive must not fill the memory. Arrays that lie plainly in a file are limited by the
/// file itself.
/// Source: Overtone's own; that DEFLATE packs at most 1,032 to 1 is zlib's technical note, "Maximum Compression Factor".
/// </summary>
public sealed record ReadLimits
{
    /// <summary>
    /// The environment variable that raises <see cref="ArrayBytes"/> and <see cref="TrustedBytes"/> for the tool, in GiB.
    /// </summary>
    public const string ArrayVariable = "OVERTONE_MAX_ARRAY_GIB";

    /// <summary>The environment variable that raises <see cref="PicturePixels"/> for the tool, in millions of pixels.</summary>
    public const string PictureVariable = "OVERTONE_MAX_PICTURE_MEGAPIXELS";

    private const long GiB = 1L << 30;
    private const long MegaPixel = 1_000_000;

    // What DEFLATE can do at most, and a header that is packed with the array.
    private const int DeflateRatio = 1032;
    private const long Header = 1 << 17;

    /// <summary>The limits that hold where none are given: these defaults, raised by the environment variables.</summary>
    public static ReadLimits Default { get; } = FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>The most bytes that one array may have when it is unpacked; 8 GiB.</summary>
    public long ArrayBytes { get; init; } = 8 * GiB;

    /// <summary>
    /// Arrays of up to so many bytes may be packed as well as can be; 256 MiB. Labels that are all zero pack 1,000 to 1 and are honest.
    /// </summary>
    public long TrustedBytes { get; init; } = GiB / 4;

    /// <summary>
    /// Larger arrays may have at most so many times the bytes that they take when packed; 100. Digits stored as doubles reach 30.
    /// </summary>
    public int PackingRatio { get; init; } = 100;

    /// <summary>The most pixels that one picture may have; 100 million.</summary>
    public long PicturePixels { get; init; } = 100 * MegaPixel;

    /// <summary>The most bytes that so many packed bytes may unfold to.</summary>
    internal long MostUnpacked(long packed)
    {
        long fair = Math.Max(TrustedBytes, packed > long.MaxValue / PackingRatio ? long.MaxValue : packed * PackingRatio);
        return Math.Min(Math.Min(fair, ArrayBytes), long.MaxValue - Header) + Header;
    }

    /// <summary>The most bytes that so many packed bytes can unfold to, whatever they are.</summary>
    internal static long MostPossible(long packed) =>
        packed > long.MaxValue / DeflateRatio ? long.MaxValue : (packed * DeflateRatio) + Header;

    /// <summary>The limits that environment variables state; one that is no positive number counts as not there.</summary>
    internal static ReadLimits FromEnvironment(Func<string, string?> variable)
    {
        var limits = new ReadLimits();
        if (Positive(variable(ArrayVariable)) is { } gibibytes)
        {
            long bytes = (long)Math.Min(gibibytes * GiB, long.MaxValue / 2);
            limits = limits with { ArrayBytes = bytes, TrustedBytes = bytes };
        }

        return Positive(variable(PictureVariable)) is { } megapixels
            ? limits with { PicturePixels = (long)Math.Min(megapixels * MegaPixel, long.MaxValue / 2) }
            : limits;
    }

    private static double? Positive(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 && double.IsFinite(number)
            ? number
            : null;
}
