using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Models;
using Overtone.Studies.Findings;
using static Overtone.Catalog.PostAveraging.Spectra.DefenceSpectra;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>
/// What <see cref="DefenceSpectra"/> says of its rows. Thresholds were fixed on pilot seeds 1001 to 1003, before any deciding run.
/// </summary>
internal sealed class DefenceSpectraFindings
{
    // Of the power of float32's rounding in that of the network: what is left behind a defence is up to a thousand times less.
    private const double TolerableNoise = 1e-4;

    // Logarithms of less are those of rounding.
    private const double SmallestPower = 1e-30;

    private readonly DefenceSpectraOptions _options;
    private readonly Conclusion _to;
    private readonly IReadOnlyList<CleanRow> _clean;
    private readonly SpectraRows _rows;

    public DefenceSpectraFindings(DefenceSpectraOptions options, Conclusion to)
    {
        (_options, _to, _clean) = (options, to, to.Rows<CleanRow>());
        CleanRow any = _clean[0];
        var size = new InputSize(any.Channels, any.Height, any.Width);
        _rows = new SpectraRows(
            to, size, any.Radius, new PredictedLines(size, options.Directions, any.Radius, options.Draws),
            TolerableNoise);
    }

    public void Conclude()
    {
        if (AveragingFindings.Introduce(
            _to, _clean.Where(r => r.Defence == SpectraDefence.None).Select(r => (r.Kind, r.Seed, r.Accuracy, r.Classes))))
            Claims();
        Estimates();
        new DefenceSpectraFigures(_options, _to, _rows).Draw();
        Notes();
    }

    private void Claims()
    {
        _to.Claim("damping", "Post-averaging takes a network's high frequencies along random lines")
            .By("share of the logits' power left by one draw at 8 radians per R and beyond: median over lines, geometric mean over bands")
            .AtMost(0.1)
            .Against("one random point at distance R in the place of the average", 0.5, Left(SpectraDefence.OnePoint))
            .PerSeed(Left(SpectraDefence.PostAveraging));
        _to.Claim("floor", "What is left of the highest frequencies is what so few points leak, not what the ball's formula leaves")
            .By("distance in decades of the power left from theory at 16 radians per R and beyond, of one draw or of the mean of several, "
                + "whichever is larger")
            .AtMost(0.15)
            .Against("the ball's formula in the place of the scheme's", 1, OffBall())
            .PerSeed(OffTheory());
        _to.Claim("middle", "Before the floor, post-averaging and the average over the ball differ as theory says")
            .By("distance in decades of the power left by one draw from theory, mean over bands from 3 to 12 radians per R; the larger of "
                + "the two averages'")
            .AtMost(0.15)
            .Against("each average with the theory of the other", 0.2, Middles(SpectraDefence.Ball, SpectraDefence.PostAveraging))
            .PerSeed(Middles(SpectraDefence.PostAveraging, SpectraDefence.Ball));
        _to.Claim("heat-map", "Post-averaging leaves the high frequencies of the image in the heat map")
            .By("mean change of the logits under waves above half of the Nyquist frequency, averaged over undefended").AtLeast(0.9)
            .Against("a Gaussian blur of the image that halves the power at half of that frequency", 0.1, HeatMap(SpectraDefence.Blur))
            .PerSeed(HeatMap(SpectraDefence.PostAveraging));
        _to.Claim("image-filter", "A low-pass of the image, which empties the heat map, leaves a network's high frequencies along lines")
            .By("share of the logits' power left at 8 radians per R and beyond: median over lines, geometric mean over bands").AtLeast(0.05)
            .Against("post-averaging in its place", 0.03, Left(SpectraDefence.PostAveraging))
            .PerSeed(Left(SpectraDefence.LowPass));
    }

    private IEnumerable<double> Left(
        SpectraDefence defence, LineDirection direction = LineDirection.Random, SpectraOutput output = SpectraOutput.Logits) =>
        _rows.Seeds.Select(seed => Math.Pow(10, _rows.Decades(new(seed, direction, output), defence, High, _ => 1)));

    private IEnumerable<double> OffTheory(SpectraOutput output = SpectraOutput.Logits) => _rows.Seeds.Select(seed => Math.Max(
        Off(seed, output, SpectraDefence.PostAveraging, k => _rows.Predicted.Of(SpectraDefence.PostAveraging, k)!.Value),
        Off(seed, output, SpectraDefence.PostAveragingDraws, k => _rows.Predicted.Of(SpectraDefence.PostAveragingDraws, k)!.Value)));

    private IEnumerable<double> OffBall() => _rows.Seeds.Select(seed =>
        Off(seed, SpectraOutput.Logits, SpectraDefence.PostAveraging, k => Math.Max(SmallestPower, _rows.Predicted.OfWholeBall(k))));

    // Post-averaging and the average over the ball, each beside a theory.
    private IEnumerable<double> Middles(SpectraDefence ofPoints, SpectraDefence ofBall) => _rows.Seeds.Select(seed => Math.Max(
        OffMiddle(seed, SpectraDefence.PostAveraging, ofPoints), OffMiddle(seed, SpectraDefence.Ball, ofBall)));

