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

namespace Overtone.Catalog.SpectralBias.Capacity;

internal sealed record CapacityOptions : StudyOptions, IPresets<CapacityOptions>
{
    public static CapacityOptions Smoke => new()
    {
        Widths = [4, 8, 16],
        Depths = [3, 4, 5],
        Clips = [0.1, 0.2, 2],
        ClippedWidth = 8,
        Samples = 32,
        Steps = 120,
        Replicates = 2,
    };

    // With six, four verdicts of seven turned with the seeds.
    public static CapacityOptions Quick => new() { Replicates = 20 };

    public static CapacityOptions Thorough => Quick with { Replicates = 60 };

    public static CapacityOptions Paper => new() { Samples = 200, LearningRate = 3e-4, Steps = 60_000, Replicates = 10 };

    [Option("Depths (numbers of affine maps) of networks as wide as the narrowest of --widths: three or more, rising", Minimum = 2)]
    public int[] Depths { get; init; } = [3, 4, 5, 6];

    [Option("Widths of networks as deep as the shallowest of --depths: three or more, rising", Minimum = 1)]
    public int[] Widths { get; init; } = [16, 32, 64, 128];

    [Option("Bounds that weights are clipped to, in networks of the largest depth: three or more, rising", Above = 0)]
    public double[] Clips { get; init; } = [0.1, 0.15, 0.2, 2];

