using Overtone.Attacks;
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

    public void Dispose() => _scope.Dispose();

    /// <summary>A new regime is one record; a trainer knows nothing of it.</summary>
    private sealed record Darker(double Factor) : INamedRegime<Darker>
    {
        public static string Id => "darker";

        public static IReadOnlyList<(string Name, double Usual)> Numbers => [("factor", 0.5)];

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
        Train(changed, data, [kind.With([0.25], 0)]);
        Train(plain, dark, []);
        Assert.All(changed.parameters().Zip(plain.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 0, 0)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_regime_leaves_the_data_alone_and_gives_the_same_again(string id)
    {
        using var network = Network();
        var regime = RegimeCatalog.Read(id, seed: 3)!;
        TrainingData data = Data();
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
        IRegime[] regimes = [.. RegimeCatalog.All.Select(kind => RegimeCatalog.Read(kind.Id, seed: 2)!)];
        TrainingData data = Data();
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
        var regime = new AdversarialExamples(new NormBall(AttackNorm.Linf, 0.1), Steps: 7, Seed: 1);
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
        Tensor inputs = arange(Classes, dtype: ScalarType.Float32).reshape(-1, 1, 1, 1).expand(-1, 1, 8, 8).contiguous();
        var changed = new Mixup(4).Change(new TrainingBatch(inputs, eye(Classes), Step: 1), network);
        Assert.InRange((changed.Targets.sum([1]) - 1).abs().max().item<float>(), 0, 1e-6);
        Tensor expected = (changed.Targets * arange(Classes, dtype: ScalarType.Float32)).sum([1]);
        Assert.InRange((changed.Inputs.mean([1, 2, 3]) - expected).abs().max().item<float>(), 0, 1e-6);
        Assert.Throws<ArgumentException>(() => new Mixup(4).Change(new TrainingBatch(inputs, tensor(new long[] { 0, 1, 2 }), 0), network));
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
    [InlineData("sharpen", null)]
    [InlineData("mixup=1", null)]
    [InlineData("gaussian-noise=loud", null)]
    public void A_regime_is_read_by_name(string text, Type? type) => Assert.Equal(type, RegimeCatalog.Read(text, 1)?.GetType());

    private static void Train(nn.Module<Tensor, Tensor> network, TrainingData data, IReadOnlyList<IRegime> regimes)
    {
        var options = new TrainingOptions(Optimiser.Adam, 1e-3, Loss.CrossEntropy, BatchSize: 4, Seed: 1);
        using var trainer = new Trainer(network, data, options, regimes: regimes);
        trainer.TrainTo(5);
    }

    private static TrainingData Data()
    {
        Tensor labels = arange(10, dtype: ScalarType.Int64).remainder(Classes);
        return new TrainingData(
            rand(10, 1, 32, 32, generator: new Generator(1)), nn.functional.one_hot(labels, Classes).to_type(ScalarType.Float32));
    }

    private static ResidualNetwork Network() => new(new ResidualShape(1, 1, [4, 6, 8], Classes), seed: 1);
}
