using Overtone.Models;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

/// <summary>Models that write into their input: what they are given is never what the caller has.</summary>
public sealed class WritingModelTests
{
    private static readonly ClassifierOptions Small = new() { DataSize = new InputSize(3, 16, 16) };

    [Fact]
    public void A_script_that_normalises_in_place_equals_its_twin_and_leaves_the_images_alone()
    {
        using var scope = NewDisposeScope();
        using var writing = (IDifferentiableClassifier)
            ClassifierFile.Open(Path.Combine(Cases.Models, "in-place-normalisation.pt"), options: Small);
        using var twin = (IDifferentiableClassifier)
            ClassifierFile.Open(Path.Combine(Cases.Models, "in-place-normalisation-twin.pt"), options: Small);
        Tensor images = Draw.Uniform(1, 7, 3, 16, 16).to_type(ScalarType.Float32), before = images.clone();
        long[] labels = [0, 1, 2, 3, 0, 1, 2];
        Tensors.RequireNear(twin.Logits(images), writing.Logits(images), 1e-5);
        using ClassifierGradient expected = twin.CrossEntropyGradient(images, labels), found = writing.CrossEntropyGradient(images, labels);
        Tensors.RequireNear(expected.Gradient, found.Gradient, 1e-5);
        Tensors.RequireSame(before, images);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(PixelLayout.Nhwc)]
    public void A_module_that_writes_leaves_the_images_alone(PixelLayout? layout)
    {
        using var scope = NewDisposeScope();
        using var module = new WritingModule();
        using var classifier = new ModuleClassifier(module, new InputSize(1, 4, 4), new InputSpec { Layout = layout });
        Tensor images = Draw.Uniform(1, 5, 1, 4, 4).to_type(ScalarType.Float32), before = images.clone();
        Tensor first = classifier.Logits(images);
        Tensors.RequireSame(first, classifier.Logits(images));
        using ClassifierGradient gradient = classifier.CrossEntropyGradient(images, [0, 1, 2, 3, 4]);
        Tensors.RequireSame(first, gradient.Logits);
        Tensors.RequireSame(before, images);
    }

    [Fact]
    public void A_monitor_asks_the_same_probes_each_time()
    {
        using var scope = NewDisposeScope();
        Tensor probes = Draw.Uniform(1, 20, 1).to_type(ScalarType.Float32), before = probes.clone();
        using var monitor = new FrequencyMonitor(probes, probes.squeeze(1), probes.clone(), [0, 1]);
        monitor.Record(0, x => x.mul_(2));
        monitor.Record(1, x => x.mul_(2));
        Tensors.RequireSame(before, probes);
        Assert.Equal(monitor.Records[0].Learned(1, 0), monitor.Records[1].Learned(1, 0));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void A_trainer_shows_the_same_samples_each_epoch(int? batch)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("write", new WritingModule()), ("linear", nn.Linear(3, 1)));
        Tensor inputs = Draw.Uniform(1, 12, 3).to_type(ScalarType.Float32), before = inputs.clone();
        using var trainer = new Trainer(
            network,
            new TrainingData(inputs, Draw.Uniform(1, 12, 1).to_type(ScalarType.Float32)),
            new TrainingOptions(Optimiser.GradientDescent, 0.01, Loss.MeanSquared, batch));
        trainer.TrainTo(6);
        Tensors.RequireSame(before, inputs);
    }

    private sealed class WritingModule() : nn.Module<Tensor, Tensor>("writing")
    {
        public override Tensor forward(Tensor input) => input.sub_(0.25).div_(0.5).flatten(1);
    }
}
