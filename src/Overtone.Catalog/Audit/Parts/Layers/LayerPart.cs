using MathNet.Numerics.Interpolation;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

internal sealed partial record AuditOptions
{
    [Option("Layers whose feature-map spectra are shown: auto (convolutions and transformer blocks of an ONNX model, the demo's "
        + "convolutions), none, or names of inner tensors", Group = LayerPart.Title)]
    public string[] Layers { get; init; } = ["auto"];

    [Option("Average the log amplitudes over channels and images, or take the log of the averages", Group = LayerPart.Title)]
    public AmplitudeAverage LayerAverage { get; init; } = AmplitudeAverage.MeanOfLog;

    [Option("Read the layers' spectra along the diagonal or on rings", Group = LayerPart.Title)]
    public SpectrumPath LayerPath { get; init; } = SpectrumPath.Diagonal;

    [Option("Window of the layers' spectra", Group = LayerPart.Title)]
    public SpectrumWindow LayerWindow { get; init; } = SpectrumWindow.None;

    [Option("Show each layer's log amplitude relative to its zero frequency, or as it is", Group = LayerPart.Title)]
    public AmplitudeShift LayerShift { get; init; } = AmplitudeShift.ZeroFrequency;

    [Option("Logarithm of the layers' spectra: natural or decimal (base 10)", Group = LayerPart.Title)]
    public AmplitudeLogarithm LayerLog { get; init; } = AmplitudeLogarithm.Natural;

    [Option("Layer whose spectrum is subtracted from the others, or 'input' for the spectrum of the images (default: none)",
        Group = LayerPart.Title)]
    public string LayerReference { get; init; } = "";
}

/// <summary>Measures the spectra of layers' feature maps.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Layers">The names of the tensors in the ONNX graph, in its order, or of the demonstration's parts.</param>
/// <param name="IsNamed">Whether they were asked for by name: one without a spectrum is then an error.</param>
/// <param name="Spectrum">How spectra are taken.</param>
/// <param name="Reference">The layer whose spectrum is subtracted; <see cref="Input"/> for the images, empty for none.</param>
/// <param name="Count">On how many images, the first of the sample.</param>
internal sealed record LayerSpectraTrial(
    AuditSubject Subject, string[] Layers, bool IsNamed, FeatureSpectrum Spectrum, string Reference, int Count) : SubjectTrial(Subject)
{
    /// <summary>The reference that stands for the images.</summary>
    public const string Input = "input";

    public override string Label => $"spectra of {Layers.Length} layers";
}

/// <summary>The amplitude of a layer's feature maps at a frequency; layers count from 1.</summary>
[Table("layer_spectra")]
internal sealed record LayerAmplitude(
    string Layer, int Depth, long Channels, long Height, long Width, [Unit("of the layer's Nyquist frequency")] double Frequency,
    double LogAmplitude);

/// <summary>A layer without a spectrum, and why.</summary>
[Table("layer_omissions")]
internal sealed record LayerOmission(string Layer, string Reason);

/// <summary>
/// Which frequencies the layers' feature maps hold.
/// Source: Park and Kim 2022 (2202.06709), Fig. 8.
/// </summary>
internal sealed class LayerPart : AuditPart
{
    public const string Title = "Layers";

    private const string Expected = "a layer whose activations are feature maps";

    public override string Heading => Title;

    public override IReadOnlyList<AuditTrialKind> Trials =>
        [Kind<LayerSpectraTrial>("layer-spectra", Measure, trial => !trial.IsNamed)];

