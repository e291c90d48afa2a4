using System.Text.Json;
using Overtone.Catalog.Audit;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Runs;
using Overtone.Training;
using Overtone.Training.Regimes;
using TorchSharp;

namespace Overtone.Catalog.Tests.TrainedNetworks;

public class TrainedNetworksTests
{
    private static readonly TrainedNetworksOptions Small = new()
    {
        Data = "planted:size=8,train=200,test=100",
        Network = "resnet-8x2",
        Epochs = 2,
        Replicates = 1,
    };

    public static TheoryData<string> Regimes => [.. RegimeCatalog.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Every_regime_trains_and_is_part_of_the_key(string regime)
    {
        using var run = new TestRun();
        // Filters as usual are for larger images.
        string given = regime.EndsWith("pass", StringComparison.Ordinal) ? $"{regime}=3" : regime;
        var options = Small with { Regime = [given] };
        var outcome = run.Execute(TrainedNetworksStudy.Instance, options);
        Assert.Empty(outcome.Failures);
        // Two epochs of four batches, the beginning among the records.
        Assert.Equal([0L, 4, 8], outcome.Tables.Rows<TrainedEpoch>().Select(r => r.Step));
        var trial = options.Training(1);
        var read = JsonSerializer.Deserialize<TrainedNetwork>(JsonSerializer.Serialize(trial, StudyJson.Compact), StudyJson.Compact)!;
        Assert.Equal(JsonSerializer.Serialize(trial, StudyJson.Compact), JsonSerializer.Serialize(read, StudyJson.Compact));
        Assert.Equal(regime, Assert.Single(read.Regimes).GetType().GetProperty("Id")!.GetValue(null));
    }

    [Fact]
    public void A_trained_network_is_a_file_that_an_audit_opens()
    {
        using var run = new TestRun();
        RunOutcome outcome = run.Execute(TrainedNetworksStudy.Instance, Small with { FrontEnd = "square-low-pass=5" });
        Assert.Empty(outcome.Failures);
        using Stream artefact = new TrialStore(run.Store)
            .OpenArtefact(TrainedNetworksStudy.Instance.Id, outcome.Manifest.Trials[0], NetworkFile.Model);
        string path = Path.Combine(run.Store, "copy.onnx");
        using (FileStream file = File.Create(path))
            artefact.CopyTo(file);
        using IClassifier classifier = ClassifierFile.Open(path);
        Dataset test = ImageProblem.Open(Small.Data, []).Evaluation;
        using Batch images = test.Read([.. Enumerable.Range(0, test.Count)]);
        using torch.Tensor logits = classifier.Logits(images.Images, TestContext.Current.CancellationToken);
        double accuracy = 1 - ClassifierAnswers.Of(logits, images.Labels.data<long>().ToArray()).IsError.Average();
        Assert.Equal(outcome.Tables.Rows<TrainedEpoch>()[^1].TestAccuracy, accuracy, 0.011);
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
    [InlineData("resnet-18", "cosine", "--network: found 'resnet-18', expected the name of a network (\"resnet-18\" has 18 layers")]
    [InlineData("cnn", "triangle=4", "--front-end: found 'triangle=4', expected one of square-low-pass=BANDWIDTH, ")]
    [InlineData("cnn", "square-low-pass=40", "--front-end: found square-low-pass=40 for images of 3x8x8, expected an odd bandwidth ")]
    public void What_there_is_not_is_refused(string network, string frontEnd, string message)
    {
        using var run = new TestRun();
        TrainedNetworksOptions options = Small with { Network = network, FrontEnd = frontEnd };
        var fault = Assert.Throws<InvalidOptionException>(() => run.Execute(TrainedNetworksStudy.Instance, options));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaussian-noise=-1", 64, "--regime: found deviation '-1' of gaussian-noise, expected a number from 0 to 1")]
    [InlineData(
        "autoaugment", 64, "--regime: found grey images (1x8x8) for autoaugment, expected colour images: its operations work on colours")]
    [InlineData("crop-and-flip=1", 5000, "--batch-size: found 5,000, expected at most 1,437, the number of training images")]
    public void What_the_images_cannot_take_is_refused(string regime, int batchSize, string message)
    {
        using var run = new TestRun();
        var options = new TrainedNetworksOptions { Regime = [regime], BatchSize = batchSize };
        var fault = Assert.Throws<InvalidOptionException>(() => run.Execute(TrainedNetworksStudy.Instance, options));
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void A_diverged_training_is_not_kept_and_says_so()
    {
        using var run = new TestRun();
        TrainedNetworksOptions options = Small with { Network = "mlp-20", Optimiser = Optimiser.GradientDescent, LearningRate = 1e30 };
        RunOutcome outcome = run.Execute(TrainedNetworksStudy.Instance, options);
        Assert.Contains("The training diverged: at step ", Assert.Single(outcome.Failures).Text, StringComparison.Ordinal);
        Assert.Null(run.Find(TrainedNetworksStudy.Instance, outcome.Manifest.Trials[0]));
    }

    [Fact]
    public void The_help_names_every_regime_with_its_numbers()
    {
        var property = typeof(TrainedNetworksOptions).GetProperty(nameof(TrainedNetworksOptions.Regime))!;
        var help = property.GetCustomAttributes(false).OfType<OptionAttribute>().Single().Description;
        Assert.All(RegimeCatalog.All, kind => Assert.Contains($"{kind}", help, StringComparison.Ordinal));
    }
}