    private double OffMiddle(long seed, SpectraDefence measured, SpectraDefence theory) => _rows.DistanceInMiddle(
        new(seed, LineDirection.Random, SpectraOutput.Logits), measured, k => _rows.Predicted.Of(theory, k)!.Value);

    private double Off(long seed, SpectraOutput output, SpectraDefence defence, Func<double, double> theory) =>
        Math.Abs(_rows.Decades(new(seed, LineDirection.Random, output), defence, Floor, theory));

    private IEnumerable<double> HeatMap(SpectraDefence defence, AveragedKind kind = AveragedKind.Network) =>
        _rows.SeedsOf(kind).Select(seed => _rows.HighImageFrequencies(kind, seed, defence));

    private void Estimates()
    {
        SpectraDefence[] seen = [.. _rows.Defences(LineDirection.Random, SpectraOutput.Logits).Where(d => d != SpectraDefence.None)];
        foreach (SpectraDefence defence in seen)
        {
            string along = Share(Left(defence, LineDirection.Gradient).Median());
            _to.Estimate(Estimate.OfMedian(
                $"power_left.{StudyText.Kebab(defence)}", [.. Left(defence)],
                median => $"{Name(defence)} leaves {Share(median)} the power of the logits' high frequencies along random lines, {along} "
                    + "that along gradients."));
        }

        _to.Estimate(Estimate.OfMedian(
            "power_left.probabilities", [.. Left(SpectraDefence.PostAveraging, output: SpectraOutput.Probabilities)],
            median => $"As deployed, averaging probabilities, post-averaging leaves {StudyText.Percent(median)} of the power of their high "
                + $"frequencies; the floor is {OffTheory(SpectraOutput.Probabilities).Median():0.00} decades from theory."));
        foreach (SpectraDefence defence in SpectraDefences.OfImages.Where(d => d != SpectraDefence.None))
        {
            string ofLinear = StudyText.Percent(HeatMap(defence, AveragedKind.Linear).Median());
            _to.Estimate(Estimate.OfMedian(
                $"heat_map.{StudyText.Kebab(defence)}", [.. HeatMap(defence)],
                median => $"{Name(defence)} leaves {StudyText.Percent(median)} of the change of the logits under waves above half of the "
                    + $"Nyquist frequency, {ofLinear} of a linear classifier's. It "
                    + $"classifies {StudyText.Percent(Accuracy(defence))} of the test images correctly."));
        }
    }

    private double Accuracy(SpectraDefence defence) =>
        _clean.Where(r => r.Kind == AveragedKind.Network && r.Defence == defence).Average(r => r.Accuracy);

    private void Notes()
    {
        double radius = _rows.Radius;
        _to.Note($"R is {radius:0.###} for pixels in [0, 1], K is {_options.Directions}; the average over the ball has "
            + $"{2 * SpectraDefences.BallDirections(_options.Directions)} points, post-averaging and noise "
            + $"{SpectraDefences.Points(_options.Directions)}. Lines are {2 * _options.LineLength:0.#} R long, through "
            + $"{_options.Lines} test images, tapered by cos⁴ with the best straight line taken away.");
        _to.Note("Theory is that of many kinks with hyperplanes at random angles to the line, whose waves add up without regard to phase: "
            + "the power left is the mean of |c|³ |H(k/|c|)|² over that of |c|³, c being the cosine of the angle, H the factor of one wave "
            + "with the scatter of draws. It says nothing of lines along gradients.");
        _to.Note(_rows.LeftOut == 0
            ? $"Rounding of float32 is at most {_rows.WorstNoise:0.0e+0} of the network's power at every frequency shown."
            : $"{_rows.LeftOut} of the {_rows.AllBands} measured spectra of a band were left out, because rounding of float32 is more than "
                + $"{TolerableNoise:0e+0} of the network's power there.");
    }

    // What filters leave is less than all; what JPEG's steps add is a thousand times as much.
    private static string Share(double ratio) => ratio < 10
        ? $"{StudyText.Percent(ratio)} of"
        : string.Create(CultureInfo.InvariantCulture, $"{ratio:#,0} times");

    private string Name(SpectraDefence defence) => defence switch
    {
        SpectraDefence.PostAveraging => "Post-averaging",
        SpectraDefence.PostAveragingDraws => $"The mean of {_options.Draws} draws of post-averaging",
        SpectraDefence.Ball => "The average over the ball",
        SpectraDefence.BallDraws => $"The mean of {_options.Draws} draws of the average over the ball",
        SpectraDefence.Smoothing => "Gaussian noise at as many points",
        SpectraDefence.OnePoint => "A shift to one random point",
        SpectraDefence.LowPass => "A low-pass of the image",
        SpectraDefence.Blur => "A blur of the image",
        SpectraDefence.Jpeg => "JPEG",
        _ => "No defence",
    };
}
