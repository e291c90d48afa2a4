using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class DynamicsMeasurementTests(SmokeRuns runs)
{
    private static readonly LinearFrequencyDynamicsOptions Options = LinearFrequencyDynamicsOptions.Smoke with
    {
        Replicates = 1,
        Shares = [0.9, 0.5, 0.2],
        Side = 3,
    };

    /// <summary>Rivals know how far the network is; what they don't have is which function has that error.</summary>
    [Fact]
    public void Every_rival_has_the_networks_training_error()
    {
        var tables = runs.Of("lfp-dynamics").Outcome.Tables;
        var errors = tables.Rows<LinearFrequencyDynamics.TrainingError>()
            .ToDictionary(r => (r.Experiment, r.Seed, r.Share), r => r.Network);
        var corners = tables.Rows<LinearFrequencyDynamics.FunctionValue>()
            .Where(r => r.Experiment == LinearFrequencyDynamics.Xor && Math.Abs(r.X1) == 1 && Math.Abs(r.X2) == 1)
            .GroupBy(r => (r.Experiment, r.Seed, r.Share)).ToArray();
        Assert.Equal(8, corners.Length);
        Assert.All(corners, corner =>
        {
            double Error(Func<LinearFrequencyDynamics.FunctionValue, double> value) =>
                Math.Sqrt(corner.Average(r => Math.Pow(value(r) - (r.X1 * r.X2), 2)));
            Assert.Equal(errors[corner.Key], Error(r => r.Network), 1e-9);
            Assert.All(
                new[] { Error(r => r.Blind), Error(r => r.FirstTerm), Error(r => r.SecondTerm) },
                error => Assert.Equal(errors[corner.Key], error, 1e-6));
        });
    }

    [Fact]
    public void Records_are_made_at_the_predicted_times()
    {
        var errors = runs.Of("lfp-dynamics").Outcome.Tables.Rows<LinearFrequencyDynamics.TrainingError>();
        Assert.All(errors, r => Assert.Equal(r.Share, r.Prediction, 0.05));
        Assert.All(errors.Where(r => r.Share == 1), r => Assert.Equal(1, r.Network, 1e-12));
    }

    [Fact]
    public void A_trial_that_was_stopped_goes_on_inside_and_ends_with_the_same_bits()
    {
        using var whole = new TestRun();
        whole.Execute(new LinearFrequencyDynamics(), Options);

        using var stopped = new TestRun { CheckpointInterval = TimeSpan.Zero };
        using var source = new CancellationTokenSource();
        var reports = 0;
        stopped.OnEvent = e =>
        {
            if (e.Kind == TrialEventKind.Progress && ++reports == 120)
            {
                source.Cancel();
            }
        };
        Assert.ThrowsAny<OperationCanceledException>(() => stopped.Execute(new LinearFrequencyDynamics(), Options, source.Token));
        Assert.Single(stopped.Checkpoints());
        stopped.OnEvent = _ => { };
        stopped.Execute(new LinearFrequencyDynamics(), Options);
        Assert.Equal(whole.StoredTables(), stopped.StoredTables());
    }
}
