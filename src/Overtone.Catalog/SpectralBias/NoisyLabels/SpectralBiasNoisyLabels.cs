using MathNet.Numerics.Statistics;
using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.NoisyLabels;

internal sealed record NoisyLabelsOptions : TwoClassOptions, IPresets<NoisyLabelsOptions>
{
    public static NoisyLabelsOptions Smoke => new() { Images = 100, Width = 8, Depth = 3, Steps = 40, Replicates = 1 };

    public static NoisyLabelsOptions Thorough => new() { Replicates = 20 };

    public static NoisyLabelsOptions Paper =>
        new() { Data = "mnist", MatchNorms = false, Width = 256, LearningRate = 1e-4, Steps = 5000, Replicates = 10 };

    [Option("Whether the images' norms are shifted and scaled to those of MNIST's 3s and 8s (mean 9.77, standard deviation 1.48): a "
        + "frequency then means as many cycles as there")]
    public bool MatchNorms { get; init; } = true;

    [Option("Whether to run the negative controls, the same noise shuffled among the images", Reduced = Reduced.Never)]
    public bool Controls { get; init; } = true;
}

/// <summary>
/// An ensemble of networks that learn labels with a radial wave added: its frequency k in cycles per unit of the norm, its amplitude β.
/// </summary>
internal sealed record NoisyLabelsTrial(
    bool MatchNorms, double Frequency, double Amplitude, bool Shuffled, string Data, string[] Classes, int? Images, int[] Hidden,
    double LearningRate, long Steps, long RecordEvery, long[] Seeds)
    : TwoClassTrial(Data, Classes, Images, Hidden, LearningRate, Steps, RecordEvery, Seeds)
{
    public override string Label =>
        FormattableString.Invariant($"k = {Frequency}, β = {Amplitude}{(Shuffled ? ", shuffled" : "")}, {StudyText.Seeds(Seeds)}");
}

/// <summary>
/// Labels with a wave of one frequency added: fast waves are learned late, so that training passes by the clean labels; slow ones spoil it
/// at once.
/// Source: 1806.08734, Fig. 4 and 11 (experiment 3).
/// </summary>
internal sealed class SpectralBiasNoisyLabels() : TensorStudy<NoisyLabelsOptions, NoisyLabelsTrial>(
    "spectral-bias-noisy-labels", "Spectral bias: noise of high frequency in the labels is learned late",
    "Rahaman et al. 2019 (1806.08734), Fig. 4 and 11", version: 2)
{
    /// <summary>A wave in the norm of the images.</summary>
    public const string Wave = "wave";

    /// <summary>The negative control: its values shuffled among the images, so that nothing is left of its frequency.</summary>
    public const string Shuffled = "control-shuffled";

    public override string Summary =>
        "Deep ReLU networks learn two classes of digits from labels to which a wave in the norm of the image is added, and are "
        + "validated on clean labels. Claims that slow waves spoil the best validation error and fast ones hardly do, and that the "
        + "error dips early, and deeper for faster noise, before the noise is learned. The same noise shuffled among the images is "
        + "the control.";

    public override IndependentScript? Independent => NoisyLabelsIndependent.Script;

    public override IReadOnlyList<string> Examples =>
    [
        "run spectral-bias-noisy-labels", "run spectral-bias-noisy-labels --preset smoke --classes 1,7",
        "run spectral-bias-noisy-labels --data mnist --images 2000 --match-norms false",
    ];

    protected override IEnumerable<NoisyLabelsTrial> Plan(NoisyLabelsOptions options, TrialPlanning<NoisyLabelsTrial> planning)
    {
        IReadOnlyList<long[]> ensembles = options.Ensembles(planning.Environment.DataRoots);
        return Settings(options.Controls).SelectMany(setting => ensembles.Select(seeds => new NoisyLabelsTrial(
            options.MatchNorms, setting.Frequency, setting.Amplitude, setting.Shuffled, options.Data, options.Classes, options.Images,
            options.Hidden, options.LearningRate, options.Steps, options.RecordEvery, seeds)));
    }

    protected override IReadOnlyList<string> DataFiles(NoisyLabelsTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    protected override void Measure(NoisyLabelsTrial trial, Recorder to, Device device)
    {
        using TwoClasses images = trial.Load(to.Environment.DataRoots, device);
        string noise = trial.Shuffled ? Shuffled : Wave;
        double[] wave = RadialWave.Of(images.Norms[..images.TrainingCount], trial.Frequency, trial.MatchNorms);
        if (trial.Shuffled)
            wave = RadialWave.Shuffle(wave);
        double[] labels = images.Labels[..images.TrainingCount];
        // What part of the damage is a bias: a slow wave has a mean, and goes along with the label.
        double correlation = trial.Frequency > 0 ? Correlation.Pearson(wave, labels) : double.NaN;
        to.Add(trial.Seeds.Select(seed => new AddedNoise(
            noise, trial.Frequency, trial.Amplitude, seed, wave.Average(), wave.PopulationStandardDeviation(), correlation)));

        long rest = images.Labels.Length - images.TrainingCount;
        Tensor inputs = images.Inputs.narrow(0, 0, images.TrainingCount), unseen = images.Inputs.narrow(0, images.TrainingCount, rest);
        Tensor targets = ToColumn([.. labels.Zip(wave, (label, value) => label + (trial.Amplitude * value))], device);
        Tensor clean = ToColumn(images.Labels[images.TrainingCount..], device);
        using var networks = new ReluNetworkEnsemble([(int)inputs.shape[1], .. trial.Hidden, 1], trial.Seeds, device);
        using var trainer = new ReluEnsembleTrainer(networks, inputs, targets, new ReluEnsembleOptions(trial.LearningRate));
        to.Train(trainer, RecordedSteps.Every(trial.RecordEvery, trial.Steps), step =>
        {
            double[] train = EnsembleLoss.MeanSquared.OfEach(networks, inputs, targets),
                validation = EnsembleLoss.MeanSquared.OfEach(networks, unseen, clean);
            to.Add(trial.Seeds.Select((seed, n) =>
                new Curve(noise, trial.Frequency, trial.Amplitude, seed, step, train[n], validation[n])));
        });
    }

    protected override void Conclude(NoisyLabelsOptions options, Conclusion to) =>
        new SpectralBiasNoisyLabelsFindings(options, to).Conclude();

    // Clean labels, every wave, and of the shuffled ones those that claims read.
    private static IEnumerable<(double Frequency, double Amplitude, bool Shuffled)> Settings(bool controls)
    {
        (double, double)[] shuffled = controls ? [(0.05, 1), (0.1, 0.5), (0.1, 1), (0.2, 1), (1, 0.5), (1, 1)] : [];
        return
        [
            (0, 0, false),
            .. from frequency in new[] { 0.05, 0.1, 0.2, 0.5, 1 } from amplitude in new[] { 0.5, 1 } select (frequency, amplitude, false),
            .. shuffled.Select(wave => (wave.Item1, wave.Item2, true)),
        ];
    }

    private static Tensor ToColumn(double[] values, Device device) => tensor(values, float32, device).unsqueeze(1);

    [Table("noise")]
    internal sealed record AddedNoise(
        string Noise, [Unit("cycles per unit of the norm")] double Frequency, double Amplitude, long Seed, double Mean, double Deviation,
        double LabelCorrelation);

    [Table("curves")]
    internal sealed record Curve(
        string Noise, [Unit("cycles per unit of the norm")] double Frequency, double Amplitude, long Seed,
        [Unit("training steps")] long Step, double TrainLoss, double ValidationLoss);
}
