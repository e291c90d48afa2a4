using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.FilteredTraining;

internal sealed record FilteredTrainingOptions : RobustnessOptions, IPresets<FilteredTrainingOptions>
{
    public static FilteredTrainingOptions Smoke => SmokeOf<FilteredTrainingOptions>() with { Bandwidths = [5] };

    public static FilteredTrainingOptions Thorough => ThoroughOf<FilteredTrainingOptions>();

    public static FilteredTrainingOptions Paper => PaperOf<FilteredTrainingOptions>();

    [Option("Bandwidths of the filters, odd numbers in cycles per image; auto: 7, 15, 23 and 31 on images of 32 pixels a side, and in "
        + "proportion on others", Minimum = 1, Unset = "auto", Reduced = Reduced.WhenOther)]
    public int[]? Bandwidths { get; init; }
}

/// <summary>The accuracy of one network that was trained behind a filter.</summary>
internal sealed record FilteredTrial(RegimeNetwork Network, string Data, int Images, BandFilter Filter)
    : RegimeTrial(Network, Data, Images)
{
    public override string Label => $"{StudyText.Kebab(Filter.Shape)} {Filter.Bandwidth}, seed {Network.Seed}";
}

/// <summary>
/// Networks trained and tested on images of which only low, or only high frequencies are left.
/// Source: 1906.08988, Fig. 1.
/// </summary>
internal sealed class FilteredTraining() : RegimeStudy<FilteredTrainingOptions, FilteredTrial>(
    "filtered-training", "Networks learn from low frequencies alone, and from high ones that people hardly see", "Fig. 1", regimes: [])
{
    public const string LowPass = "low-pass", HighPass = "high-pass";

    private static readonly int[] PublishedBandwidths = [7, 15, 23, 31];

    public override string Summary =>
        "Trains and tests networks on images of which a filter leaves a square of low frequencies, or one around the highest, for several "
        + "bandwidths. Claims that high frequencies alone, a small part of the energy, are enough for five times the accuracy of chance, "
        + "and that as many low frequencies are worth more.";

    public override IndependentScript? Independent => RegimeIndependent.Filters;

    public override IReadOnlyList<string> Examples => ["run filtered-training", "run filtered-training --bandwidths 5,9,13"];

    protected override IEnumerable<(TrainedRegime Regime, TrainedNetwork Training)> Trainings(
        FilteredTrainingOptions options, ImageShape images, long seed) =>
        from filter in Filters(options, images)
        select (filter.Shape == BandShape.SquareLowPass ? TrainedRegime.LowPass : TrainedRegime.HighPass, options.Training(filter, seed));

    protected override IEnumerable<FilteredTrial> Measurements(
        FilteredTrainingOptions options, ImageShape images, RegimeNetwork network, TrainedNetwork training) =>
        [new FilteredTrial(network, options.Data, options.TestImages, training.FrontEnd!)];

    protected override void Measure(FilteredTrial trial, OpenNetwork network, Recorder to)
    {
        (TrainedRegime _, long seed) = (trial.Network.Regime, trial.Network.Seed);
        CleanRow clean = trial.Clean(network, to.Cancellation);
        to.Add(new FilteredAccuracy(
            trial.Filter.Shape == BandShape.SquareLowPass ? LowPass : HighPass, trial.Filter.Bandwidth, seed, 1 - clean.Error,
            1.0 / clean.Classes, EnergyShare(trial.Filter, network.Images.Pixels)));
    }

    protected override void Conclude(FilteredTrainingOptions options, Conclusion to) =>
        new FilteredTrainingFindings(to).Conclude();

    private static IEnumerable<BandFilter> Filters(FilteredTrainingOptions options, ImageShape images)
    {
        int side = Math.Min(images.Height, images.Width);
        int[] bandwidths = options.Bandwidths
            ?? [.. PublishedBandwidths.Select(b => PublishedSize.Bandwidth(b, side)).Distinct()];
        return from shape in new[] { BandShape.SquareLowPass, BandShape.SquareHighPass }
               from bandwidth in bandwidths
               select new BandFilter(shape, bandwidth);
    }

    /// <summary>The share of energy that a filter leaves, of the energy without the mean, which a high-pass never leaves.</summary>
    internal static double EnergyShare(BandFilter filter, Tensor images)
    {
        using var scope = NewDisposeScope();
        Tensor centred = images - images.mean([2, 3], keepdim: true), kept = filter.Apply(centred);
        return (kept.square().sum() / centred.square().sum()).item<float>();
    }

    [Table("filtered")]
    internal sealed record FilteredAccuracy(
        string Filter, [Unit("cycles per image")] int Bandwidth, long Seed, double Accuracy, double Chance, double EnergyShare);
}