    [Option("Width of the networks whose weights are clipped", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int ClippedWidth { get; init; } = 64;

    [Option("Training samples on the unit interval, without its end point; an even number", Minimum = 16, Reduced = Reduced.WhenLess)]
    public int Samples { get; init; } = 100;

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 1e-3;

    [Option("Training steps, each on all samples", Minimum = 60, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 9000;

    [Option("Networks trained in each setting, each from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    [Option("Whether to run the negative control, the smallest network again from other seeds", Reduced = Reduced.Never)]
    public bool Controls { get; init; } = true;
}

/// <summary>
/// An ensemble of networks of one size, whose weights and biases are bounded; each repetition of a setting draws others for the same seeds.
/// </summary>
internal sealed record CapacityTrial(
    int Depth, int Width, double Clip, int Repeat, int Samples, double LearningRate, long Steps, long[] Seeds) : TrialParameters
{
    public override string Label =>
        FormattableString.Invariant($"depth {Depth}, width {Width}, clip {Clip}")
        + $"{(Repeat > 0 ? $", again {Repeat}" : "")}, {StudyText.Seeds(Seeds)}";

    internal int[] Widths => [1, .. Enumerable.Repeat(Width, Depth - 1), 1];
}

/// <summary>
/// Which frequencies of a spike, which has all in equal amount, networks of different depth, width and bound of weights learn.
/// Source: 1806.08734, Fig. 14 to 18 (experiment 7).
/// </summary>
internal sealed class SpectralBiasCapacity() : TensorStudy<CapacityOptions, CapacityTrial>(
    "spectral-bias-capacity", "Spectral bias: which frequencies a network's depth, width and weights allow",
    "Rahaman et al. 2019 (1806.08734), Fig. 14 to 18")
{
    /// <summary>The bound of weights where the bound is not what varies; hardly a weight gets there.</summary>
    public const double WideClip = 10;

    private const int Repeats = 4, Records = 60;
    // The share from which on a frequency counts as learned.
    private const double Learned = 0.5;
    // Frequencies whose shares are kept for pictures; the highest learned one is looked for among all.
    private const int Kept = 25;
    // So far apart that no run's seeds meet another repetition's.
    private const long RepeatDistance = 1_000_000_000;

    public override string Summary =>
        "Deep ReLU networks fit a spike, whose spectrum is flat. Claims that the highest frequency learned grows with depth, with "
        + "width and with the bound that weights are clipped to, and more with an extra layer than with a doubled width. The "
        + "smallest network, trained again from other seeds, is the control.";

    public override IndependentScript? Independent => CapacityIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-capacity", "run spectral-bias-capacity --preset smoke --clips 0.1,0.3,1"];

    /// <summary>Depth, width and bound of weights; the control last.</summary>
    public static IEnumerable<Varied> Axes(CapacityOptions options)
    {
        (int depth, int width, int deepest, int wide) = (options.Depths[0], options.Widths[0], options.Depths[^1], options.ClippedWidth);
        yield return new(
            "depth", $"With depth, {depth} to {deepest} at width {width}",
            [.. options.Depths.Select(d => (d, new Setting(d, width, WideClip, 0)))]);
        yield return new(
            "width", $"With width, {width} to {options.Widths[^1]} at depth {depth}",
            [.. options.Widths.Select(w => (w, new Setting(depth, w, WideClip, 0)))]);
        yield return new(
            "clip",
            FormattableString.Invariant(
                $"With the bound of weights, {options.Clips[0]} to {options.Clips[^1]} at depth {deepest} and width {wide}"),
            [.. options.Clips.Select(c => (c, new Setting(deepest, wide, c, 0)))]);
        if (options.Controls)
            yield return new(
                "control-again", "With nothing but the seed",
                [.. Enumerable.Range(0, Repeats).Select(repeat => (repeat, new Setting(depth, width, WideClip, repeat)))], IsControl: true);
    }

    protected override IEnumerable<CapacityTrial> Plan(CapacityOptions options)
    {
        if (options.Samples % 2 != 0)
            throw new InvalidOptionException("--samples", $"{options.Samples}", "an even number, so that the spike lies on a sample");
        RisingOption.Require("--depths", options.Depths, fewest: 3);
        RisingOption.Require("--widths", options.Widths, fewest: 3);
        RisingOption.Require("--clips", options.Clips, fewest: 3);
        return Axes(options).SelectMany(axis => axis.Settings.Select(s => s.Setting)).Distinct()
            .Select(s => new CapacityTrial(s.Depth, s.Width, s.Clip, s.Repeat, options.Samples, options.LearningRate, options.Steps, []))
            .SelectMany(trial => SeedEnsembles.Cut(
                    options.Seed, options.Replicates, new PerceptronShape(trial.Widths, Activation.Relu), trial.Samples)
                .Select(seeds => trial with { Seeds = seeds }));
    }

    protected override void Measure(CapacityTrial trial, Recorder to, Device device)
    {
        int highest = (trial.Samples / 2) - 1;
        int[] kept = [.. Enumerable.Range(1, highest).Where(k => k % Math.Max(1, (highest + 1) / Kept) == 0)];
        Tensor inputs = SineSum.Inputs(1, trial.Samples, device), target = Spike.Target(trial.Samples).to(device);
        using var spectrum = new EnsembleSpectrum([.. Enumerable.Range(1, highest)], target.unsqueeze(0));
        long[] drawn = [.. trial.Seeds.Select(seed => seed + (trial.Repeat * RepeatDistance))];
        using var networks = new ReluNetworkEnsemble(trial.Widths, drawn, device);
        using var trainer = new ReluEnsembleTrainer(networks, inputs, target, new(trial.LearningRate, WeightClip: trial.Clip));
        to.Train(trainer, [.. Enumerable.Range(0, Records + 1).Select(n => trial.Steps * n / Records)], step =>
        {
            using var scope = NewDisposeScope();
            Tensor outputs = networks.Evaluate(inputs);
            double[] losses = EnsembleLoss.MeanSquared.OfEach(outputs, target);
            Complex[,] learned = spectrum.Of(outputs);
            foreach ((int n, long seed) in trial.Seeds.Index())
            {
                double[] shares = [.. Enumerable.Range(0, highest).Select(k => learned[k, n].Magnitude * trial.Samples)];
                int reached = Spike.HighestLearned(shares, Learned);
                to.Add(new Fit(trial.Depth, trial.Width, trial.Clip, trial.Repeat, seed, step, reached, losses[n]));
                to.Add(kept.Select(k => new Share(trial.Depth, trial.Width, trial.Clip, trial.Repeat, seed, step, k, shares[k - 1])));
            }
        });
    }

    protected override void Conclude(CapacityOptions options, Conclusion to) => new SpectralBiasCapacityFindings(options, to).Conclude();

    internal sealed record Setting(int Depth, int Width, double Clip, int Repeat);

    /// <summary>What varies, and the settings that it goes through, with its value in each.</summary>
    internal sealed record Varied(string Name, string Phrase, (double Value, Setting Setting)[] Settings, bool IsControl = false)
    {
        public string PanelOf(double value) => FormattableString.Invariant($"{Name} {value}");
    }

    [Table("learned")]
    internal sealed record Fit(
        int Depth, int Width, double Clip, int Repeat, long Seed, [Unit("training steps")] long Step,
        [Unit("cycles per unit")] double Highest, double Loss)
    {
        public Setting Setting => new(Depth, Width, Clip, Repeat);
    }

    [Table("spectra")]
    internal sealed record Share(
        int Depth, int Width, double Clip, int Repeat, long Seed, [Unit("training steps")] long Step,
        [Unit("cycles per unit")] double Frequency, double Ratio)
    {
        public Setting Setting => new(Depth, Width, Clip, Repeat);
    }
}
