using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What <see cref="RbfEigenvectors"/> concludes from its tables.</summary>
internal sealed class RbfEigenvectorsFindings(TableSet tables, string? reduction)
{
    // Proposed before any run. Two neighbouring vectors share a peak, so ranks can't agree wholly.
    private const double OrderThreshold = 0.99;
    // Of fewer vectors, ties weigh too much.
    private const int FewestForOrder = 20;

    private readonly SourceClaims _claims = new("1806.08734, Fig. 6", reduction);

    private IEnumerable<IGrouping<double, Row>> Kernels => tables["modes"].Rows.Where(r => r.Integer("seed") == 0).GroupBy(r => r.Number("width"));

    private IEnumerable<IGrouping<long, Row>> Draws => tables["modes"].Rows.Where(r => r.Integer("seed") != 0).GroupBy(r => r.Integer("seed"));

    // The frequency at which each vector's transform is largest.
    private Dictionary<(double Width, long Mode), double> Peaks { get; } = tables["spectra"].Rows.GroupBy(r => (r.Number("width"), r.Integer("mode")))
        .ToDictionary(vector => vector.Key, vector => (double)vector.MaxBy(r => r.Number("amplitude")).Integer("frequency"));

    public StudyFindings Conclude()
    {
        double widest = Kernels.Max(kernel => kernel.Key), narrowest = Kernels.Min(kernel => kernel.Key);
        return new StudyFindings
        {
            Claims =
            [
                _claims.Identity(
                    "sign-changes", "The nth eigenvector changes sign n − 1 times, for every n whose eigenvalue is more than rounding", "smallest share of those vectors, over widths",
                    1, Direction.AtLeast, Kernels.Min(kernel => ShareInOrder(kernel.Where(IsKnown)))),
                _claims.Identity(
                    "sign-changes-drawn", "So it does on points that are drawn", "smallest share of those vectors, over draws", 1, Direction.AtLeast, Draws.Min(draw => ShareInOrder(draw.Where(IsKnown)))),
                _claims.Identity(
                    "frequency-order", "The eigenvectors' Fourier transforms peak in rising order", $"smallest rank correlation of n and the peak's frequency, over widths with {FewestForOrder} such vectors or more (without any, at the narrowest)",
                    OrderThreshold, Direction.AtLeast, Ordered(narrowest).Min(kernel => Order(kernel.Where(IsKnown)))),
                _claims.Identity(
                    "sign-changes-all", string.Create(CultureInfo.InvariantCulture, $"The same of all eigenvectors at σ = {widest}, most of which are rounding"), "share of all vectors",
                    1, Direction.AtLeast, ShareInOrder(Kernels.First(kernel => kernel.Key == widest)), ClaimRole.NegativeControl),
                _claims.Identity(
                    "frequency-order-all", string.Create(CultureInfo.InvariantCulture, $"The same of all eigenvectors' peaks at σ = {widest}"), "rank correlation of n and the peak's frequency",
                    OrderThreshold, Direction.AtLeast, Order(Kernels.First(kernel => kernel.Key == widest)), ClaimRole.NegativeControl),
            ],
            Estimates = [.. Kernels.Select(Known)],
            Figures = [Spectra([.. Kernels.Select(kernel => kernel.Key).Order()]), Vectors(Fewest()), Eigenvalues()],
            Tables = [ChosenVectors()],
            Notes =
            [
                "The source names no width. A Gaussian kernel is strictly totally positive, so the sign changes are a theorem; what is tested is what arithmetic leaves of it.",
                "An eigenvalue counts as more than rounding above a thousand units of float64's rounding of the largest.",
            ],
        };
    }

    private static bool IsKnown(Row row) => row.Integer("known") == 1;

    private static double ShareInOrder(IEnumerable<Row> modes) => modes.Average(r => r.Integer("sign_changes") == r.Integer("mode") - 1 ? 1.0 : 0.0);

    private double Order(IEnumerable<Row> modes) => Correlation.Spearman(modes.Select(r => (double)r.Integer("mode")), modes.Select(r => Peaks[(r.Number("width"), r.Integer("mode"))]));

    private IEnumerable<IGrouping<double, Row>> Ordered(double narrowest)
    {
        IGrouping<double, Row>[] enough = [.. Kernels.Where(kernel => kernel.Count(IsKnown) >= FewestForOrder)];
        return enough.Length > 0 ? enough : Kernels.Where(kernel => kernel.Key == narrowest);
    }

    private static Estimate Known(IGrouping<double, Row> kernel) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"known_{kernel.Key}").Replace('.', '_'),
        Value = kernel.Count(IsKnown),
        Unit = "eigenvectors",
        Statement = string.Create(CultureInfo.InvariantCulture, $"At σ = {kernel.Key}, {kernel.Count(IsKnown)} of {kernel.Count()} eigenvalues are more than rounding."),
    };

    // The width drawn: the narrowest of which all vectors are known, else the narrowest.
    private double Fewest() => Kernels.Where(kernel => kernel.All(IsKnown)).Select(kernel => kernel.Key).DefaultIfEmpty(Kernels.Min(kernel => kernel.Key)).Max();

    private Table ChosenVectors()
    {
        var chosen = new TableBuilder("chosen_vectors", Column.Text("vector"), Column.Number("x"), Column.Number("value"));
        double width = Fewest();
        long last = tables["modes"].Rows.Max(r => r.Integer("mode"));
        foreach (Row row in tables["vectors"].Rows.Where(r => r.Number("width") == width && (r.Integer("mode") is 1 or 2 or 5 || r.Integer("mode") == last)))
            chosen.Add($"n = {row.Integer("mode")}", row.Number("x"), row.Number("value"));
        return chosen.Build();
    }

    private static Figure Spectra(IReadOnlyList<double> widths) => new()
    {
        Id = "spectra",
        Title = "Fourier transforms of the eigenvectors",
        Caption = "Magnitude of the discrete Fourier transform of the nth eigenvector, by falling eigenvalue, for each width σ of the kernel. Where the rising line gives way to speckle, "
            + "eigenvalues are rounding and vectors arbitrary.",
        Panels = [.. widths.Select(width => new HeatMapPanel
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"σ = {width}"),
            Table = "spectra",
            Where = [new Where("width", width.ToString("R", CultureInfo.InvariantCulture))],
            X = new Axis("mode", "eigenvector n"),
            Y = new Axis("frequency", "frequency (cycles per interval)"),
            Value = new Axis("amplitude", "magnitude"),
        })],
        PanelsPerRow = 3,
    };

    private static Figure Vectors(double width) => new()
    {
        Id = "vectors",
        Title = string.Create(CultureInfo.InvariantCulture, $"Eigenvectors at σ = {width}"),
        Caption = "The first, the second, the fifth and the last eigenvector over the interval, each of unit length.",
        Panels = [new SeriesPanel { Table = "chosen_vectors", X = new Axis("x", "x"), Y = new Axis("value", "component"), Series = "vector", Style = SeriesStyle.LinesAndPoints }],
        PanelsPerRow = 1,
    };

    private static Figure Eigenvalues() => new()
    {
        Id = "eigenvalues",
        Title = "Eigenvalues",
        Caption = "Eigenvalues of the kernel matrix by their place, for each width σ. What falls to 10⁻¹⁴ of the largest or less is rounding; negative ones are not drawn.",
        Panels = [new SeriesPanel { Table = "modes", Where = [new Where("seed", "0")], X = new Axis("mode", "eigenvector n"), Y = new Axis("eigenvalue", "eigenvalue", Logarithmic: true), Series = "width", SeriesLabel = "σ" }],
        PanelsPerRow = 1,
    };
}
