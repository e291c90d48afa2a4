using System.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.Random;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>Transforms one seed's networks exactly, compares them with quadrature and fits their decay.</summary>
internal sealed class ReluTransformMeasurement(ReluTransformTrial trial, TrialContext context)
{
    private const int Curve = 1500;
    private const double LowestReach = 1e3, HighestReach = 3e4;
    private static readonly double[] Frequencies = [0, 0.5, 3.7, 20, 75];
    private static readonly (double X, double Y)[] PlaneFrequencies = [(0, 0), (1.3, 0.4), (-3, 5), (12, 2)];
    private static readonly PlaneWindow Window = PlaneWindow.Square(1);

    private readonly TableBuilder _checks = new("checks", Column.Integer("seed"), Column.Text("check"), Column.Number("difference"));
    private readonly TableBuilder _decays = new("decays", Column.Integer("seed"), Column.Text("spectrum"), Column.Number("angle", "radians"), Column.Number("exponent"));
    private readonly TableBuilder _spectra = new("spectra", Column.Integer("seed"), Column.Text("spectrum"), Column.Number("frequency", "radians per unit"), Column.Number("magnitude"));
    private readonly MersenneTwister _random = new((int)(RandomStreams.SeedOf(trial.Seed, "directions") >> 33));

    public void Run()
    {
        MeasureLine();
        context.Report(0.2, "plane");
        MeasurePlane();
        context.Report(0.8, "tapered slices");
        MeasureTapered();
        context.Write(_checks.Build());
        context.Write(_decays.Build());
        context.Write(_spectra.Build());
    }

    // Less the chord from end to end, the function is continuous on the whole line and keeps its kinks.
    private void MeasureLine()
    {
        PiecewiseLinearFunction network = PiecewiseLinearFunction.Of(DrawnNetwork.Relu(trial.Seed, [1, .. trial.LineWidths, 1]), AffineSlice.Whole(1), -1, 1);
        (double first, double last) = (network.Values[0], network.Values[^1]);
        var function = new PiecewiseLinearFunction(network.Knots, [.. network.Values.Zip(network.Knots, (value, x) => value - first - ((last - first) * (x + 1) / 2))]);
        double size = Quadrature(function, 0, Math.Abs).Real;
        _checks.Add(trial.Seed, "line", Frequencies.Max(k => (function.Transform(k) - Quadrature(function, k, v => v)).Magnitude) / size);
        _decays.Add(trial.Seed, "line", 0, FitDecay("line", k => function.Transform(k)));
    }

    private void MeasurePlane()
    {
        PiecewiseLinearNetwork network = DrawnNetwork.Compact(trial.Seed, [2, .. trial.PlaneWidths, 1]);
        IReadOnlyList<LinearRegion> regions = PlaneRegions.Of(network, AffineSlice.Whole(2), Window, context.Cancellation);
        var transform = new PlaneTransform(regions);
        double size = transform.At(0, 0).Magnitude;
        _checks.Add(trial.Seed, "plane", PlaneFrequencies.Max(k => (transform.At(k.X, k.Y) - Strips(network, k.X, k.Y)).Magnitude) / size);
        // Lemma 1 as it must read, and with the sign it is printed with.
        foreach ((string check, int sign) in new[] { ("lemma", 1), ("lemma as printed", -1) })
            _checks.Add(trial.Seed, check, PlaneFrequencies.Skip(1).Max(k => (transform.At(k.X, k.Y) - (sign * transform.FromGradients(k.X, k.Y))).Magnitude) / size);

        foreach ((double angle, int place) in StrongestEdges(regions).Select((angle, place) => (angle, place)))
            _decays.Add(trial.Seed, "normal", angle, FitDecay(place == 0 ? "normal of an edge" : "", Along(transform, angle)));
        for (int direction = 0; direction < trial.Directions; direction++)
        {
            double angle = Math.PI * _random.NextDouble();
            _decays.Add(trial.Seed, "random", angle, FitDecay(direction == 0 ? "random direction" : "", Along(transform, angle)));
        }

        if (trial.Pictures)
            ReluTransformPictures.Write(regions, transform, context);
    }

    private void MeasureTapered()
    {
        int[] widths = [trial.Inputs, .. trial.TaperedWidths, 1];
        double[] direction = [.. Enumerable.Range(0, trial.Inputs).Select(_ => (2 * _random.NextDouble()) - 1)];
        double length = Math.Sqrt(direction.Sum(d => d * d)) / 3;
        PiecewiseLinearFunction relu = PiecewiseLinearFunction.Of(
            DrawnNetwork.Relu(trial.Seed, widths), AffineSlice.Line(new double[trial.Inputs], [.. direction.Select(d => d / length)]), -1, 1);
        var smooth = new SmoothNetwork(trial.Seed, widths);
        _decays.Add(trial.Seed, "tapered relu", 0, TaperedSlice.Decay(relu.Value, trial.Samples));
        _decays.Add(trial.Seed, "tapered tanh", 0, TaperedSlice.Decay(x => smooth.Evaluate([.. direction.Select(d => d / length * x)]), trial.Samples));
    }

