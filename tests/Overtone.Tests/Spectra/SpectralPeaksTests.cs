using CsCheck;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class SpectralPeaksTests
{
    private static readonly Gen<double[]> Spectrum = Gen.Double[0, 1].Array[1, 40];

    [Fact]
    public void Sines_have_their_frequencies_as_peaks() =>
        Assert.Equal([1, 3, 5], SpectralPeaks.LocalMaxima([0, 0.5, 0, 0.5, 0, 0.5, 0, 0], floor: 0.01));

    [Fact]
    public void Both_ends_count_where_they_exceed_their_neighbour() =>
        Assert.Equal([0, 3], SpectralPeaks.LocalMaxima([1, 0.5, 0.2, 0.3], floor: 0.1));

    [Fact]
    public void Plateaus_and_peaks_at_the_floor_do_not_count() =>
        Assert.Empty(SpectralPeaks.LocalMaxima([0.1, 0.5, 0.5, 0.1, 0.2, 0.1], floor: 0.2));

    [Fact]
    public void A_maximum_exceeds_the_floor_and_its_neighbours_and_nothing_else_does() =>
        Gen.Select(Spectrum, Gen.Double[0, 1]).Sample((amplitudes, floor) =>
        {
            var found = SpectralPeaks.LocalMaxima(amplitudes, floor).ToHashSet();
            double At(int index) => index < 0 || index >= amplitudes.Length ? double.NegativeInfinity : amplitudes[index];
            return Enumerable.Range(0, amplitudes.Length)
                .All(k => found.Contains(k) == (At(k) > floor && At(k) > At(k - 1) && At(k) > At(k + 1)));
        }, iter: 200, threads: 1);

    [Fact]
    public void Where_there_are_enough_peaks_the_largest_are_kept_in_order() =>
        Assert.Equal([2, 6], SpectralPeaks.Select([0, 0.3, 0.9, 0.1, 0.2, 0.1, 0.8], floor: 0.05, fewest: 2, most: 2));

    [Fact]
    public void Where_there_are_too_few_places_spread_over_the_band_above_the_floor()
    {
        double[] falling = [.. Enumerable.Range(0, 100).Select(k => Math.Exp(-k / 10.0))];
        // exp(−k/10) is above 0.01 up to k = 46.
        Assert.Equal([0, 12, 23, 34, 46], SpectralPeaks.Select(falling, floor: 0.01, fewest: 5, most: 12));
    }

    [Fact]
    public void A_band_narrower_than_what_is_asked_gives_what_it_has()
    {
        Assert.Equal([0, 1, 2], SpectralPeaks.Select([1, 0.5, 0.3, 0.01], floor: 0.1, fewest: 8, most: 12));
        Assert.Equal([0], SpectralPeaks.Select([1, 0.01], floor: 0.1, fewest: 8, most: 12));
        Assert.Equal([0], SpectralPeaks.Select([0.1, 0.01], floor: 0.5, fewest: 8, most: 12));
    }

    [Fact]
    public void What_is_selected_rises_lies_in_the_spectrum_and_is_no_more_than_allowed() =>
        Gen.Select(Spectrum, Gen.Double[0, 1], Gen.Int[1, 8]).Sample((amplitudes, floor, fewest) =>
        {
            var found = SpectralPeaks.Select(amplitudes, floor, fewest, most: 8);
            return found.Count is >= 1 and <= 8
                && found.SequenceEqual(found.Order().Distinct())
                && found[0] >= 0
                && found[^1] < amplitudes.Length;
        }, iter: 200, threads: 1);

    [Fact]
    public void Amplitudes_are_norms_over_outputs() =>
        Assert.Equal([5, 2], SpectralPeaks.Amplitudes(new System.Numerics.Complex[,] { { new(0, 3), 4 }, { 0, -2 } }));

    [Fact]
    public void The_noise_floor_is_one_and_a_half_deviations_over_the_root_of_the_samples()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1.5 * 2 / Math.Sqrt(4), SpectralPeaks.NoiseFloor(tensor([5.0, 1, 5, 1]).unsqueeze(1)), 1e-12);
    }
}
