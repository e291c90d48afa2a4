using Overtone.Studies.Findings;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>The figures of <see cref="ReluTransform"/>.</summary>
internal static class ReluTransformFigures
{
    public static IReadOnlyList<Figure> All =>
    [
        new Figure
        {
            Id = "regions-and-spectrum",
            Title = "A ReLU network's linear regions and its exact spectrum",
            Caption = "Left: the polygons on which the first seed's network of two variables is affine, coloured by its value at their centre; it vanishes on the border. "
                + "Right: the magnitude of its transform ∫ f exp(−ik·x) dx, from the polygons in closed form. Rays stand along the normals of edges.",
            Panels =
            [
                new PolygonPanel { Title = "regions", Table = "regions", Polygon = "region", X = new Axis("x", "x₁"), Y = new Axis("y", "x₂"), Value = new Axis("value", "output") },
                new HeatMapPanel
                {
                    Title = "spectrum",
                    Table = "plane",
                    X = new Axis("frequency_x", "k₁ (radians per unit)"),
                    Y = new Axis("frequency_y", "k₂ (radians per unit)"),
                    Value = new Axis("magnitude", "|f̂(k)|", Logarithmic: true),
                },
            ],
        },
        new Figure
        {
            Id = "decay",
            Title = "How the spectrum falls: by direction",
            Caption = "Magnitude of the exact transform against k for the first seed: in one variable, along the normal of the strongest edge (length times jump of the slope), and in one random direction of the plane. "
                + "Exponents are fitted to the envelope from k = 1,000 on, right of the dashed line.",
            Panels =
            [
                new SeriesPanel
                {
                    Table = "spectra",
                    X = new Axis("frequency", "k (radians per unit)", Logarithmic: true),
                    Y = new Axis("magnitude", "|f̂(k)|", Logarithmic: true, Minimum: 1e-14),
                    Series = "spectrum",
                    Style = SeriesStyle.Lines,
                    ReferenceLines = [new ReferenceLine(1e3, "fitted from here", Vertical: true)],
                },
            ],
            PanelsPerRow = 1,
        },
        new Figure
        {
            Id = "exponents",
            Title = "Fitted decay exponents of all seeds",
            Caption = "Mean over directions and seeds, with the range. Theory: −2 in one variable and along normals, −3 in almost every direction of the plane. "
                + "Tapered: sampled along a line through the input space under a cos⁴ taper, which itself falls with k⁻⁵.",
            Panels =
            [
                new BarPanel
                {
                    Table = "decays",
                    Category = "spectrum",
                    Y = new Axis("exponent", "exponent of k"),
                    ReferenceLines = [new ReferenceLine(-2, "−2"), new ReferenceLine(-3, "−3")],
                },
            ],
            PanelsPerRow = 1,
        },
    ];
}
