using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// The eigenvectors of a Gaussian kernel on a line are a Fourier basis in all but name: the nth oscillates n − 1 times.
/// Source: 1806.08734, Fig. 6 and 12.
/// </summary>
public sealed class RbfEigenvectors : TableTensorStudy<RbfEigenvectorsOptions, RbfEigenvectorsTrial>
{
    /// <inheritdoc/>
    public override string Id => "rbf-eigenvectors";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Eigenvectors of a Gaussian kernel are ordered by frequency";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Fig. 6 and 12";

    /// <inheritdoc/>
    public override string Summary =>
        "A Gaussian kernel matrix on points of the unit interval, at equal distances and drawn, is diagonalised for several widths. Claims that the nth eigenvector changes sign n − 1 times and "
        + "that its discrete Fourier transform peaks at a frequency that rises with n, as long as its eigenvalue is more than rounding. Vectors of "
        + "eigenvalues that are rounding are the negative control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run rbf-eigenvectors", "run rbf-eigenvectors --points 100 --widths 0.01,0.03"];

    /// <inheritdoc/>
    protected override RbfEigenvectorsOptions Options(Preset preset) => preset == Preset.Smoke ? new() { Points = 24, Replicates = 2, DrawnWidth = 0.2 } : new();

    /// <inheritdoc/>
    protected override string? Reduction(RbfEigenvectorsOptions options) => options.Points >= Options(Preset.Paper).Points
        ? null
        : $"{options.Points} points; the paper: 50";

    /// <inheritdoc/>
    protected override IReadOnlyList<RbfEigenvectorsTrial> Plan(
        RbfEigenvectorsOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<RbfEigenvectorsTrial>> finished) =>
    [
        .. options.Widths.Distinct().Select(width => new RbfEigenvectorsTrial { Points = options.Points, Width = width, Seed = 0 }),
        .. Enumerable.Range(0, options.Replicates).Select(draw => new RbfEigenvectorsTrial { Points = options.Points, Width = options.DrawnWidth, Seed = options.Seed + draw }),
    ];

    /// <inheritdoc/>
    protected override void Measure(RbfEigenvectorsTrial trial, TrialContext context, torch.Device device) => RbfEigenvectorsMeasurement.Run(trial, context);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(RbfEigenvectorsOptions options, TableSet tables) => new RbfEigenvectorsFindings(tables, Reduction(options)).Conclude();
}
