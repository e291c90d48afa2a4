using Overtone.Catalog.ContinuousViewpoint;

namespace Overtone.Catalog.Tests.ContinuousViewpoint;

public class ContinuousViewpointMeasurementTests(SmokeRuns runs)
{
    /// <summary>Features of width ½: rates (h²/2) exp(−h²k²/2) where they are fixed, k² times that where they move.</summary>
    [Fact]
    public void Linear_rates_are_those_of_both_kernels()
    {
        var rows = runs.Of("continuous-viewpoint").Outcome.Tables.Rows<ContinuousViewpointStudy.Simulated>();
        foreach (var row in rows.Where(r => r.Curve != ContinuousViewpointStudy.Particles))
        {
            double k = row.Frequency, rate = 0.125 * Math.Exp(-0.125 * k * k), moving = k * k * rate;
            var time = row.Time * (row.Curve == ContinuousViewpointStudy.FixedRates ? rate : moving);
            Assert.Equal(Math.Exp(-time), row.Left, 1e-6);
        }

        Assert.All(
            new[] { ContinuousViewpointStudy.LinearRates, ContinuousViewpointStudy.FixedRates },
            curve => Assert.Equal(
                rows.Count(r => r.Curve == ContinuousViewpointStudy.Particles), rows.Count(r => r.Curve == curve)));
    }

    [Fact]
    public void Eigenmodes_begin_as_the_particles_do_and_end_at_the_target()
    {
        var rows = runs.Of("continuous-viewpoint").Outcome.Tables.Rows<ContinuousViewpointStudy.FunctionValue>();
        var target = rows.Where(r => r.Curve == "target").DistinctBy(r => r.X).ToDictionary(r => r.X, r => r.Value);
        var range = target.Values.Max() - target.Values.Min();
        double Distance(Func<ContinuousViewpointStudy.FunctionValue, bool> of, Func<ContinuousViewpointStudy.FunctionValue, double> from) =>
            rows.Where(of).Max(r => Math.Abs(r.Value - from(r))) / range;
        var begin = rows.Where(r => r.Time == 0 && r.Curve == "particles").ToDictionary(r => r.X, r => r.Value);
        Assert.Equal(0, Distance(r => r.Time == 0 && r.Curve == "eigenmodes", r => begin[r.X]), 1e-6);
        Assert.InRange(Distance(r => r.Time == 0 && r.Curve == "particles", r => target[r.X]), 0.2, double.PositiveInfinity);
        // Frequency 6 of moving features halves at time 14; by then the others have gone.
        Assert.InRange(Distance(r => r.Time == 1000 && r.Curve != "target" && r.Motion == Theory.ContinuousViewpoint.Motion.Features,
            r => target[r.X]), 0, 0.1);
    }
}
