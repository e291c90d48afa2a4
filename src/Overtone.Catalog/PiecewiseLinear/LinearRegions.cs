using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>
/// The regions on which a ReLU network is affine, as exact polygons on a plane through its input space.
/// Source: 1905.12797, Fig. 1; 1806.08734, section 2.
/// </summary>
public sealed class LinearRegions : TableTensorStudy<LinearRegionsOptions, LinearRegionsTrial>
{
    /// <inheritdoc/>
    public override string Id => "linear-regions";

    /// <inheritdoc/>
    public override int Version => 2;

    /// <inheritdoc/>
    public override string Title => "Linear regions of ReLU networks, exactly";

    /// <inheritdoc/>
    public override string Source => "Lin et al. 2019 (1905.12797), Fig. 1; Rahaman et al. 2019 (1806.08734), section 2";

    /// <inheritdoc/>
    public override string Summary =>
        "A plane through the input space of a ReLU network is cut into the polygons on which the network is affine: networks of two variables, "
        + "and two classifiers of digits, one of them with convolutions and maximum pooling, on the plane through three digits, before training and after. Claims that the polygons tile the window, that the network "
        + "is affine on each, that dense sampling finds nothing else, and that one layer makes no more regions than theory allows.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run linear-regions", "run linear-regions --preset smoke --widths 12,12"];

    /// <inheritdoc/>
    protected override LinearRegionsOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Widths = [12, 8], Shallow = 12, DigitWidths = [12], Channels = 1, Steps = 40, Points = 200, Replicates = 2 },
        Preset.Paper => new() { Shallow = 128, DigitWidths = [128, 128], Channels = 4, Steps = 5000, Points = 100_000, Replicates = 20 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(LinearRegionsOptions options)
    {
        LinearRegionsOptions paper = Options(Preset.Paper);
        return options.Widths.SequenceEqual(paper.Widths) && options.Shallow >= paper.Shallow && options.DigitWidths.SequenceEqual(paper.DigitWidths) && options.Channels >= paper.Channels
            && options.Points >= paper.Points && options.Replicates >= paper.Replicates && options.Steps >= paper.Steps
            ? null
            : $"networks 2-{string.Join('-', options.Widths)}-1, {options.Steps:N0} steps, {options.Points:N0} points, {options.Replicates} seeds; full size: 2-64-64-1, 5,000 steps, 100,000 points, 20 seeds (the figure names no sizes)";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<LinearRegionsTrial> Plan(
        LinearRegionsOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<LinearRegionsTrial>> finished)
    {
        LinearRegionsTrial Trial(RegionSubject subject, int[] widths, int replicate) => new()
        {
            Subject = subject,
            Widths = widths,
            Steps = subject == RegionSubject.Shallow ? 0 : options.Steps,
            Points = options.Points,
            Seed = options.Seed + replicate,
            Pictures = replicate == 0,
        };
        return [.. Enumerable.Range(0, options.Replicates).SelectMany(n => new[]
        {
            Trial(RegionSubject.Deep, options.Widths, n),
            Trial(RegionSubject.Shallow, [options.Shallow], n),
            Trial(RegionSubject.Digits, options.DigitWidths, n),
            Trial(RegionSubject.Convolutional, [options.Channels, 2 * options.Channels, 4 * options.Channels], n),
        })];
    }

    /// <inheritdoc/>
    protected override void Measure(LinearRegionsTrial trial, TrialContext context, torch.Device device) => new LinearRegionsMeasurement(trial, context, device).Run();

    /// <inheritdoc/>
    protected override StudyFindings Conclude(LinearRegionsOptions options, TableSet tables) =>
        new LinearRegionsFindings(tables, Reduction(options)).Conclude();
}
