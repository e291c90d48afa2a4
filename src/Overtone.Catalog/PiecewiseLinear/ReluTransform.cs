using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>
/// The Fourier transform of a ReLU network in closed form, and how fast it falls in which direction.
/// Source: 1806.08734, Theorem 1 and Lemmas 1 and 2; 1905.12797, section 2.
/// </summary>
public sealed class ReluTransform : TableTensorStudy<ReluTransformOptions, ReluTransformTrial>
{
    /// <inheritdoc/>
    public override string Id => "relu-transform";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "The exact spectrum of a ReLU network, and its decay by direction";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Theorem 1; Lin et al. 2019 (1905.12797), section 2";

    /// <inheritdoc/>
    public override string Summary =>
        "The transform of random ReLU networks is computed in closed form from breakpoints (one variable) and polygons (two variables) and compared "
        + "with quadrature. Claims that the spectrum falls with k⁻² in one variable, with k⁻³ in almost every direction of the plane and with k⁻² along "
        + "the normals of its edges. A smooth network is the negative control; so is Lemma 1 with the sign it is printed with.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run relu-transform", "run relu-transform --preset smoke --plane-widths 6 --directions 4"];

    /// <inheritdoc/>
    protected override ReluTransformOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { LineWidths = [8], PlaneWidths = [4], TaperedWidths = [16], Samples = 4096, Directions = 2, Replicates = 2 },
        Preset.Paper => new() { LineWidths = [64, 64], PlaneWidths = [16, 16], Directions = 16, Replicates = 30 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(ReluTransformOptions options)
    {
        ReluTransformOptions paper = Options(Preset.Paper);
        return options.LineWidths.SequenceEqual(paper.LineWidths) && options.PlaneWidths.SequenceEqual(paper.PlaneWidths)
            && options.TaperedWidths.SequenceEqual(paper.TaperedWidths) && options.Replicates >= paper.Replicates
            ? null
            : $"networks 1-{Hidden(options.LineWidths)}-1 and 2-{Hidden(options.PlaneWidths)}-1, {options.Replicates} seeds; full size: 1-64-64-1, 2-16-16-1, 30 seeds (the theorem names no sizes)";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<ReluTransformTrial> Plan(
        ReluTransformOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<ReluTransformTrial>> finished) =>
        [.. Enumerable.Range(0, options.Replicates).Select(n => new ReluTransformTrial
        {
            LineWidths = options.LineWidths,
            PlaneWidths = options.PlaneWidths,
            Inputs = options.Inputs,
            TaperedWidths = options.TaperedWidths,
            Samples = options.Samples,
            Directions = options.Directions,
            Seed = options.Seed + n,
            Pictures = n == 0,
        })];

    /// <inheritdoc/>
    protected override void Measure(ReluTransformTrial trial, TrialContext context, torch.Device device) => new ReluTransformMeasurement(trial, context).Run();

    /// <inheritdoc/>
    protected override StudyFindings Conclude(ReluTransformOptions options, TableSet tables) =>
        new ReluTransformFindings(tables, Reduction(options)).Conclude();

    private static string Hidden(int[] widths) => string.Join('-', widths);
}
