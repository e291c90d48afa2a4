using MathNet.Numerics.Interpolation;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Layers;

/// <summary>The spectra of layers' feature maps: their measurement and their figure.</summary>
internal static class LayerSpectra
{
    private const string Expected = "a layer whose activations are feature maps";

    public static void Measure(LayerSpectraTrial trial, OpenSubject subject, TrialContext context)
    {
        var amplitudes = new List<LayerAmplitude>();
        var omissions = new List<LayerOmission>();
        var features = new LayerFeatures(trial, subject, context);
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
                omissions.Add(new LayerOmission(layer, reason));
            }
            else
            {
                foreach ((double frequency, double amplitude) in trial.Spectrum.Of(maps))
                    amplitudes.Add(new LayerAmplitude(
                        layer, depth + 1, maps.shape[1], maps.shape[2], maps.shape[3], frequency, amplitude - reference(frequency)));
            }

            context.Report((depth + 1.0) / trial.Layers.Length);
        }

        context.Write(Table.Of(amplitudes));
        if (omissions.Count > 0)
            context.Write(Table.Of(omissions));
    }

    /// <summary>Each layer that was left out, with the reason.</summary>
    public static IEnumerable<NotMeasured> NotMeasured(TableSet tables) =>
        tables.Rows<LayerOmission>().Select(r => new NotMeasured($"the spectrum of layer {r.Layer}", r.Reason));

    public static IEnumerable<Figure> Figures(AuditOptions options, TableSet tables)
    {
        if (tables.Rows<LayerAmplitude>().Count == 0)
            yield break;
        string log = options.LayerLog == AmplitudeLogarithm.Natural ? "ln" : "log10";
        string average = options.LayerAverage == AmplitudeAverage.MeanOfLog
            ? "means of logarithms over channels and images"
            : "logarithms of means over channels and images";
        string path = options.LayerPath == SpectrumPath.Diagonal
            ? "along the diagonal, both frequencies rising together"
            : "on rings of equal distance from zero";
        string window = options.LayerWindow == SpectrumWindow.None ? "no window" : "Hann window";
        (string what, string axis) = options.LayerShift == AmplitudeShift.ZeroFrequency
            ? ($"Relative log amplitude, {log} |F| minus {log} |F| at zero frequency", "relative log amplitude")
            : ($"Log amplitude, {log} |F|", "log amplitude");
        string reference = options.LayerReference switch
        {
            "" => "",
            LayerSpectraTrial.Input => ", minus that of the images",
            string layer => $", minus that of {layer}",
        };
        yield return new Figure
        {
            Id = "layer-spectra",
            Title = "Which frequencies the layers' feature maps hold",
            Caption = $"{what}{reference}: {average}, {path}; {window}, orthonormal transform, a floor of 1e-12 under |F|. Each layer "
                + "against its own Nyquist frequency. Layers are numbered in the order of computation; names and sizes stand in the table.",
            Panels =
            [
                new Plot<LayerAmplitude>().X(r => r.Frequency, "frequency, of the layer's Nyquist")
                    .Y(r => r.LogAmplitude, $"{axis} ({log})").By(r => r.Depth, "layer"),
            ],
        };
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
