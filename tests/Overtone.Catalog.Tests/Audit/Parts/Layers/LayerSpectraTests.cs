using System.Globalization;
using Overtone.Catalog.Audit;
using Overtone.Data;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Tests;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.Audit;

public class LayerSpectraTests(SharedRun shared) : IClassFixture<SharedRun>
{
    private static readonly AuditOptions Options = SmallAudit.Options with { Images = 40 };

    [Fact]
    public void Every_convolution_has_a_spectrum_that_begins_at_zero()
    {
        Row[] rows = [.. Audit(Options).Rows];
        Assert.Equal(
            OnnxClassifier.Layers(Options.Model).Count(layer => layer.Operation == "Conv"),
            rows.Select(r => r.Text("layer")).Distinct().Count());
        foreach (var layer in rows.GroupBy(r => r.Text("layer")))
        {
            Assert.Equal((0, 0), (layer.First().Number("frequency"), layer.First().Number("log_amplitude")));
            Assert.Equal(layer.First().Integer("height") / 2 + 1, layer.Count());
        }
    }

    [Fact]
    public void Conventions_change_the_numbers_and_the_batch_size_does_not()
    {
        double[] diagonal = Values(Options),
            radial = Values(Options with { LayerPath = SpectrumPath.Radial }),
            mean = Values(Options with { LayerAverage = AmplitudeAverage.LogOfMean }),
            window = Values(Options with { LayerWindow = SpectrumWindow.Hann });
        Assert.All(new[] { radial, mean, window }, other => Assert.NotEqual(diagonal, other));
        Assert.All(diagonal.Zip(Values(Options with { BatchSize = 7 })), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Named_layers_alone_are_measured()
    {
        var convolution = OnnxClassifier.Layers(Options.Model).First(layer => layer.Operation == "Conv").Name;
        Assert.Equal([convolution], Audit(Options with { Layers = [convolution] }).Texts("layer").Distinct());
    }

    [Fact]
    public void A_named_layer_without_a_spectrum_is_an_error_that_names_those_with_one()
    {
        TestRun run = shared.Run;
        var outcome = run.Execute(new ModelAudit(), Options with { Layers = ["logits"] });
        Assert.Contains(
            "--layers: found 'logits': its activations have the shape [10], without two spatial axes, "
                + "expected a layer whose activations are feature maps; the nearest: ",
            Assert.Single(outcome.Failures).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vit-tiny.onnx", "photos", 5, 4, 4, 32)]
    [InlineData("vit-two-extra-tokens.onnx", "small-photos", 5, 8, 8, 16)]
    [InlineData("vit-rectangular.onnx", "rectangular-photos", 5, 6, 10, 16)]
    [InlineData("external-weights/model.onnx", "small-photos", 1, 16, 16, 8)]
    public void The_grid_is_that_of_the_patch_embedding(string model, string data, int layers, int height, int width, int channels)
    {
        TestRun run = shared.Run;
        var outcome = run.Execute(new ModelAudit(), OfCase(model, data));
        Assert.Empty(outcome.Failures);
        var rows = outcome.Tables["layer_spectra"];
        Assert.Equal(layers, rows.Texts("layer").Distinct().Count());
        var shapes = rows.Rows.Select(r => (r.Integer("channels"), r.Integer("height"), r.Integer("width"))).Distinct();
        Assert.Equal((channels, height, width), Assert.Single(shapes));
        Assert.Empty(outcome.Findings!.NotMeasured);
    }

    [Fact]
    public void A_layer_chosen_by_itself_without_a_spectrum_is_named_beside_the_others()
    {
        TestRun run = shared.Run;
        var outcome = run.Execute(new ModelAudit(), Options with { Model = SmallAudit.Fixture("squeeze.onnx") });
        Assert.Empty(outcome.Failures);
        Assert.Single(outcome.Tables["layer_spectra"].Texts("layer").Distinct());
        Assert.Equal(
            [
                ("the spectrum of layer /2/reduce/Conv_output_0", "its activations have the shape [2, 1, 1], without two spatial axes"),
                ("the spectrum of layer /2/expand/Conv_output_0", "its activations have the shape [8, 1, 1], without two spatial axes"),
            ],
            outcome.Findings!.NotMeasured.Where(missing => missing.Part.Contains("layer", StringComparison.Ordinal))
                .Select(missing => (missing.Part, missing.Reason)));
    }

    [Fact]
    public void A_named_layer_that_cannot_be_answered_is_an_error_with_the_reason()
    {
        // The attention's inner projection answers tokens first: its first axis does not count the images.
        const string Projection = "/encoder/layers/encoder_layer_0/self_attention/Add_output_0";
        TestRun run = shared.Run;
        var outcome = run.Execute(new ModelAudit(), OfCase("vit-tiny.onnx", "photos") with { Layers = [Projection] });
        var message = Assert.Single(outcome.Failures).Text;
        Assert.Contains($"'{Projection}': output: shape [17, 96] for 1 images", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_or_a_model_without_names_is_refused()
    {
        Assert.Contains("nearest", Assert.Throws<ModelFormatException>(() => Audit(Options with { Layers = ["/0/Convx"] })).Message);
        var nameless = Options with { Model = Path.ChangeExtension(Options.Model, ".pt"), Layers = ["conv1"] };
        Assert.Contains("an ONNX model", Assert.Throws<InvalidOptionException>(() => Audit(nameless)).Message);
    }

    [Fact]
    public void The_reference_is_subtracted_from_every_layer_and_from_itself()
    {
        string[] layers = [.. OnnxClassifier.Layers(Options.Model).Where(layer => layer.Operation == "Conv").Select(layer => layer.Name)];
        Table plain = Audit(Options), relative = Audit(Options with { LayerReference = layers[0] }),
            images = Audit(Options with { LayerReference = "input" });
        double[] Of(Table table, string layer) =>
            [.. table.Rows.Where(r => r.Text("layer") == layer).Select(r => r.Number("log_amplitude"))];
        double[] reference = Of(plain, layers[0]), second = Of(plain, layers[1]);
        Assert.All(Of(relative, layers[0]), value => Assert.Equal(0, value, 1e-12));
        // The second layer has half as many frequencies, every other of the first's.
        Assert.Equal(second.Select((value, k) => value - reference[2 * k]), Of(relative, layers[1]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.NotEqual(Of(plain, layers[0]), Of(images, layers[0]));
    }

    [Fact]
    public void Decimal_logarithms_and_unshifted_ones_are_the_same_spectrum()
    {
        double[] natural = Values(Options),
            @decimal = Values(Options with { LayerLog = AmplitudeLogarithm.Decimal }),
            unshifted = Values(Options with { LayerShift = AmplitudeShift.None });
        Assert.All(natural.Zip(@decimal), pair => Assert.Equal(pair.First, pair.Second * Math.Log(10), 1e-12));
        Assert.Equal(natural[1], unshifted[1] - unshifted[0], 1e-12);
    }

    [Fact]
    public void The_demonstration_s_convolutions_are_hooked()
    {
        var rows = Audit(Options with { Model = AuditOptions.Demonstration, Preset = Preset.Smoke });
        Assert.Equal(["convolution1", "convolution2"], rows.Texts("layer").Distinct());
        Assert.Equal([16, 32], rows.Rows.Select(r => (int)r.Integer("channels")).Distinct());
    }

    // transformer_spectra.csv: NumPy, from what PyTorch's own blocks answered.
    [Fact]
    public void A_transformer_s_blocks_have_the_spectra_that_PyTorch_and_NumPy_find()
    {
        using var scope = NewDisposeScope();
        string model = SmallAudit.Fixture("transformer.onnx");
        IReadOnlyList<string> maps = OnnxClassifier.FeatureMaps(model);
        Assert.Equal(1 + (2 * 3), maps.Count);
        double[] expected = [.. File.ReadLines(Path.ChangeExtension(model, null) + "_spectra.csv").Skip(1)
            .Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))];
        Tensor images = DataSource.Open("digits", []).Evaluation.Images([.. Enumerable.Range(0, 40)]);
        // After the patches, every second sum closes a block: attention first, then its perceptron.
        var found = new[] { maps[2], maps[4], maps[6] }.SelectMany(name =>
        {
            using var layer = (OnnxClassifier)ClassifierFile.Open(model, options: new ClassifierOptions { Layer = name });
            Tensor tokens = layer.Logits(images);
            return new FeatureSpectrum().Of(FeatureSpectrum.Grid(tokens.reshape([40, .. layer.LayerShape]), 4, 4, first: 1));
        });
        Assert.Equal(expected, found.Select(point => point.LogAmplitude), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void An_audit_of_a_transformer_shows_its_patches_and_blocks()
    {
        var rows = Audit(Options with { Model = SmallAudit.Fixture("transformer.onnx") });
        Assert.Equal(7, rows.Texts("layer").Distinct().Count());
        Assert.All(
            rows.Rows, r => Assert.Equal((24, 4, 4), ((int)r.Integer("channels"), (int)r.Integer("height"), (int)r.Integer("width"))));
    }

    private static AuditOptions OfCase(string model, string data) =>
        Options with { Model = Path.Combine(Cases.Models, model), Data = Path.Combine(Cases.Data, data), Images = 12 };

    private double[] Values(AuditOptions options) => [.. Audit(options).Numbers("log_amplitude")];

    private Table Audit(AuditOptions options)
    {
        TestRun run = shared.Run;
        return run.Execute(new ModelAudit(), options).Tables["layer_spectra"];
    }
}
