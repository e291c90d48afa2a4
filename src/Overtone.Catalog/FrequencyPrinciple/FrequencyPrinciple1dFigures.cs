using Overtone.Studies.Findings;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The figures of <see cref="FrequencyPrinciple1d"/>.</summary>
internal static class FrequencyPrinciple1dFigures
{
    private static readonly Axis Step = new("step", "training step", Logarithmic: true);
    private static readonly Axis Frequency = new("frequency", "frequency (cycles per period)");

    public static IReadOnlyList<Figure> Of(FrequencyPrinciple1dOptions options, IReadOnlyList<string> fits)
    {
        var figures = new List<Figure>
        {
            new()
            {
                Id = "error-heat-map",
                Title = "Relative error of each frequency over training",
                Caption = "Δ_F(k) = |ĥ(k) − f̂(k)| / |f̂(k)| with complex coefficients, averaged over seeds; colours saturate at 0.1 and 1, as in the paper. "
                    + "Red: learned. Rows are the target's peaks; columns are recorded steps, evenly spaced on a logarithmic axis.",
                Panels = [.. fits.Select(Heat)],
            },
            new()
            {
                Id = "error-curves",
                Title = "The same errors as curves",
                Caption = "Mean over seeds with the range from smallest to largest; the dashed line is the threshold below which a frequency counts as learned.",
                Panels = [.. fits.Select(fit => Curves(fit, options.Threshold))],
            },
            new()
            {
                Id = "settling",
                Title = "When each frequency settles",
                Caption = $"The first step from which on the error stays below {options.Threshold}; one point a seed. Frequencies that never settle have no point.",
                Panels = [.. fits.Select(Settling)],
            },
        };
        if (options.EarlyStopping)
            figures.Add(EarlyStopping());
        if (options.Controls)
        {
            figures.Add(new Figure
            {
                Id = "controls",
                Title = "Negative controls: where the order is known to break",
                Caption = $"The target is sin x + sin 3x + sin 5x. Ricker activation with a = {options.RickerWidth}; a loss with a derivative term; initial weights with "
                    + $"standard deviation {options.LargeScale}. Mean over seeds with their range.",
                Panels = [.. FrequencyPrinciple1d.ControlNames.Select(control => Curves(control, options.Threshold))],
                PanelsPerRow = 3,
            });
        }

        return figures;
    }

    private static HeatMapPanel Heat(string experiment) => new()
    {
        Title = experiment,
        Table = "errors",
        Where = [new Where("experiment", experiment)],
        X = Step,
        Y = Frequency,
        Value = new Axis("error", "relative error", Minimum: 0.1, Maximum: 1),
        LowIsWarm = true,
    };

    private static SeriesPanel Curves(string experiment, double threshold) => new()
    {
        Title = experiment,
        Table = "errors",
        Where = [new Where("experiment", experiment)],
        X = Step,
        Y = new Axis("error", "relative error", Logarithmic: true),
        Series = "frequency",
        SeriesLabel = "frequency",
        Replicate = "seed",
        ReferenceLines = [new ReferenceLine(threshold, "threshold")],
    };

    private static SeriesPanel Settling(string experiment) => new()
    {
        Title = experiment,
        Table = "settling",
        Where = [new Where("experiment", experiment)],
        X = Frequency,
        Y = new Axis("settling_step", "settling step", Logarithmic: true),
        Style = SeriesStyle.Points,
    };

    private static Figure EarlyStopping() => new()
    {
        Id = "early-stopping",
        Title = "Early stopping: noise is learned late",
        Caption = "Left: loss on the noisy training samples. Right: loss against the clean target. Mean over seeds with the range.",
        Panels = [Loss("train_loss", "training loss"), Loss("test_loss", "loss against the clean target")],
    };

    private static SeriesPanel Loss(string column, string label) => new()
    {
        Title = label,
        Table = "losses",
        Where = [new Where("experiment", FrequencyPrinciple1d.EarlyStopping)],
        X = Step,
        Y = new Axis(column, "mean squared error", Logarithmic: true),
        Replicate = "seed",
    };
}
