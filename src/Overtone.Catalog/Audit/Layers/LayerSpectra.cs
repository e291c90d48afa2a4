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
    private const string Spectra = "layer_spectra";

    public static void Measure(LayerSpectraTrial trial, OpenSubject subject, TrialContext context)
    {
        var rows = new TableBuilder(
            Spectra,
            Column.Text("layer"), Column.Integer("depth"), Column.Integer("channels"), Column.Integer("height"), Column.Integer("width"), Column.Number("frequency", "of the layer's Nyquist frequency"), Column.Number("log_amplitude"));
        Func<double, double> reference = Reference(trial, subject, context);
        for (int depth = 0; depth < trial.Layers.Length; depth++)
        {
            using var scope = NewDisposeScope();
            if (FeatureMaps(trial, trial.Layers[depth], subject, context) is { } maps)
            {
                foreach ((double frequency, double amplitude) in trial.Spectrum.Of(maps))
                    rows.Add(trial.Layers[depth], depth + 1, maps.shape[1], maps.shape[2], maps.shape[3], frequency, amplitude - reference(frequency));
            }

            context.Report((depth + 1.0) / trial.Layers.Length);
        }

        context.Write(rows.Build());
    }

    public static IEnumerable<Figure> Figures(AuditOptions options, TableSet tables)
    {
        if (!tables.Contains(Spectra) || tables[Spectra].RowCount == 0)
            yield break;
        string log = options.LayerLog == AmplitudeLogarithm.Natural ? "ln" : "log10";
        string average = options.LayerAverage == AmplitudeAverage.MeanOfLog ? "means of logarithms over channels and images" : "logarithms of means over channels and images";
        string path = options.LayerPath == SpectrumPath.Diagonal ? "along the diagonal, both frequencies rising together" : "on rings of equal distance from zero";
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
            Caption = $"{what}{reference}: {average}, {path}; {(options.LayerWindow == SpectrumWindow.None ? "no window" : "Hann window")}, orthonormal transform, a floor of 1e-12 under |F|. "
                + "Each layer against its own Nyquist frequency. Layers are numbered in the order of computation; names and sizes stand in the table.",
            Panels = [new SeriesPanel { Table = Spectra, X = new Axis("frequency", "frequency, of the layer's Nyquist"), Y = new Axis("log_amplitude", $"{axis} ({log})"), Series = "depth", SeriesLabel = "layer" }],
        };
    }

    private static Func<double, double> Reference(LayerSpectraTrial trial, OpenSubject subject, TrialContext context)
    {
        if (trial.Reference.Length == 0)
            return _ => 0;
        using var scope = NewDisposeScope();
        Tensor maps = trial.Reference == LayerSpectraTrial.Input
            ? subject.Part(0, trial.Count).Pixels
            : FeatureMaps(trial, trial.Reference, subject, context) ?? throw new InvalidOptionException("--layer-reference", $"{trial.Reference}, whose activations are no feature maps", "a layer with two directions");
        IReadOnlyList<(double Frequency, double LogAmplitude)> spectrum = trial.Spectrum.Of(maps);
        return LinearSpline.InterpolateSorted([.. spectrum.Select(point => point.Frequency)], [.. spectrum.Select(point => point.LogAmplitude)]).Interpolate;
    }

    private static Tensor? FeatureMaps(LayerSpectraTrial trial, string name, OpenSubject subject, TrialContext context)
    {
        using var scope = NewDisposeScope();
        using OpenModel layer = subject.Reopen(trial.Subject.BatchSize, context, name);
        Tensor flat = layer.Classifier.Logits(subject.Part(0, trial.Count).Pixels, context.Cancellation);
        return FeatureMaps(flat, ((Classifier)layer.Opened).LayerShape)?.MoveToOuterDisposeScope();
    }

    // Null for what has no two directions: logits, pooled features, single tokens.
    private static Tensor? FeatureMaps(Tensor flat, IReadOnlyList<long> shape)
    {
        if (shape is [_, >= 2, >= 2])
            return flat.reshape([flat.shape[0], .. shape]);
        return shape is [>= 4, _] && IsGrid(shape[0]) ? FeatureSpectrum.Grid(flat.reshape([flat.shape[0], .. shape])) : null;
    }

    private static bool IsGrid(long tokens) => tokens - Math.Pow(Math.Floor(Math.Sqrt(tokens)), 2) <= 1;
}
