using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>What a trial in a process of its own found: whether the model can be differentiated, and what is in the way.</summary>
[Table("probe")]
internal sealed record ProbeAnswer(bool HasGradient, string GradientFault);

/// <summary>One finding of the preflight.</summary>
[Table("preflight")]
internal sealed record CheckFinding(string Check, PreflightSeverity Severity, string Finding);

/// <summary>Something known of the model.</summary>
[Table("model")]
internal sealed record ModelProperty(string Property, string Value);

/// <summary>The answer to an image as it is.</summary>
[Table("clean")]
internal sealed record CleanAnswer(int Image, long Label, int Prediction, [Unit("nats")] double Loss, [Unit("logits")] double Margin)
{
    /// <summary>Whether the label is predicted.</summary>
    public bool IsRight => Prediction == Label;
}

/// <summary>What the preflight learned about the sizes of an audit: of an input image, and how many images there are.</summary>
[Table("model_input")]
internal sealed record ModelSize(int Channels, [Unit("pixels")] int Height, [Unit("pixels")] int Width, int Images)
{
    /// <summary>The shorter side, in pixels.</summary>
    public int Shorter => Math.Min(Height, Width);

    public static ModelSize Of(TableSet tables) => tables.Rows<ModelSize>()[0];

    /// <summary>The interval of a share of the images.</summary>
    public WilsonInterval IntervalOf(double share) => WilsonInterval.Of((int)Math.Round(share * Images), Images);
}

/// <summary>How the model is asked.</summary>
[Table("calibration")]
internal sealed record CalibrationChoice([Unit("images")] int BatchSize, bool ChannelsLast);
