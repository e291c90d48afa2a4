using Overtone.Models;
using Overtone.Theory.BallAverage;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>What theory says of the power that averages leave along random lines.</summary>
/// <param name="images">The size of the images.</param>
/// <param name="directions">K of post-averaging.</param>
/// <param name="radius">R.</param>
/// <param name="draws">Draws of which the mean is taken.</param>
internal sealed class PredictedLines(InputSize images, int directions, double radius, int draws)
{
    // Where averages are their scatter alone, at a third of the radius, too.
    private const double HighestPhase = 20;

    private readonly int _pixels = PixelsOf(images);
    private readonly SampledBallAverage _sampled = new(PixelsOf(images), directions, radius);
    private readonly FramedBallAverage _framed = new(PixelsOf(images), SpectraDefences.BallDirections(directions), radius);
    private readonly double _deviation = SpectraDefences.Deviation(directions, radius, PixelsOf(images));

    private readonly Dictionary<(SpectraDefence? Defence, double Frequency), double?> _known = [];

    /// <summary>The share of the power left at a frequency along the line; null where nothing is predicted.</summary>
    public double? Of(SpectraDefence defence, double frequency) => Known(defence, frequency, () => Computed(defence, frequency));

    /// <summary>The same for the whole ball, without points that could leak: what the paper's formula says.</summary>
    public double OfWholeBall(double frequency) =>
        Known(null, frequency, () => Left(frequency, w => Square(BallResponse.Ball(_pixels, radius * w))))!.Value;

    // Each costs milliseconds, and is asked for by every seed.
    private double? Known(SpectraDefence? defence, double frequency, Func<double?> compute)
    {
        if (!_known.TryGetValue((defence, frequency), out double? value))
            _known.Add((defence, frequency), value = compute());
        return value;
    }

    private double? Computed(SpectraDefence defence, double frequency) => defence switch
    {
        SpectraDefence.PostAveraging => Left(frequency, w => Square(_sampled.ExpectedResponse(w)) + Square(_sampled.Leakage(w))),
        SpectraDefence.PostAveragingDraws =>
            Left(frequency, w => Square(_sampled.ExpectedResponse(w)) + (Square(_sampled.Leakage(w)) / draws)),
        SpectraDefence.Ball => Left(frequency, w => Square(_framed.ExpectedResponse(w)) + Square(_framed.Leakage(w))),
        SpectraDefence.BallDraws => Left(frequency, w => Square(_framed.ExpectedResponse(w)) + (Square(_framed.Leakage(w)) / draws)),
        SpectraDefence.Smoothing => Left(frequency, Smoothed),
        SpectraDefence.OnePoint => 1,
        _ => null,
    };

    private double Left(double frequency, Func<double, double> response) =>
        RandomLine.PowerLeft(_pixels, frequency, HighestPhase * Math.Sqrt(_pixels) / radius, response);

    // Points come without their opposites: the scatter of one draw is that of complex numbers of modulus 1.
    private double Smoothed(double wave)
    {
        double kept = Math.Exp(-Square(_deviation * wave));
        return kept + ((1 - kept) / SpectraDefences.Points(directions));
    }

    private static int PixelsOf(InputSize size) => size.Channels * size.Height * size.Width;

    private static double Square(double value) => value * value;
}
