using Overtone.Catalog.FrequencyPrinciple;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.FrequencyPrinciple;

public class LabelSpectrumTests(SmokeRuns runs) : IClassFixture<SmokeRuns>
{
    [Fact]
    public void Coordinates_have_mean_zero_and_deviation_one()
    {
        using var scope = NewDisposeScope();
        var inputs = arange(60, dtype: float32).reshape(20, 3).square() / 100;
        var direction = tensor([0.6, 0, 0.8]);
        var (coordinates, deviation) = LabelSpectrum.Coordinates(inputs, direction);
        Assert.Equal(0, coordinates.mean().item<double>(), 1e-12);
        Assert.Equal(1, coordinates.square().mean().item<double>(), 1e-12);
        var projected = inputs.to_type(ScalarType.Float64).mv(direction);
        Assert.Equal(projected.std(unbiased: false).item<double>(), deviation, 1e-5);
    }

    [Fact]
    public void One_output_or_all_are_taken_and_no_other()
    {
        using var scope = NewDisposeScope();
        var values = arange(6).reshape(2, 3);
        Assert.Equal([2L, 3], LabelSpectrum.OutputsOf(values, -1).shape);
        Assert.Equal([2L, 5], LabelSpectrum.OutputsOf(values, 2).data<long>().ToArray());
        var fault = Assert.Throws<InvalidOptionException>(() => LabelSpectrum.OutputsOf(values, 3));
        Assert.Equal("--output: found 3, expected -1 or a class index from 0 to 2", fault.Message);
    }

    [Fact]
    public void At_frequency_zero_stand_the_class_shares_and_watched_frequencies_lie_above_the_noise()
    {
        var tables = runs.Of("fprinciple-images").Outcome.Tables;
        var spectrum = tables["label_spectrum"];

        // Ten equal classes: √(10 · 0.1²).
        Assert.Equal(Math.Sqrt(0.1), spectrum.Numbers("amplitude")[0], 1e-6);
        Assert.Equal(0, spectrum.Numbers("frequency")[0]);
        var watched = spectrum.Rows.Where(row => row.Integer("watched") == 1).ToArray();
        Assert.InRange(watched.Length, 2, 12);
        Assert.Equal(watched.Select(row => row.Number("frequency")), tables["errors"].Numbers("frequency").Distinct().Order());
        Assert.Equal(300, tables["projection"].Integers("images").Single());
    }
}