    public override void Require(AuditOptions options, RunEnvironment environment) => LayerChoice.Of(options);

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit)
    {
        AuditOptions options = audit.Options;
        if (LayerChoice.Of(options) is not { Count: > 0 } layers)
            return [];
        var spectrum = new FeatureSpectrum
        {
            Average = options.LayerAverage,
            Path = options.LayerPath,
            Window = options.LayerWindow,
            Shift = options.LayerShift,
            Logarithm = options.LayerLog,
        };
        return
        [
            new LayerSpectraTrial(
                audit.Subject, [.. layers], LayerChoice.IsNamed(options), spectrum, options.LayerReference,
                LayerChoice.ImagesFor(audit.Size)),
        ];
    }

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        foreach (LayerOmission omission in to.Rows<LayerOmission>())
            to.NotMeasured(new NotMeasured($"the spectrum of layer {omission.Layer}", omission.Reason));
        if (to.Rows<LayerAmplitude>().Count == 0)
            return;
        string log = audit.Options.LayerLog == AmplitudeLogarithm.Natural ? "ln" : "log10";
        string average = audit.Options.LayerAverage == AmplitudeAverage.MeanOfLog
            ? "means of logarithms over channels and images"
            : "logarithms of means over channels and images";
        string path = audit.Options.LayerPath == SpectrumPath.Diagonal
            ? "along the diagonal, both frequencies rising together"
            : "on rings of equal distance from zero";
        string window = audit.Options.LayerWindow == SpectrumWindow.None ? "no window" : "Hann window";
        (string what, string axis) = audit.Options.LayerShift == AmplitudeShift.ZeroFrequency
            ? ($"Relative log amplitude, {log} |F| minus {log} |F| at zero frequency", "relative log amplitude")
            : ($"Log amplitude, {log} |F|", "log amplitude");
        string reference = audit.Options.LayerReference switch
        {
            "" => "",
            LayerSpectraTrial.Input => ", minus that of the images",
            string layer => $", minus that of {layer}",
        };
        to.Figure(
            "layer-spectra", "Which frequencies the layers' feature maps contain",
            $"{what}{reference}: {average}, {path}; {window}, orthonormal transform, a floor of 1e-12 under |F|. Each layer against its "
                + "own Nyquist frequency. Layers are numbered in the order of computation; names and sizes stand in the table.",
            new Plot<LayerAmplitude>().X(r => r.Frequency, "frequency, of the layer's Nyquist")
                .Y(r => r.LogAmplitude, $"{axis} ({log})").By(r => r.Depth, "layer"));
    }

    private static void Measure(LayerSpectraTrial trial, OpenSubject subject, Recorder to)
    {
        to.Add<LayerAmplitude>();
        var features = new LayerFeatures(trial, subject, to);
        Func<double, double> reference = Reference(trial, subject, features);
        for (int depth = 0; depth < trial.Layers.Length; depth++)
        {
            using var scope = NewDisposeScope();
            string layer = trial.Layers[depth];
            var (maps, reason) = features.Of(layer);
            if (maps is null)
            {
                if (trial.IsNamed)
                    throw NoSpectrum(trial, layer, reason);
                to.Add(new LayerOmission(layer, reason));
            }
            else
            {
                to.Add(trial.Spectrum.Of(maps).Select(at => new LayerAmplitude(
                    layer, depth + 1, maps.shape[1], maps.shape[2], maps.shape[3], at.Frequency,
                    at.LogAmplitude - reference(at.Frequency))));
            }

            to.Report((depth + 1.0) / trial.Layers.Length);
        }
    }

    private static Func<double, double> Reference(LayerSpectraTrial trial, OpenSubject subject, LayerFeatures features)
    {
        if (trial.Reference.Length == 0)
            return _ => 0;
        using var scope = NewDisposeScope();
        Tensor maps = subject.Part(0, trial.Count).Pixels;
        if (trial.Reference != LayerSpectraTrial.Input)
        {
            var (found, reason) = features.Of(trial.Reference);
            maps = found ?? throw new InvalidOptionException("--layer-reference", $"'{trial.Reference}': {reason}", Expected);
        }

        IReadOnlyList<(double Frequency, double LogAmplitude)> spectrum = trial.Spectrum.Of(maps);
        double[] frequencies = [.. spectrum.Select(at => at.Frequency)], amplitudes = [.. spectrum.Select(at => at.LogAmplitude)];
        return LinearSpline.InterpolateSorted(frequencies, amplitudes).Interpolate;
    }

    private static InvalidOptionException NoSpectrum(LayerSpectraTrial trial, string layer, string reason)
    {
        IReadOnlyList<string> near = trial.Subject.IsDemonstration
            ? DemonstrationNetwork.Convolutions
            : OnnxClassifier.NearestFeatureMaps(trial.Subject.Model, layer);
        return new InvalidOptionException("--layers", $"'{layer}': {reason}", $"{Expected}; the nearest: {string.Join(", ", near)}");
    }
}
