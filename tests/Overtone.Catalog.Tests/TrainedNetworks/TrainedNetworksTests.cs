using System.Text.Json;
using Overtone.Catalog.Audit;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Studies;
using Overtone.Training.Regimes;

namespace Overtone.Catalog.Tests.TrainedNetworks;

public class TrainedNetworksTests
{
    private static readonly TrainedNetworksOptions Small = new()
    {
        Images = 200,
        Network = Architecture.Residual,
        Widths = [1, 2, 4, 4],
        Epochs = 2,
        Replicates = 1,
    };

    public static TheoryData<string> Regimes => [.. RegimeCatalog.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Every_regime_trains_and_is_part_of_the_key(string regime)
    {
        using var run = new TestRun();
        var options = Small with { Regimes = [regime] };
        var outcome = run.Execute(TrainedNetworksStudy.Instance, options);
        Assert.Empty(outcome.Failures);
        // Two epochs of four batches, the beginning among the records.
        Assert.Equal([0L, 4, 8], outcome.Tables.Rows<TrainedEpoch>().Select(r => r.Step));
        var trial = options.Training(1);
        var read = JsonSerializer.Deserialize<TrainedNetwork>(JsonSerializer.Serialize(trial, StudyJson.Compact), StudyJson.Compact)!;
        Assert.Equal(trial.Regimes, read.Regimes);
        Assert.Equal(regime, Assert.Single(read.Regimes).GetType().GetProperty("Id")!.GetValue(null));
    }

    [Fact]
    public void The_audits_demonstration_is_trained_once_for_all()
    {
        using var run = new TestRun();
        var audit = SmallAudit.Demonstration with { Epochs = 3 };
        var outcome = run.Execute(new ModelAudit(), audit);
        Assert.Empty(outcome.Failures);
        Assert.StartsWith("trained-networks/", outcome.Manifest.Trials[0], StringComparison.Ordinal);
        var measured = 0;
        run.OnEvent = e => measured += e.Kind == Studies.Runs.TrialEventKind.Finished ? 1 : 0;
        var same = new TrainedNetworksOptions { Epochs = 3, Replicates = 1 };
        var trained = run.Execute(TrainedNetworksStudy.Instance, same);
        Assert.Equal(0, measured);
        Assert.Equal(outcome.Manifest.Trials[0], $"trained-networks/{trained.Manifest.Trials[0]}");
    }

    [Theory]
    [InlineData("16,32", "--widths: found 16,32, expected 4 numbers for residual")]
    [InlineData("1,4,4", "--widths: found 1,4,4, expected 4 numbers for residual")]
    public void Widths_that_do_not_fit_are_refused(string widths, string message)
    {
        var options = Small with { Widths = [.. widths.Split(',').Select(int.Parse)] };
        Assert.Equal(message, Assert.Throws<InvalidOptionException>(() => options.Training(1)).Message);
    }

    [Fact]
    public void The_help_names_every_regime_with_its_numbers()
    {
        var property = typeof(TrainedNetworksOptions).GetProperty(nameof(TrainedNetworksOptions.Regimes))!;
        var help = property.GetCustomAttributes(false).OfType<OptionAttribute>().Single().Description;
        Assert.All(RegimeCatalog.All, kind => Assert.Contains($"{kind}", help, StringComparison.Ordinal));
    }
}
