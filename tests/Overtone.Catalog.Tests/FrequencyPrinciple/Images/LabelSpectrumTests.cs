using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Images;

public class LabelSpectrumTests(SmokeRuns runs)
{
    [Fact]
    public void One_output_or_all_are_taken_and_no_other()
    {
        using var scope = NewDisposeScope();
        var values = arange(6).reshape(2, 3);
        Assert.Equal([2L, 3], FrequencyPrincipleImages.OutputsOf(values, null).shape);
        Assert.Equal([2L, 5], FrequencyPrincipleImages.OutputsOf(values, 2).data<long>().ToArray());
        var fault = Assert.Throws<InvalidOptionException>(() => FrequencyPrincipleImages.OutputsOf(values, 3));
        Assert.Equal("--output: found 3, expected all, or a class index from 0 to 2", fault.Message);
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
