using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class WideNetworkTrainingTests
{
    private static readonly LinearFrequency1dOptions Options = new()
    {
        Width = 100,
        Replicates = 1,
        Loss = 1e-12,
        Steps = 20_000,
        Controls = false,
    };

    [Fact]
    public void A_trial_that_was_stopped_goes_on_inside_and_ends_with_the_same_bits()
    {
        using var whole = new TestRun();
        whole.Execute(new LinearFrequency1d(), Options);

        using var stopped = new TestRun { CheckpointInterval = TimeSpan.Zero };
        using var source = new CancellationTokenSource();
        var reports = 0;
        stopped.OnEvent = e =>
        {
            if (e.Kind == TrialEventKind.Progress && ++reports == 4)
            {
                source.Cancel();
            }
        };
        Assert.ThrowsAny<OperationCanceledException>(() => stopped.Execute(new LinearFrequency1d(), Options, source.Token));
        Assert.Single(stopped.Checkpoints());
        stopped.OnEvent = _ => { };
        stopped.Execute(new LinearFrequency1d(), Options);
        Assert.Equal(whole.StoredTables(), stopped.StoredTables());
    }

    [Fact]
    public void Networks_of_the_first_regime_are_nearer_to_their_own_prediction_than_to_any_other()
    {
        using var run = new TestRun();
        var tables = run.Execute(
            new LinearFrequency1d(),
            Options with
            {
                Width = 2000,
                Loss = 1e-3,
                Steps = 150_000,
                CubicSpreads = [10, 10, 1],
            }).Tables;
        double[] Of(string function) =>
            [
                .. tables["functions"]
                    .Rows.Where(r => r.Text("experiment") == "linear" && r.Text("function") == function)
                    .Select(r => r.Number("value")),
            ];
        var network = Of("network");
        Assert.InRange(FunctionDistance.Of(network, Of("prediction")).RootMeanSquare, 0, 0.04);
        Assert.True(
            FunctionDistance.Of(network, Of("natural cubic spline")).RootMeanSquare
                > FunctionDistance.Of(network, Of("prediction")).RootMeanSquare);
        Assert.All(tables["training"].Numbers("loss"), loss => Assert.InRange(loss, 0, 1e-3));
    }
}
