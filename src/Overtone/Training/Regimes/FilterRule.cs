using Overtone.Data;
using Overtone.Spectra;

namespace Overtone.Training.Regimes;

/// <summary>Which filters there can be for images of a shape.</summary>
internal static class FilterRule
{
    public static void Require(BandFilter filter, ImageShape images)
    {
        if (filter.Refusal(images.Height, images.Width) is { } expected)
            throw new RegimeException($"{filter.Described} for images of {images}", expected);
    }
}
