using Overtone.Studies.Findings;

namespace Overtone.Catalog.Poisson;

/// <summary>The figures of <see cref="DnnVersusJacobi"/>.</summary>
internal static class DnnVersusJacobiFigures
{
    public static IReadOnlyList<Figure> All =>
    [
        new Figure
        {
            Id = "errors",
            Title = "Which frequencies each solver begins with",
            Caption = "Relative error of the solution's three spectral peaks, at 1, 3 and 8 periods per interval, over sweeps, cycles or training steps. Network: mean over seeds with the range. "
                + "The dashed line is one half. The two-grid cycle is counted from zero and ends at the error of the grid itself.",
            Panels = [Errors("jacobi", "sweeps"), Errors("network", "training steps"), Errors("gauss-seidel", "sweeps"), TwoGrids()],
        },
        new Figure
        {
            Id = "handover",
            Title = "Jacobi from where the network stopped",
            Caption = "Left: sweeps of Jacobi's iteration that are still needed, against the training steps before. Right: what both together cost, in sweeps over the grid. "
                + "Mean over seeds with the range.",
            Panels = [HandOver("sweeps", "sweeps still needed"), HandOver("work", "work of both (sweeps)")],
        },
        new Figure
        {
            Id = "work",
            Title = "What it costs to arrive",
            Caption = "Work until the greatest error is below the accuracy asked for, counted in sweeps over the grid, with a logarithmic axis. For the network with Jacobi after it: "
                + "mean over all hand-over steps and seeds, with the range.",
            Panels = [new BarPanel { Table = "arrivals", Category = "solver", Y = new Axis("work", "work (sweeps)", Logarithmic: true) }],
            PanelsPerRow = 1,
        },
    ];

    private static SeriesPanel Errors(string solver, string unit) => new()
    {
        Title = solver,
        Table = "errors",
        Where = [new Where("solver", solver)],
        X = new Axis("step", unit, Logarithmic: true),
        Y = new Axis("error", "relative error", Logarithmic: true, Minimum: 1e-3, Maximum: 3),
        Series = "frequency",
        SeriesLabel = "periods per interval",
        Replicate = "seed",
        ReferenceLines = [new ReferenceLine(0.5, "one half")],
    };

    private static SeriesPanel TwoGrids() => Errors("two-grid", "cycles") with
    {
        X = new Axis("step", "cycles", Maximum: 8),
        Y = new Axis("error", "relative error", Logarithmic: true, Minimum: 1e-6, Maximum: 3),
    };

    private static SeriesPanel HandOver(string column, string label) => new()
    {
        Title = label,
        Table = "arrivals",
        Where = [new Where("solver", "network, then jacobi")],
        X = new Axis("handover", "training steps before", Logarithmic: true),
        Y = new Axis(column, label, Logarithmic: true),
        Replicate = "seed",
        Style = SeriesStyle.LinesAndPoints,
    };
}