    private double FitDecay(string curve, Func<double, Complex> transform)
    {
        (double Frequency, double Magnitude)[] spectrum = [.. Enumerable.Range(0, Curve)
            .Select(n => LowestReach * Math.Pow(HighestReach / LowestReach, n / (Curve - 1.0)))
            .Select(k => (k, transform(k).Magnitude))];
        if (trial.Pictures && curve.Length > 0)
        {
            // Drawn from far below on; fitted only where all regions are many waves wide.
            foreach (double k in Enumerable.Range(0, 600).Select(n => Math.Pow(HighestReach, n / 599.0)))
                _spectra.Add(trial.Seed, curve, k, transform(k).Magnitude);
        }

        return DecayExponent.Of(spectrum);
    }

    private static Func<double, Complex> Along(PlaneTransform transform, double angle) => k => transform.FromGradients(k * Math.Cos(angle), k * Math.Sin(angle));

    // The angles of the normals of the strongest edges, length times jump of the slope, no two within a degree of each other.
    private IEnumerable<double> StrongestEdges(IReadOnlyList<LinearRegion> regions)
    {
        var angles = new List<double>();
        foreach ((double angle, _) in regions.SelectMany(region => Edges(region, regions)).OrderByDescending(edge => edge.Strength))
        {
            if (angles.Count < trial.Directions && angles.All(other => Math.Abs(Math.Sin(angle - other)) > Math.PI / 180))
                angles.Add(angle);
        }

        return angles;
    }

    // Edges on which only units that lead nowhere change have no jump: they are no faces of the function.
    private static IEnumerable<(double Angle, double Strength)> Edges(LinearRegion region, IReadOnlyList<LinearRegion> regions)
    {
        const double Beyond = 1e-6;
        IReadOnlyList<PlanePoint> corners = region.Polygon.Vertices;
        for (int n = 0; n < corners.Count; n++)
        {
            PlanePoint a = corners[n], b = corners[(n + 1) % corners.Count];
            (double outX, double outY) = (b.Y - a.Y, a.X - b.X);
            var beyond = new PlanePoint(((a.X + b.X) / 2) + (Beyond * outX), ((a.Y + b.Y) / 2) + (Beyond * outY));
            if (regions.FirstOrDefault(other => other != region && other.Polygon.Contains(beyond)) is not { } neighbour)
                continue;
            double jump = Math.Abs(region.Gradient().X - neighbour.Gradient().X) + Math.Abs(region.Gradient().Y - neighbour.Gradient().Y);
            yield return (Math.Atan2(outY, outX), jump * Math.Sqrt((outX * outX) + (outY * outY)));
        }
    }

    // Gauss-Legendre on every piece: for quadrature the breakpoints are known, not how a wave integrates.
    private static Complex Quadrature(PiecewiseLinearFunction function, double k, Func<double, double> of)
    {
        Complex sum = 0;
        for (int n = 0; n < function.Knots.Count - 1; n++)
        {
            (double low, double high) = (function.Knots[n], function.Knots[n + 1]);
            var rule = new GaussLegendreRule(low, high, 64);
            for (int node = 0; node < rule.Order; node++)
                sum += rule.GetWeight(node) * of(function.Value(rule.GetAbscissa(node))) * Complex.Exp(new Complex(0, -k * rule.GetAbscissa(node)));
        }

        return sum;
    }

    // Exact along x by breakpoints, Gauss-Legendre across: polygons play no part.
    private static Complex Strips(PiecewiseLinearNetwork network, double kx, double ky)
    {
        const int Count = 400;
        var rule = new GaussLegendreRule(-1, 1, 4);
        Complex sum = 0;
        for (int strip = 0; strip < Count; strip++)
        {
            for (int node = 0; node < rule.Order; node++)
            {
                double y = -1 + ((2 * strip + 1 + rule.GetAbscissa(node)) / Count);
                sum += rule.GetWeight(node) / Count * Complex.Exp(new Complex(0, -ky * y)) * PiecewiseLinearFunction.Of(network, AffineSlice.Line([0, y], [1.0, 0.0]), -1, 1).Transform(kx);
            }
        }

        return sum;
    }
}
