using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

/// <summary>What a run would find and measure, told without measuring.</summary>
public sealed class RunForecastTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_an_empty_store_only_the_number_of_trials_is_known_and_nothing_is_made()
    {
        var study = new CoinStudy();
        RunForecast forecast = Forecast(study, new CoinOptions { Throws = 3 });
        Assert.Equal([new KindForecast("coin", 0, 3, null, null, null, false)], forecast.Kinds);
        Assert.Equal((3, null, null), (forecast.Missing.Count, forecast.Seconds, forecast.Bytes));
        Assert.Equal(0, study.MeasuredTrials);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_is_stored_is_counted_and_tells_of_the_rest()
    {
        var study = new CoinStudy { OnMeasure = (_, _) => Thread.Sleep(20) };
        Run(study, new CoinOptions { Throws = 2 });
        string[] before = Files();
        RunForecast forecast = Forecast(study, new CoinOptions { Throws = 6 }, jobs: 2);
        KindForecast kind = Assert.Single(forecast.Kinds);
        Assert.Equal((2, 4, true), (kind.Stored, kind.Missing, kind.HasSameSettings));
        Assert.Equal(kind.Seconds!.Value / 2, forecast.Seconds!.Value, 1e-9);
        Assert.InRange(kind.Seconds.Value, 4 * 0.02, double.MaxValue);
        Assert.True(forecast.Bytes > 0);
        // Two at once, of a process that holds at least its own code.
        Assert.Equal(2 * kind.Memory, forecast.Memory);
        Assert.InRange(kind.Memory!.Value, 10_000_000, long.MaxValue);
        Assert.Equal(before, Files());
        Assert.False(Assert.Single(Forecast(study, new CoinOptions { Throws = 1, Sides = 3 }).Kinds).HasSameSettings);
    }

    [Fact]
    public void A_plan_in_rounds_is_followed_as_far_as_the_store_goes()
    {
        var study = new CoinStudy();
        var options = new CoinOptions { Throws = 2, Encore = true };
        Assert.True(Forecast(study, options).MayGrow);
        Run(study, options with { Encore = false });
        RunForecast second = Forecast(study, options);
        Assert.Equal((2, 1), (second.Kinds[0].Stored, second.Missing.Count));
        Run(study, options);
        RunForecast all = Forecast(study, options);
        Assert.Equal((3, 0, 0.0, false), (all.Kinds[0].Stored, all.Missing.Count, all.Seconds, all.MayGrow));
    }

    [Fact]
    public void Trials_that_several_runs_share_count_once()
    {
        var study = new CoinStudy();
        Run(study, new CoinOptions { Throws = 2 });
        RunForecast forecast = RunForecast.Of(
            study, [new CoinOptions { Throws = 3 }, new CoinOptions { Throws = 3, Seed = 2 }, new CoinOptions { Throws = 3, Seed = 1000 }],
            new RunEnvironment { Store = _folder["store"] }, 1, null, CancellationToken.None);
        KindForecast kind = Assert.Single(forecast.Kinds);
        Assert.Equal((2, 5, 5), (kind.Stored, kind.Missing, forecast.Missing.Count));
    }

    [Fact]
    public void First_looks_count_where_anything_is_missing()
    {
        var study = new CoinStudy { Looks = options => [new FirstLook(options with { Throws = 1, Sides = 6 }, "One so far.")] };
        var options = new CoinOptions { Throws = 2 };
        Assert.Equal(3, Forecast(study, options).Missing.Count);
        Run(study, options);
        Assert.Empty(Forecast(study, options).Missing);
    }

    private string[] Files() => Directory.GetFiles(_folder["store"], "*", SearchOption.AllDirectories);

    private RunForecast Forecast(Study study, StudyOptions options, int jobs = 1) =>
        RunForecast.Of(study, options, new RunEnvironment { Store = _folder["store"] }, jobs, null, CancellationToken.None);

    private void Run(Study study, StudyOptions options)
    {
        RunManifest manifest = Manifests.Of(study, options);
        using RunFolder folder = RunFolder.Open(_folder[Guid.NewGuid().ToString("N")], manifest);
        var environment = new RunEnvironment { Store = _folder["store"] };
        Assert.NotNull(new StudyRun(study, options, environment, new InProcessRunner())
            .Execute(folder, manifest, new RecordingObserver(), CancellationToken.None).Findings);
    }
}
