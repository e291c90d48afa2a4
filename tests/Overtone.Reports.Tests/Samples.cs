using System.Text.Json;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Tests;

/// <summary>Small tables, figures and findings of every kind.</summary>
internal static class Samples
{
    public static readonly string[] Kinds = ["series", "heat-map", "bars", "polygons", "images"];

    public static TheoryData<string> KindsData => [.. Kinds];

    public static Table Errors { get; } = MakeErrors();

    public static IReadOnlyList<Table> Tables { get; } = [Errors, MakeAccuracies(), MakePolygons(), MakeImages()];

    public static SeriesPanel SeriesPanel { get; } = new()
    {
        Table = "errors",
        X = new Axis("epoch", "epoch", Logarithmic: true),
        Y = new Axis("relative_error", "relative error Δ_F"),
        Series = "frequency",
        SeriesLabel = "frequency k",
        Replicate = "seed",
        ReferenceLines = [new ReferenceLine(0.1, "settled")],
    };

    public static HeatMapPanel HeatMapPanel { get; } = new()
    {
        Table = "errors",
        X = new Axis("epoch", "epoch"),
        Y = new Axis("frequency", "frequency k"),
        Value = new Axis("relative_error", "relative error", Minimum: 0, Maximum: 1),
        LowIsWarm = true,
    };

    public static BarPanel BarPanel { get; } = new()
    {
        Table = "accuracies",
        Category = "corruption",
        Series = "model",
        Y = new Axis("accuracy", "accuracy"),
    };

    public static PolygonPanel PolygonPanel { get; } = new()
    {
        Table = "polygons",
        Polygon = "polygon",
        X = new Axis("x", "x"),
        Y = new Axis("y", "y"),
        Value = new Axis("value", "height"),
    };

    public static ImagePanel ImagePanel { get; } = new()
    {
        Table = "images",
        Image = "name",
        PixelRow = "row",
        PixelColumn = "column",
        Value = new Axis("value", "pixel value"),
    };

    public static Figure Figure(string kind) => Of(kind, kind switch
    {
        "series" => SeriesPanel,
        "heat-map" => HeatMapPanel,
        "bars" => BarPanel,
        "polygons" => PolygonPanel,
        _ => ImagePanel,
    });

    public static Figure Of(string id, params Panel[] panels) =>
        new() { Id = id, Title = $"Title of {id}", Caption = $"Caption of {id}.", Panels = panels };

    public static Claim Claim(string id, Direction direction = Direction.AtLeast, ClaimRole role = ClaimRole.Claim) => new()
    {
        Id = id,
        Statement = $"Statement of {id}.",
        Source = $"Source of {id}, figure 1",
        Statistic = $"Statistic of {id}.",
        Threshold = 0.5,
        Direction = direction,
        Replicate = "seed",
        Replicates = 8,
        Published = "0.62 (digitised)",
        Role = role,
        Rivals = role == ClaimRole.Claim ? [new Rival("a blind learner", 0.1)] : [],
    };

    public static StudyFindings Findings { get; } = new()
    {
        Claims =
        [
            Claim("holds").Judge([0.7, 0.8, 0.75, 0.9, 0.85, 0.72, 0.66, 0.91], [[0.1]]),
            Claim("fails", Direction.AtMost).Judge([0.7, 0.8, 0.75, 0.9, 0.85, 0.72, 0.66, 0.91], [[1.2]], "8 seeds of 20"),
            // Of nine values the interval leaves out the smallest.
            Claim("open").Judge([0.4, 0.6, 0.5, double.NaN, 0.7, 0.3, 0.55, 0.45, 0.65], [[-2]]),
            Claim("never").Judge([double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN], [[0.1]]),
            Claim("blind").Judge([0.7, 0.8, 0.75, 0.9, 0.85, 0.72, 0.66, 0.91], [[0.72]]),
            (Claim("exact", role: ClaimRole.Check) with { Replicate = null }).Judge([0.7]),
            Claim("control", role: ClaimRole.NegativeControl).Judge([0.1, 0.2, 0.15, 0.05, 0.1, 0.12]),
        ],
        Figures = [.. Kinds.Select(Figure)],
        Tables =
        [
            new TableBuilder("settling", Column.Integer("frequency", "cycles"), Column.Number("epoch", "epochs"))
                .Add(1, 3.5).Add(-2, double.NaN)
                .Build(),
        ],
        Notes = ["The learning rate was halved."],
    };

    public static IReadOnlyList<Estimate> Estimates { get; } =
    [
        new()
        {
            Name = "accuracy",
            Value = 0.875,
            Low = 0.8104,
            High = 0.92,
            Statement = "It classifies 87.5 % rightly.",
            Advice = "Check the normalisation.",
        },
        new() { Name = "bandwidth", Value = 7, Unit = "cycles per image", Statement = "It lives on a square of 7×7 frequencies." },
        new() { Name = "unmeasured", Value = double.NaN, Statement = "The region holds no such frequencies." },
    ];

    public static RunManifest Manifest { get; } = new()
    {
        Study = "f-principle/toy",
        StudyVersion = 3,
        Title = "The frequency principle on a toy",
        Source = "A paper, figure 1",
        Command = "overtone run f-principle/toy --out \"my runs\"",
        Options = JsonDocument.Parse("""{"preset":"quick","seeds":8,"frequencies":[1,3]}""").RootElement,
        Started = new DateTimeOffset(2026, 1, 2, 10, 11, 12, TimeSpan.Zero),
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" },
    };

    /// <summary>A table of small grey images, still without rows.</summary>
    public static TableBuilder Pixels() =>
        new("images", Column.Text("name"), Column.Integer("row"), Column.Integer("column"), Column.Number("value"));

    private static Table MakeErrors()
    {
        var builder = new TableBuilder(
            "errors",
            Column.Integer("epoch", "epochs"),
            Column.Integer("frequency", "cycles"),
            Column.Integer("seed"),
            Column.Number("relative_error"));
        foreach (int epoch in (int[])[1, 10, 100, 1000])
        {
            foreach (int frequency in (int[])[1, 3, 5])
            {
                for (int seed = 0; seed < 3; seed++)
                    builder.Add(epoch, frequency, seed, Math.Exp(-epoch / (100.0 * frequency)) * (1 + (0.02 * seed)));
            }
        }

        return builder.Build();
    }

    private static Table MakeAccuracies()
    {
        var builder = new TableBuilder(
            "accuracies", Column.Text("corruption"), Column.Text("model"), Column.Integer("seed"), Column.Number("accuracy"));
        foreach (string corruption in (string[])["fog", "a corruption with a rather long name", "snow"])
        {
            foreach (string model in (string[])["natural", "robust"])
            {
                for (int seed = 0; seed < 2; seed++)
                    builder.Add(corruption, model, seed, 0.1 * (corruption.Length % 7) + (0.1 * seed));
            }
        }

        return builder.Build();
    }

    private static Table MakePolygons() =>
        new TableBuilder("polygons", Column.Integer("polygon"), Column.Number("x"), Column.Number("y"), Column.Number("value"))
            .Add(0, 0, 0, 1).Add(0, 4, 0, 1).Add(0, 0, 4, 1)
            .Add(1, 4, 0, 3).Add(1, 4, 4, 3).Add(1, 0, 4, 3)
            .Build();

    private static Table MakeImages()
    {
        TableBuilder builder = Pixels();
        for (int pixel = 0; pixel < 32; pixel++)
            builder.Add(pixel < 16 ? "first" : "second", pixel % 16 / 4, pixel % 4, pixel);
        return builder.Build();
    }
}
