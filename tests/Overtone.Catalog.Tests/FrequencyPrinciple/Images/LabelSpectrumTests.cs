using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Data;
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

    /// <summary>The norm of n one-hot labels is √n, and coefficients of white noise of that norm have the n-th part of it.</summary>
    [Fact]
    public void Watched_amplitudes_are_those_of_the_labels_and_white_noise_is_as_large_as_these()
    {
        var tables = runs.Of("fprinciple-images").Outcome.Tables;
        var amplitudes = tables.Rows<FrequencyPrincipleImages.LabelAmplitude>().ToDictionary(r => r.Frequency, r => r.Amplitude);
        var watched = tables.Rows<FrequencyPrincipleImages.WatchedAmplitude>().Where(r => !IsShuffled(r.Network)).ToArray();
        Assert.NotEmpty(watched);
        Assert.All(watched, r => Assert.Equal(amplitudes[r.Frequency], r.Amplitude, 1e-5));
        Assert.All(watched, r => Assert.Equal(1 / Math.Sqrt(300), r.WhiteNoise, 1e-6));
    }

    [Fact]
    public void Shuffled_labels_have_a_flat_spectrum_at_the_level_of_white_noise()
    {
        var watched = runs.Of("fprinciple-images").Outcome.Tables.Rows<FrequencyPrincipleImages.WatchedAmplitude>()
            .Where(r => IsShuffled(r.Network)).GroupBy(r => r.Network).ToArray();
        Assert.Equal(2, watched.Length);
        foreach (var network in watched)
        {
            double[] frequencies = [.. network.Select(r => r.Frequency)];
            Assert.All(
                frequencies.Zip(frequencies.Skip(1)), pair => Assert.Equal(frequencies[0] / 2, pair.Second - pair.First, 1e-9));
            Assert.All(network, r => Assert.Equal(1 / Math.Sqrt(60), r.WhiteNoise, 1e-6));
            // The labels' mean does not reach there; nine tenths of their energy are in their deviation, and ten outputs together scatter
            // by a sixth.
            double[] flat = [.. network.Select(r => r.Amplitude / r.WhiteNoise)];
            Assert.All(flat, ratio => Assert.InRange(ratio, 0.5, 1.5));
            Assert.Equal(Math.Sqrt(0.9), Math.Sqrt(flat.Average(ratio => ratio * ratio)), 0.2);
        }
    }

    /// <summary>
    /// Training labels have the spectrum that was found for them, in the same unit; of all images, at frequency 0, there are the shares of
    /// their classes, which outputs that sum to 1 can hardly miss.
    /// </summary>
    [Fact]
    public void Spectra_of_generalisation_begin_with_those_of_the_labels()
    {
        var tables = runs.Of("fprinciple-images").Outcome.Tables;
        var rows = tables.Rows<FrequencyPrincipleImages.GeneralisationSpectrum>().ToLookup(r => r.Function);
        Assert.Equal(3, rows.Count);
        var found = tables.Rows<FrequencyPrincipleImages.LabelAmplitude>().ToDictionary(r => Math.Round(r.Frequency, 9), r => r.Amplitude);
        Assert.All(
            rows["labels, training images"],
            r => Assert.Equal(found[Math.Round(r.Frequency, 9)], r.Amplitude, 1e-7));
        var test = ImageProblem.Open("digits", []).Test!;
        var counts = new double[10];
        foreach (int label in test.Labels)
            counts[label]++;
        double expected = Math.Sqrt(counts.Sum(count => Math.Pow((30 + count) / (300 + test.Count), 2)));
        Assert.All(rows["labels, all images"].Where(r => r.Frequency == 0), r => Assert.Equal(expected, r.Amplitude, 1e-9));
        Assert.All(rows["network, all images"].Where(r => r.Frequency == 0), r => Assert.InRange(r.Amplitude, Math.Sqrt(0.1) - 1e-6, 1));
    }

    private static bool IsShuffled(string network) => network.EndsWith("-shuffled", StringComparison.Ordinal);

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
        Assert.Equal(
            watched.Select(row => row.Number("frequency")),
            tables["errors"].Rows.Where(row => !IsShuffled(row.Text("network"))).Select(row => row.Number("frequency")).Distinct().Order());
        Assert.Equal(300, tables["projection"].Integers("images").Single());
        Assert.Equal([10L], tables["watched"].Integers("outputs").Distinct());
    }
}
