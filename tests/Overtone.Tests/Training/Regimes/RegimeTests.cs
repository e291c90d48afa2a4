using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Training;
using Overtone.Training.Regimes;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Training.Regimes;

public sealed class RegimeTests : IDisposable
{
    private const int Classes = 3;
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Ids => [.. RegimeCatalog.All.Select(kind => kind.Id)];

    public static TheoryData<string> ImageRegimes =>
        ["crop-and-flip", "cutout", "autoaugment", "gaussian-noise", "band-noise", "fog-noise"];

    public void Dispose() => _scope.Dispose();

    /// <summary>A new regime is one record; a trainer knows nothing of it.</summary>
    private sealed record Darker(double Factor) : INamedRegime<Darker>
    {
        public static string Id => "darker";

        public static string Summary => "makes images darker";

        public static IReadOnlyList<RegimeNumber> Numbers => [new("factor", 0.5)];

        public static Darker With(IReadOnlyList<double> numbers, long seed) => new(numbers[0]);

        public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network) =>
            batch with { Inputs = batch.Inputs * Factor };
    }

    [Fact]
    public void A_new_regime_is_one_file_and_the_trainer_trains_on_what_it_makes()
    {
        var kind = RegimeKind.Of<Darker>();
        Assert.Equal("darker=FACTOR", kind.ToString());
        TrainingData data = Data(), dark = data with { Inputs = data.Inputs * 0.25 };
        using nn.Module<Tensor, Tensor> changed = Network(), plain = Network();
        Train(changed, data, [kind.Read(["0.25"], 0)]);
        Train(plain, dark, []);
        Assert.All(changed.parameters().Zip(plain.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 0, 0)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_regime_leaves_the_data_alone_and_gives_the_same_again(string id)
    {
        using var network = Network();
        TrainingData data = Data();
        IRegime regime = RegimeCatalog.Read(id, seed: 3).For(Images(data));
        Tensor before = data.Inputs.clone(), targets = data.Targets.clone();
        var batch = new TrainingBatch(data.Inputs, data.Targets, Step: 5);
        var live = DisposeScopeManager.Statistics.DetachedFromScopeCount;
        TrainingBatch changed = regime.Change(batch, network), again = regime.Change(batch, network);
        Assert.Equal(live, DisposeScopeManager.Statistics.DetachedFromScopeCount);
        Assert.True(data.Inputs.allclose(before, 0, 0) && data.Targets.allclose(targets, 0, 0));
        Assert.True(changed.Inputs.allclose(again.Inputs, 0, 0) && changed.Targets.allclose(again.Targets, 0, 0));
        Assert.Equal(data.Inputs.shape, changed.Inputs.shape);
        Assert.False(changed.Inputs.allclose(before, 0, 0));
        Assert.True(network.training);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad is null));
    }

    [Fact]
    public void An_interrupted_training_with_regimes_goes_on_to_the_same_bits()
    {
        TrainingData data = Data();
        IRegime[] regimes = [.. RegimeCatalog.All.Select(kind => RegimeCatalog.Read(kind.Id, seed: 2).For(Images(data)))];
        var options = new TrainingOptions(Optimiser.Adam, 1e-3, Loss.CrossEntropy, BatchSize: 4, Seed: 1);
        using nn.Module<Tensor, Tensor> whole = Network(), first = Network(), second = Network();
        using var straight = new Trainer(whole, data, options, regimes: regimes);
        straight.TrainTo(7);
        using var stopped = new Trainer(first, data, options, regimes: regimes);
        stopped.TrainTo(3);
        using var state = new MemoryStream();
        stopped.Save(state);
        state.Position = 0;
        using var resumed = new Trainer(second, data, options, regimes: regimes);
        resumed.Load(state);
        resumed.TrainTo(7);
        Assert.All(whole.parameters().Zip(second.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 0, 0)));
    }

    [Fact]
    public void Adversarial_examples_stay_in_the_ball_and_raise_the_loss()
    {
        using var network = Network();
        TrainingData data = Data();
        var regime = new AdversarialExamples(0.1, Steps: 7, Seed: 1);
        var changed = regime.Change(new TrainingBatch(data.Inputs, data.Targets, 0), network);
        Assert.InRange((changed.Inputs - data.Inputs).abs().max().item<float>(), 0.05, 0.1001);
        Assert.True(LossOf(changed.Inputs) > LossOf(data.Inputs));

        double LossOf(Tensor inputs) => LossFunction.Evaluate(network, Loss.CrossEntropy, data with { Inputs = inputs }).item<float>();
    }

    [Fact]
    public void Low_and_high_pass_add_up_to_the_image()
    {
        using var network = Network();
        TrainingData data = Data();
        var batch = new TrainingBatch(data.Inputs, data.Targets, 0);
        Tensor sum = new LowPass(2).Change(batch, network).Inputs + new HighPass(2).Change(batch, network).Inputs;
        Assert.InRange((sum - data.Inputs).abs().max().item<float>(), 0, 1e-5);
    }

    [Fact]
    public void Mixed_labels_are_probabilities_in_the_proportion_of_the_images()
    {
        using var network = Network();
        // Image n is n everywhere and of its own class, so that an image's mean tells its labels' mean.
        Tensor inputs = arange(Classes, dtype: ScalarType.Float32).reshape(-1, 1, 1, 1).expand(-1, 3, 8, 8).contiguous();
        var changed = new Mixup(1, 4).Change(new TrainingBatch(inputs, eye(Classes), Step: 1), network);
        Assert.InRange((changed.Targets.sum([1]) - 1).abs().max().item<float>(), 0, 1e-6);
        Tensor expected = (changed.Targets * arange(Classes, dtype: ScalarType.Float32)).sum([1]);
        Assert.InRange((changed.Inputs.mean([1, 2, 3]) - expected).abs().max().item<float>(), 0, 1e-6);
        Assert.Throws<ArgumentException>(
            () => new Mixup(1, 4).Change(new TrainingBatch(inputs, tensor(new long[] { 0, 1, 2 }), 0), network));
    }

    [Fact]
    public void Soft_targets_that_are_certain_are_class_indices()
    {
        using var network = Network();
        TrainingData soft = Data(), hard = soft with { Targets = soft.Targets.argmax(1) };
        Assert.Equal(
            LossFunction.Evaluate(network, Loss.CrossEntropy, hard).item<float>(),
            LossFunction.Evaluate(network, Loss.CrossEntropy, soft).item<float>(), 1e-6);
    }

    [Theory]
    [InlineData("gaussian-noise=0.2", typeof(GaussianNoise))]
    [InlineData("adversarial=0.1:3", typeof(AdversarialExamples))]
    [InlineData("mixup", typeof(Mixup))]
    public void A_regime_is_read_by_name(string text, Type type) => Assert.IsType(type, RegimeCatalog.Read(text, 1));

    [Theory]
    [InlineData("sharpen", "Found 'sharpen'; expected one of crop-and-flip=PADDING, ")]
    [InlineData("gaussian-noise=loud", "Found deviation 'loud' of gaussian-noise; expected a number from 0 to 1.")]
    [InlineData("gaussian-noise=-0.1", "Found deviation '-0.1' of gaussian-noise; expected a number from 0 to 1.")]
    [InlineData("crop-and-flip=1.5", "Found padding '1.5' of crop-and-flip; expected a whole number of 0 or more.")]
    [InlineData("adversarial=8", "Found epsilon '8' of adversarial; expected a number from 0 to 1 (pixels lie in [0, 1], so that 8 of ")]
    [InlineData("low-pass=4:5", "Found low-pass=4:5; expected at most 1: radius.")]
    [InlineData("autoaugment=none.json", "Found none.json, which cannot be read (")]
    public void What_cannot_be_read_says_what_is_expected(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<RegimeException>(() => RegimeCatalog.Read(text, 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("autoaugment", 1, 8, "Found grey images (1x8x8) for autoaugment; expected colour images: its operations work on colours.")]
    [InlineData("low-pass=30", 3, 32, "Found a low-pass of radius 30 for images of 3x32x32; expected a radius from 0 to 21, below the ")]
    [InlineData("square-low-pass=4", 3, 8, "Found a square low-pass of bandwidth 4 for images of 3x8x8; expected an odd bandwidth ")]
    [InlineData("band-noise=40:50:1", 3, 32, "Found noise from 40 to 50 cycles per image for images of 3x32x32; expected a ring with at ")]
    [InlineData("crop-and-flip=8", 3, 8, "Found a padding of 8 for images of 3x8x8; expected less than a side, or nothing may be left.")]
    public void Images_that_a_regime_cannot_change_are_refused(string text, int channels, int side, string message) => Assert.StartsWith(
        message,
        Assert.Throws<RegimeException>(() => RegimeCatalog.Read(text, 1).Require(new ImageShape(channels, side, side))).Message,
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(ImageRegimes))]
    public void An_image_is_changed_alike_in_whatever_batch_it_is(string id)
    {
        using var network = Network();
        TrainingData data = Data();
        IRegime regime = RegimeCatalog.Read(id, seed: 3).For(Images(data));
        Tensor all = Changed([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], epoch: 2), some = Changed([7, 2, 5], epoch: 2);
        Assert.True(some.allclose(all.index_select(0, tensor(new long[] { 7, 2, 5 })), 0, 0));
        Assert.False(all.allclose(Changed([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], epoch: 3), 0, 0));

        Tensor Changed(long[] samples, long epoch) => regime.Change(
            new TrainingBatch(data.Inputs.index_select(0, tensor(samples)), data.Targets.index_select(0, tensor(samples)), 9)
            {
                Epoch = epoch,
                Samples = samples,
            },
            network).Inputs;
    }

    private static void Train(nn.Module<Tensor, Tensor> network, TrainingData data, IReadOnlyList<IRegime> regimes)
    {
        var options = new TrainingOptions(Optimiser.Adam, 1e-3, Loss.CrossEntropy, BatchSize: 4, Seed: 1);
        using var trainer = new Trainer(network, data, options, regimes: regimes);
        trainer.TrainTo(5);
    }

    private static MemoryDataset Images(TrainingData data) => new(
        "random", new ImageShape(3, 32, 32), ["a", "b", "c"], [.. data.Targets.argmax(1).data<long>().Select(label => (int)label)],
        data.Inputs.data<float>().ToArray());

    private static TrainingData Data()
    {
        Tensor labels = arange(10, dtype: ScalarType.Int64).remainder(Classes);
        return new TrainingData(
            rand(10, 3, 32, 32, generator: new Generator(1)), nn.functional.one_hot(labels, Classes).to_type(ScalarType.Float32));
    }

    private static ResidualNetwork Network() => new(new ResidualShape(3, 1, [4, 6, 8], Classes), seed: 1);
}
