using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.Manifold;

internal sealed record ManifoldOptions : StudyOptions, IPresets<ManifoldOptions>
{
    public static ManifoldOptions Smoke => new()
    {
        Samples = 100,
        Petals = [0, 4],
        SignPetals = [0, 4, 8],
        SignFrequencies = [1, 4],
        Depth = 3,
        Width = 16,
        Steps = 200,
        SignSteps = 100,
        Replicates = 2,
    };

    public static ManifoldOptions Thorough => new() { Replicates = 20 };

    public static ManifoldOptions Paper => new()
    {
        Samples = 1000,
        SignPetals = [.. Enumerable.Range(0, 11).Select(n => 2 * n)],
        PairPetals = 20,
        SignFrequencies = [.. Enumerable.Range(1, 8)],
        Width = 256,
        LearningRate = 3e-4,
        Steps = 50_000,
        SignSteps = 10_000,
        Replicates = 10,
    };

    [Option(
        "Samples along a curve; frequencies are fixed fractions of their number, up to 2/5 of a cycle per sample",
        Minimum = 100, Reduced = Reduced.WhenLess)]
    public int Samples { get; init; } = 200;

    [Option("Petals of the curves on which sums of sines are fitted: two or more, rising from 0 (the circle)", Minimum = 0)]
    public int[] Petals { get; init; } = [0, 4, 10, 16];

    [Option("Petals of the curves on which signs are classified: three or more, rising", Minimum = 0, Reduced = Reduced.WhenMissing)]
    public int[] SignPetals { get; init; } = [0, 2, 4, 6, 8];

    [Option("Frequencies of the signs, in twentieths of a cycle per sample", Minimum = 1, Maximum = 8, Reduced = Reduced.WhenMissing)]
    public int[] SignFrequencies { get; init; } = [1, 3, 5, 7];

    [Option(
        "Petals of the curve on which two networks are compared, for a sign with a fifth of a cycle per sample",
        Minimum = 0, Reduced = Reduced.WhenLess)]
    public int PairPetals { get; init; } = 4;

