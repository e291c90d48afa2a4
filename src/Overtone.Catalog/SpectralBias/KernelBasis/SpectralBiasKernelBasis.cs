using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.KernelBasis;

internal sealed record KernelBasisOptions : TwoClassOptions, IPresets<KernelBasisOptions>
{
    public KernelBasisOptions() => (Width, LearningRate) = (128, 3e-4);

    public static KernelBasisOptions Smoke => new() { Images = 60, Width = 16, Depth = 3, Steps = 60, LateStep = 60, Replicates = 2 };

    public static KernelBasisOptions Thorough => new() { Replicates = 20 };

    public static KernelBasisOptions Paper => new()
    {
        Data = "mnist",
        Images = 2000,
        KernelWidth = 1.25,
        Width = 256,
        LearningRate = 1e-4,
        Steps = 5000,
        LateStep = 600,
    };

    [Option("Width σ of the kernel exp(−|x − y|²/2σ²), for pixels in [0, 1]; median: the median distance between images",
        Above = 0, Unset = "median")]
    public double? KernelWidth { get; init; }

    [Option("Exponent γ of the noise's weights (n/N)^γ", Minimum = 0)]
    public double Growth { get; init; } = 2;

    [Option("Step at which the validation error is compared with its minimum; at most --steps", Minimum = 10)]
    public long LateStep { get; init; } = 1500;
}

/// <summary>
/// An ensemble of networks that learn labels with noise of a kernel's eigenvectors; a kernel width of 0 is the median distance.
/// </summary>
internal sealed record KernelBasisTrial(
    double? KernelWidth, KernelNoise Noise, double Growth, string Data, string[] Classes, int? Images, int[] Hidden, double LearningRate,
    long Steps, long RecordEvery, long[] Seeds)
    : TwoClassTrial(Data, Classes, Images, Hidden, LearningRate, Steps, RecordEvery, Seeds)
{
    public override string Label => $"{StudyText.Kebab(Noise)} noise, {StudyText.Seeds(Seeds)}";
}

