using Overtone.Catalog.Audit;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.Audit.Layers;

public class LayerSpectraTests
{
    private static readonly AuditOptions Options = new()
    {
        Model = Path.Combine(AppContext.BaseDirectory, "Audit", "Fixtures", "digits.onnx"),
        Images = 40,
        Norm = 2,
        Region = 1,
        Bandwidths = [3],
        BatchSize = 20,
        Corruptions = ["none"],
        Attacks = ["none"],
    };

    [Fact]
    public void Every_convolution_has_a_spectrum_that_begins_at_zero()
    {
        Row[] rows = [.. Audit(Options).Rows];
        Assert.Equal(OnnxClassifier.Layers(Options.Model).Count(layer => layer.Operation == "Conv"), rows.Select(r => r.Text("layer")).Distinct().Count());
        foreach (var layer in rows.GroupBy(r => r.Text("layer")))
        {
            Assert.Equal((0, 0), (layer.First().Number("frequency"), layer.First().Number("relative_log_amplitude")));
            Assert.Equal(layer.First().Integer("height") / 2 + 1, layer.Count());
        }
    }

    [Fact]
    public void Conventions_change_the_numbers_and_the_batch_size_does_not()
    {
        double[] diagonal = Values(Options), radial = Values(Options with { LayerPath = SpectrumPath.Radial }), mean = Values(Options with { LayerAverage = AmplitudeAverage.LogOfMean }), window = Values(Options with { LayerWindow = SpectrumWindow.Hann });
        Assert.All(new[] { radial, mean, window }, other => Assert.NotEqual(diagonal, other));
        Assert.All(diagonal.Zip(Values(Options with { BatchSize = 7 })), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Named_layers_alone_are_measured_and_those_without_two_directions_have_no_spectrum()
    {
        var convolution = OnnxClassifier.Layers(Options.Model).First(layer => layer.Operation == "Conv").Name;
        Assert.Equal([convolution], Audit(Options with { Layers = [convolution, "logits"] }).Texts("layer").Distinct());
    }

    [Fact]
    public void A_wrong_name_or_a_model_without_names_is_refused()
    {
        Assert.Contains("nearest", Assert.Throws<ModelFormatException>(() => Audit(Options with { Layers = ["/0/Convx"] })).Message);
        Assert.Contains("an ONNX model", Assert.Throws<InvalidOptionException>(() => Audit(Options with { Model = Path.ChangeExtension(Options.Model, ".pt"), Layers = ["conv1"] })).Message);
    }

    private static double[] Values(AuditOptions options) => [.. Audit(options).Numbers("relative_log_amplitude")];

    private static Table Audit(AuditOptions options)
    {
        using var run = new TestRun();
        return run.Execute(new ModelAudit(), options).Tables["layer_spectra"];
    }
}
