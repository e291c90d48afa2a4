using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.FrequencyPrinciple;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple.Parity;

internal sealed record FrequencyPrincipleParityOptions : StudyOptions, IPresets<FrequencyPrincipleParityOptions>
{
    public static FrequencyPrincipleParityOptions Smoke => new() { Dimension = 8, Samples = 60, Widths = [64, 32], Steps = 100, Draws = 2 };

    public static FrequencyPrincipleParityOptions Thorough => new() { Draws = 20 };

    [Option("Number of signs whose product is learned", Minimum = 3, Maximum = 14)]
    public int Dimension { get; init; } = 10;

    [Option("Training samples, drawn without repetition", Minimum = 2)]
    public int Samples { get; init; } = 200;

    [Option("Hidden layer widths", Minimum = 1)]
    public int[] Widths { get; init; } = [500, 100];

    [Option("Activation")]
    public Activation Activation { get; init; } = Activation.Tanh;

    [Option("Standard deviation of initial weights and biases", Minimum = 0)]
    public double Scale { get; init; } = 0.05;

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 5e-4;

    [Option("Training steps, each on all samples", Minimum = 1, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 1001;

    [Option("Draws of training samples and weights", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Draws { get; init; } = 10;
}

/// <summary>What is learned: the product of all signs, or, for comparison, the majority of the first three.</summary>
internal enum SignLabels
{
    Parity,
    Majority,
}

/// <summary>One draw of samples and weights.</summary>
internal sealed record ParityTrial(
    SignLabels Labels, int Dimension, int Samples, int[] Widths, Activation Activation, double Scale, double LearningRate, long Steps,
    long Seed)
    : TrialParameters
{
    public override string Label => $"{StudyText.Kebab(Labels)}, draw {Seed}";
}

/// <summary>
/// The parity function, where the highest frequencies carry everything: the network fits its samples, misses the high frequencies of the
/// whole and does not generalise.
/// Source: 1901.06523, Fig. 5c.
/// </summary>
internal sealed class FrequencyPrincipleParity() : TensorStudy<FrequencyPrincipleParityOptions, ParityTrial>(
    "fprinciple-parity", "Parity: where high frequencies carry everything, generalisation fails", "Xu et al. 2019 (1901.06523), Fig. 5c",
    version: 2)
{
    /// <summary>The functions whose spectra are compared.</summary>
    public const string Formula = "formula", AllInputs = "all inputs", TrainingSamples = "training samples";
    public const string Network = "network on all inputs";

    private const int Frequencies = 51;
    private const double HighestFrequency = 0.25;

    public override string Summary =>
        "A perceptron learns the parity of ten signs from 200 of the 1,024 inputs. The exact spectrum of parity is compared with that of "
        + "the samples and of the trained network over all inputs. Claims that the network holds less of the highest frequency than its "
        + "samples, and guesses on unseen inputs, where the same network generalises labels of low frequency.";

    public override IndependentScript? Independent => ParityIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run fprinciple-parity", "run fprinciple-parity --preset smoke --dimension 8 "
        + "--samples 100"];

    protected override IEnumerable<ParityTrial> Plan(FrequencyPrincipleParityOptions options)
    {
        int inputs = 1 << options.Dimension;
        if (options.Samples >= inputs)
            throw new InvalidOptionException("--samples", $"{options.Samples}", $"fewer than all {inputs} inputs of dimension "
                + $"{options.Dimension}");
        return Enum.GetValues<SignLabels>().SelectMany(labels => Enumerable.Range(0, options.Draws).Select(draw => new ParityTrial(
            labels, options.Dimension, options.Samples, options.Widths, options.Activation, options.Scale, options.LearningRate,
            options.Steps, options.Seed + draw)));
    }

    protected override void Measure(ParityTrial trial, Recorder to, Device device)
    {
        Tensor inputs = SignParity.AllSigns(trial.Dimension).to(device), parity = SignParity.Of(inputs);
        Tensor labels = trial.Labels == SignLabels.Parity ? parity : inputs.narrow(1, 0, 3).sum(1, keepdim: true).sign();
        Tensor order = RandomStreams.Permutation(trial.Seed, "samples", inputs.shape[0]).to(device);
        Tensor seen = order.narrow(0, 0, trial.Samples), unseen = order.narrow(0, trial.Samples, inputs.shape[0] - trial.Samples);

        var shape = new PerceptronShape([trial.Dimension, .. trial.Widths, 1], trial.Activation);
        var initialisation = new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, trial.Scale);
        using var network = new MultilayerPerceptron(shape, initialisation, trial.Seed, device);
        using var trainer = new Trainer(
            network, new TrainingData(inputs.index_select(0, seen), labels.index_select(0, seen)),
            new TrainingOptions(Optimiser.Adam, trial.LearningRate, Loss.MeanSquared));
        to.Train(trainer, [trial.Steps], _ =>
        {
            using var noGradient = no_grad();
            Tensor learned = network.call(inputs);
            if (trial.Labels == SignLabels.Parity)
                to.Add(Spectra(trial.Seed, trial.Dimension, inputs, parity, seen, learned));
            Tensor error = (learned - labels).square(), isRight = (learned * labels).gt(0);
            to.Add(new Generalisation(
                trial.Labels, trial.Seed, MeanOf(error, seen), MeanOf(error, unseen), MeanOf(isRight, seen), MeanOf(isRight, unseen)));
        });
    }

    protected override void Conclude(FrequencyPrincipleParityOptions options, Conclusion to) =>
        new FrequencyPrincipleParityFindings(options, to).Conclude();

    private static IEnumerable<Spectrum> Spectra(long seed, int dimension, Tensor inputs, Tensor parity, Tensor seen, Tensor learned)
    {
        double[] grid = [.. Enumerable.Range(0, Frequencies).Select(n => HighestFrequency * n / (Frequencies - 1))];
        // Along the diagonal k·(1, …, 1) a point's phase depends on the sum of its coordinates only.
        Tensor coordinates = inputs.sum(1);
        using var all = new NonuniformFourierTransform(coordinates, grid);
        using var sampled = new NonuniformFourierTransform(coordinates.index_select(0, seen), grid);
        Complex[,] exact = all.Transform(parity), network = all.Transform(learned);
        Complex[,] samples = sampled.Transform(parity.index_select(0, seen));
        return [.. grid.SelectMany((frequency, k) => new Spectrum[]
        {
            new(seed, frequency, Formula, SignParity.Amplitude(dimension, frequency)),
            new(seed, frequency, AllInputs, exact[k, 0].Magnitude),
            new(seed, frequency, TrainingSamples, samples[k, 0].Magnitude),
            new(seed, frequency, Network, network[k, 0].Magnitude),
        })];
    }

    private static double MeanOf(Tensor values, Tensor indices) =>
        values.index_select(0, indices).to_type(ScalarType.Float64).mean().item<double>();

    [Table("spectra")]
    internal sealed record Spectrum(long Seed, [Unit("cycles per unit, on every "
        + "coordinate")] double Frequency, string Function, double Amplitude);

    [Table("generalisation")]
    internal sealed record Generalisation(
        SignLabels Labels, long Seed, double TrainLoss, double TestLoss, double TrainSignAccuracy, double TestSignAccuracy);
}