/// <summary>
/// Networks that learn noisy labels of real images, seen in the eigenbasis of a Gaussian kernel on those images: what varies slowly there
/// is learned first.
/// Source: 1806.08734, Fig. 5 and 13 (experiment 4).
/// </summary>
internal sealed class SpectralBiasKernelBasis() : TensorStudy<KernelBasisOptions, KernelBasisTrial>(
    "spectral-bias-kernel-basis", "Spectral bias in a kernel's eigenbasis: slow eigenvectors are learned first",
    "Rahaman et al. 2019 (1806.08734), Fig. 5 and 13", version: 3)
{
    private const int Bins = 40;

    public override string Summary =>
        "Deep ReLU networks learn two classes of digits from labels with noise made of a Gaussian kernel's fast eigenvectors, and "
        + "are analysed in its eigenbasis. Claims that at the best error on clean labels the slow half is learned and the fast half "
        + "is not, that this happens early and that the error then doubles. Clean labels and a random basis are the controls.";

    public override IndependentScript? Independent => KernelBasisIndependent.Script;

    public override IReadOnlyList<string> Examples =>
    [
        "run spectral-bias-kernel-basis", "run spectral-bias-kernel-basis --preset smoke --classes 1,7",
        "run spectral-bias-kernel-basis --data mnist --images 500 --kernel-width 1.25",
    ];

    protected override IEnumerable<KernelBasisTrial> Plan(KernelBasisOptions options, TrialPlanning<KernelBasisTrial> planning)
    {
        if (options.LateStep > options.Steps || options.LateStep % options.RecordEvery != 0)
            throw new InvalidOptionException(
                "--late-step", $"{options.LateStep}",
                $"a multiple of --record-every ({options.RecordEvery}) up to --steps ({options.Steps})");
        IReadOnlyList<long[]> ensembles = options.Ensembles(planning.Environment.DataRoots);
        long steps = options.Steps / options.RecordEvery * options.RecordEvery;
        return Enum.GetValues<KernelNoise>().SelectMany(noise => ensembles.Select(seeds => new KernelBasisTrial(
            options.KernelWidth, noise, options.Growth, options.Data, options.Classes, options.Images, options.Hidden, options.LearningRate,
            steps, options.RecordEvery, seeds)));
    }

    protected override IReadOnlyList<string> DataFiles(KernelBasisTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    protected override void Measure(KernelBasisTrial trial, Recorder to, Device device)
    {
        using TwoClasses images = trial.Load(to.Environment.DataRoots, device);
        double width = trial.KernelWidth ?? KernelEigenbasis.MedianDistance(images.Inputs);
        using KernelEigenbasis basis = KernelEigenbasis.Of(images.Inputs, width);
        using var spectrum = new KernelSpectrum(basis);
        double[][] noised = [.. trial.Seeds.Select(seed =>
            images.Labels.Zip(KernelBasisNoise.Of(trial.Noise, trial.Growth, basis, seed), (label, noise) => label + noise).ToArray())];
        Tensor clean = tensor(images.Labels, float32, device).unsqueeze(1);
        Tensor targets = tensor(noised.SelectMany(values => values).ToArray(), [trial.Seeds.Length, basis.Count, 1], float32, device);
        to.Add(Modes(trial, basis, spectrum));
        foreach ((int n, long seed) in trial.Seeds.Index())
        {
            foreach ((string function, double[] values) in new[] { ("clean labels", images.Labels), ("noised labels", noised[n]) })
                to.Add(spectrum.BinnedAmplitudes(tensor(values, float64), Bins).Select(bin =>
                    new Target(trial.Noise, seed, function, bin.Mode, bin.Amplitude)));
        }

        var whole = noised.Select(values => spectrum.Energies(tensor(values, float64))).ToArray();
        using var networks = new ReluNetworkEnsemble([(int)images.Inputs.shape[1], .. trial.Hidden, 1], trial.Seeds, device);
        using var trainer = new ReluEnsembleTrainer(networks, images.Inputs, targets, new ReluEnsembleOptions(trial.LearningRate));
        to.Train(trainer, RecordedSteps.Every(trial.RecordEvery, trial.Steps), step =>
        {
            using var scope = NewDisposeScope();
            Tensor outputs = networks.Evaluate(images.Inputs), values = outputs.squeeze(2).to_type(ScalarType.Float64).cpu();
            double[] train = EnsembleLoss.MeanSquared.OfEach(outputs, targets),
                validation = EnsembleLoss.MeanSquared.OfEach(outputs, clean);
            foreach ((int n, long seed) in trial.Seeds.Index())
            {
                var (low, high, randomLow, randomHigh) = spectrum.Energies(values[n]);
                to.Add(new Curve(
                    trial.Noise, seed, step, train[n], validation[n], low / whole[n].Low, high / whole[n].High,
                    randomLow / whole[n].RandomLow, randomHigh / whole[n].RandomHigh));
                to.Add(spectrum.BinnedAmplitudes(values[n], Bins).Select(bin =>
                    new Spectrum(trial.Noise, seed, step, bin.Mode, bin.Amplitude)));
            }
        });
    }

    protected override void Conclude(KernelBasisOptions options, Conclusion to) =>
        new SpectralBiasKernelBasisFindings(options, to).Conclude();

    // The basis is the same for all noises and seeds: one trial tells of it.
    private static IEnumerable<KernelMode> Modes(KernelBasisTrial trial, KernelEigenbasis basis, KernelSpectrum spectrum) =>
        spectrum.Subspaces.SelectMany((subspace, index) => Enumerable.Range(subspace.First, subspace.Count).Select(n => new KernelMode(
            trial.Noise, trial.Seeds[0], n + 1, basis.Eigenvalues[n],
            n + 1 < basis.Count ? basis.Eigenvalues[n] - basis.Eigenvalues[n + 1] : null, index + 1, spectrum.Unstable, basis.Width)));

    [Table("modes")]
    internal sealed record KernelMode(
        KernelNoise Noise, long FirstSeed, int Mode, double Eigenvalue, double? Gap, int Subspace, int Unstable, double Width);

    [Table("targets")]
    internal sealed record Target(KernelNoise Noise, long Seed, string Function, double Mode, double Amplitude);

    [Table("curves")]
    internal sealed record Curve(
        KernelNoise Noise, long Seed, [Unit("training steps")] long Step, double TrainLoss, double ValidationLoss, double Low, double High,
        double RandomLow, double RandomHigh);

    [Table("spectra")]
    internal sealed record Spectrum(KernelNoise Noise, long Seed, [Unit("training steps")] long Step, double Mode, double Amplitude);
}