    [Option("Number of affine maps, with a ReLU after each but the last", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Depth { get; init; } = 6;

    [Option("Units in every hidden layer", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Width { get; init; } = 64;

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 1e-3;

    [Option("Training steps of the fits, each on all samples", Minimum = 20, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 6000;

    [Option("Training steps of the classifiers, each on all samples", Minimum = 20, Reduced = Reduced.WhenLess)]
    public long SignSteps { get; init; } = 4000;

    [Option(
        "Networks trained in each setting, each with its own phases",
        Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    internal int[] Widths => [2, .. Enumerable.Repeat(Width, Depth - 1), 1];

    /// <summary>Frequencies of the sums of sines: ten, from a fiftieth to a fifth of a cycle a sample.</summary>
    internal int[] SumFrequencies => [.. Enumerable.Range(1, 10).Select(n => n * Samples / 50)];

    /// <summary>A frequency given in twentieths of a cycle a sample, in cycles a turn.</summary>
    internal int SignFrequency(int twentieths) => twentieths * Samples / 20;
}

/// <summary>What is done on the curves.</summary>
internal enum ManifoldTask
{
    /// <summary>Sums of sines along the curve are fitted (experiment 5, Fig. 8).</summary>
    Sines,

    /// <summary>The same at points that lie on no curve: a negative control.</summary>
    Scattered,

    /// <summary>The sign of one sine along the curve is told, for every curve and frequency (experiment 6, Fig. 9).</summary>
    Signs,

    /// <summary>Two networks tell the same sign, and are compared on the curve and off it (Fig. 7).</summary>
    Pair,

    /// <summary>Plane waves on the curves, without networks (section 4).</summary>
    Waves,
}

/// <summary>
/// A task: petals of one curve or several; frequencies in cycles a turn, of plane waves in radians per unit; whether a pair is drawn.
/// </summary>
internal sealed record ManifoldTrial(
    ManifoldTask Task, int Samples, int[] Petals, int[] Frequencies, int[] Widths, double LearningRate, long Steps, long[] Seeds,
    bool Pictures = false) : TrialParameters
{
    public override string Label => $"{StudyText.Kebab(Task)}, {string.Join(',', Petals)} petals, {StudyText.Seeds(Seeds)}";
}

/// <summary>
/// Functions along a curve in the plane: the more the curve winds, the lower the frequencies of the plane that express a fast function on
/// it, and the easier it is learned.
/// Source: 1806.08734, section 4 with Fig. 7, 8, 9 (experiments 5 and 6).
/// </summary>
internal sealed class SpectralBiasManifold() : TensorStudy<ManifoldOptions, ManifoldTrial>(
    "spectral-bias-manifold", "Spectral bias on manifolds: winding curves make high frequencies easy",
    "Rahaman et al. 2019 (1806.08734), section 4, Fig. 7, 8, 9")
{
    /// <summary>Points that lie on no curve.</summary>
    public const string Scattered = "control-scattered";

    private const int PairTwentieths = 4, Records = 120;
    private const double WaveShare = 0.99;
    // The notebook's grid, and how near to a sample counts as on the curve.
    private const double Half = 1.6, Near = 0.1;
    private const int Side = 201, DrawnSide = 101;

    private static readonly int[] WavePetals = [0, 2, 4, 8, 12, 16, 20], Waves = [20, 50, 100, 200];

    public override string Summary =>
        "Deep ReLU networks learn functions along flower-shaped curves with more and more petals: sums of sines, and the sign of one "
        + "sine. Claims that low frequencies come first on the circle, that petals make the same function easier, that two networks "
        + "which agree on the curve differ off it, and that plane waves of one frequency reach higher ones on a winding curve. "
        + "Points that lie on no curve are the control.";

    public override IndependentScript? Independent => ManifoldIndependent.Script;

    public override IReadOnlyList<string> Examples =>
    [
        "run spectral-bias-manifold", "run spectral-bias-manifold --preset smoke --petals 0,8",
        "run spectral-bias-manifold --preset smoke --sign-petals 0,2,4,6",
    ];

    /// <summary>How a curve is called in tables and figures.</summary>
    public static string CurveName(int petals) => petals == 0 ? "circle" : $"{petals} petals";

    protected override IEnumerable<ManifoldTrial> Plan(ManifoldOptions options)
    {
        RisingOption.Require("--petals", options.Petals, fewest: 2);
        RisingOption.Require("--sign-petals", options.SignPetals, fewest: 3);
        if (options.Petals[0] != 0)
            throw new InvalidOptionException("--petals", string.Join(',', options.Petals), "0, the circle, as the first");
        IReadOnlyList<long[]> ensembles = SeedEnsembles.Cut(
            options.Seed, options.Replicates, new PerceptronShape(options.Widths, Activation.Relu), options.Samples);
        long[] seeds = [.. Enumerable.Range(0, options.Replicates).Select(n => options.Seed + n)];
        ManifoldTrial sines = new(
            ManifoldTask.Sines, options.Samples, [], options.SumFrequencies, options.Widths, options.LearningRate, options.Steps, []);
        ManifoldTrial signs = sines with
        {
            Task = ManifoldTask.Signs,
            Petals = options.SignPetals,
            Frequencies = [.. options.SignFrequencies.Select(options.SignFrequency)],
            Steps = options.SignSteps,
        };
        ManifoldTrial pair = signs with
        {
            Task = ManifoldTask.Pair,
            Petals = [options.PairPetals],
            Frequencies = [options.SignFrequency(PairTwentieths)],
        };
        return
        [
            .. from petals in options.Petals from ensemble in ensembles select sines with { Petals = [petals], Seeds = ensemble },
            .. ensembles.Select(ensemble => sines with { Task = ManifoldTask.Scattered, Petals = [0], Seeds = ensemble }),
            .. seeds.Select(seed => signs with { Seeds = [seed] }),
            // Two networks of a pair share the phase of the first one's seed; later seeds are another pair's.
            .. seeds.Select((seed, n) => pair with { Seeds = [seed, seed + 1_000_000], Pictures = n == 0 }),
            .. seeds.Select(seed => new ManifoldTrial(ManifoldTask.Waves, 0, WavePetals, Waves, [], 0, 0, [seed])),
        ];
    }

    protected override void Measure(ManifoldTrial trial, Recorder to, Device device)
    {
        switch (trial.Task)
        {
            case ManifoldTask.Signs:
                MeasureSigns(trial, to, device);
                break;
            case ManifoldTask.Pair:
                MeasurePair(trial, to, device);
                break;
            case ManifoldTask.Waves:
                to.Add(WavesOf(trial));
                break;
            default:
                MeasureSines(trial, to, device);
                break;
        }
    }

    protected override void Conclude(ManifoldOptions options, Conclusion to) => new SpectralBiasManifoldFindings(options, to).Conclude();

    // Sums of sines along a curve, and every frequency over training.
    private static void MeasureSines(ManifoldTrial trial, Recorder to, Device device)
    {
        (bool isScattered, int petals) = (trial.Task == ManifoldTask.Scattered, trial.Petals[0]);
        string curve = isScattered ? Scattered : CurveName(petals);
        var sum = new SineSum(trial.Frequencies, [.. trial.Frequencies.Select(_ => 1.0)]);
        Tensor inputs = isScattered
            ? stack([.. trial.Seeds.Select(seed => PlanePoints.Scattered(seed, trial.Samples, device))])
            : PlanePoints.Flower(petals, trial.Samples, device);
        Tensor targets = sum.Targets(trial.Seeds, trial.Samples, device);
        using var spectrum = new EnsembleSpectrum(trial.Frequencies, targets);
        using var networks = new ReluNetworkEnsemble(trial.Widths, trial.Seeds, device);
        using var trainer = new ReluEnsembleTrainer(networks, inputs, targets, new ReluEnsembleOptions(trial.LearningRate));
        to.Train(trainer, RecordedSteps.Logarithmic(trial.Steps, Records), step =>
        {
            using var scope = NewDisposeScope();
            Tensor outputs = networks.Evaluate(inputs);
            Complex[,] learned = spectrum.Of(outputs);
            double[] losses = EnsembleLoss.MeanSquared.OfEach(outputs, targets);
            foreach ((int n, long seed) in trial.Seeds.Index())
            {
                to.Add(trial.Frequencies.Select((frequency, k) => new Spectrum(
                    curve, petals, seed, step, frequency, EnsembleSpectrum.Ratio(learned[k, n], 1),
                    RelativeError.Of(learned[k, n], spectrum.Targets[k, n]))));
                to.Add(new Fit(curve, petals, seed, step, losses[n]));
            }
        });
    }

    // Every curve and every frequency has a network, and all begin alike.
    private static void MeasureSigns(ManifoldTrial trial, Recorder to, Device device)
    {
        (int Petals, int Frequency)[] cells = [.. from petals in trial.Petals from k in trial.Frequencies select (petals, k)];
        Tensor inputs = stack([.. cells.Select(cell => PlanePoints.Flower(cell.Petals, trial.Samples, device))]);
        double[][] signs = [.. cells.Select(cell => SineSign.Of(trial.Seeds[0], cell.Frequency, trial.Samples))];
        Tensor targets = tensor(signs.SelectMany(s => s).ToArray(), [cells.Length, trial.Samples, 1], float32, device);
        using var networks = new ReluNetworkEnsemble(trial.Widths, [.. cells.Select(_ => trial.Seeds[0])], device);
        using var trainer = new ReluEnsembleTrainer(
            networks, inputs, targets, new ReluEnsembleOptions(trial.LearningRate, EnsembleLoss.Logistic));
        to.Train(trainer, [trial.Steps], _ => { });
        double[] accuracies = SineSign.Accuracies(networks.Evaluate(inputs), targets);
        to.Add(cells.Select((cell, n) =>
        {
            double ones = signs[n].Average(), majority = Math.Max(ones, 1 - ones);
            return new SignFit(trial.Seeds[0], cell.Petals, cell.Frequency, accuracies[n], majority, accuracies[n] - majority);
        }));
    }

    // Two networks that begin differently and learn the same sign along a curve, compared at the samples, between them and off the curve.
    private static void MeasurePair(ManifoldTrial trial, Recorder to, Device device)
    {
        Tensor inputs = PlanePoints.Flower(trial.Petals[0], trial.Samples, device);
        double[] signs = SineSign.Of(trial.Seeds[0], trial.Frequencies[0], trial.Samples);
        Tensor targets = tensor(signs, [1, trial.Samples, 1], float32, device).expand(2, -1, -1);
        using var networks = new ReluNetworkEnsemble(trial.Widths, trial.Seeds, device);
        using var trainer = new ReluEnsembleTrainer(
            networks, inputs, targets, new ReluEnsembleOptions(trial.LearningRate, EnsembleLoss.Logistic));
        to.Train(trainer, [trial.Steps], _ => { });
        double lower = SineSign.Accuracies(networks.Evaluate(inputs), targets).Min();
        (double X, double Y)[] samples = [.. SineSum.Points(trial.Samples).Select(new FlowerCurve(trial.Petals[0]).At)];
        IEnumerable<(double X, double Y)> off = PlanePoints.Beyond(PlanePoints.Grid(Half, Side), samples, Near);
        double agreementOn = SineSign.Agreement(networks, samples, device), agreementOff = SineSign.Agreement(networks, off, device);
        to.Add(new Pair(trial.Seeds[0], lower, agreementOn, agreementOff));
        if (!trial.Pictures)
            return;
        (double X, double Y)[] points = [.. PlanePoints.Grid(Half, DrawnSide)];
        Tensor logits = networks.Evaluate(PlanePoints.ToTensor(points, device)).to_type(ScalarType.Float64).cpu();
        to.Add(logits.data<double>().ToArray().Select((logit, n) => new PlaneValue(
            (n / points.Length) + 1, points[n % points.Length].X, points[n % points.Length].Y, 1 / (1 + Math.Exp(-logit)))));
        to.Add(samples.Zip(signs, (point, sign) => new Sample(sign > 0 ? "above zero" : "below zero", point.X, point.Y)));
    }

    // What plane waves of one |k| and a drawn direction become on each curve.
    private static IEnumerable<PlaneWave> WavesOf(ManifoldTrial trial)
    {
        using Generator generator = RandomStreams.Create(trial.Seeds[0], "direction");
        double angle = 2 * Math.PI * rand(1, generator: generator).item<float>();
        foreach ((int petals, int k) in from petals in trial.Petals from k in trial.Frequencies select (petals, k))
        {
            var reach = WaveReach.Of(new FlowerCurve(petals), k, angle, WaveShare);
            yield return new PlaneWave(trial.Seeds[0], petals, k, reach.Bandwidth, reach.Edge, reach.BeyondEdge);
        }
    }

    [Table("spectra")]
    internal sealed record Spectrum(
        string Curve, int Petals, long Seed, [Unit("training steps")] long Step, [Unit("cycles per turn")] double Frequency, double Ratio,
        double Error);

    [Table("losses")]
    internal sealed record Fit(string Curve, int Petals, long Seed, [Unit("training steps")] long Step, double Loss);

    [Table("accuracies")]
    internal sealed record SignFit(
        long Seed, int Petals, [Unit("cycles per turn")] int Frequency, double Accuracy, double Majority, double Gain);

    [Table("pairs")]
    internal sealed record Pair(long Seed, double LowerAccuracy, double AgreementOn, double AgreementOff);

    [Table("planes")]
    internal sealed record PlaneValue(int Network, double X, double Y, double Probability);

    [Table("curve")]
    internal sealed record Sample(string Sign, double X, double Y);

    [Table("waves")]
    internal sealed record PlaneWave(
        long Seed, int Petals, [Unit("radians per unit")] int Wave, [Unit("cycles per turn")] double Bandwidth,
        [Unit("cycles per turn")] double Edge, [Unit("widths of the Airy function")] double BeyondEdge);
}
