using CsCheck;
using Overtone.Spectra;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class FourierBasisTests
{
    private const double Rounding = 1e-10;

    private static readonly Gen<(int Height, int Width, int Row, int Column)> Waves =
        from height in Gen.Int[2, 17]
        from width in Gen.Int[2, 17]
        from row in Gen.Int[0, height - 1]
        from column in Gen.Int[0, width - 1]
        select (height, width, row, column);

    [Fact]
    public void Every_wave_has_unit_norm_and_lives_on_its_frequency_and_the_conjugate_only() =>
        Gen.Select(Waves, Gen.Double[-1, 1]).Sample((w, phase) =>
        {
            using var scope = NewDisposeScope();
            var image = FourierBasis.Image(w.Height, w.Width, w.Row, w.Column, phase);
            var spectrum = fft.fft2(image, norm: FFTNormType.Ortho).abs();
            var outside = spectrum.clone();
            outside[w.Row, w.Column] = 0;
            outside[(w.Height - w.Row) % w.Height, (w.Width - w.Column) % w.Width] = 0;
            return Math.Abs(image.norm().item<double>() - 1) < Rounding
                && spectrum[w.Row, w.Column].item<double>() > 0.5
                && outside.max().item<double>() < Rounding;
        }, iter: 200, threads: 1);

    [Fact]
    public void Cosines_of_different_frequencies_are_orthogonal() =>
        (from w in Waves from row in Gen.Int[0, w.Height - 1] from column in Gen.Int[0, w.Width - 1] select (w, row, column)).Sample(c =>
        {
            var (w, row, column) = c;
            var same = (row == w.Row && column == w.Column)
                || ((row + w.Row) % w.Height == 0 && (column + w.Column) % w.Width == 0);
            using var scope = NewDisposeScope();
            Tensor first = FourierBasis.Image(w.Height, w.Width, w.Row, w.Column),
                second = FourierBasis.Image(w.Height, w.Width, row, column);
            return Math.Abs((first * second).sum().item<double>() - (same ? 1 : 0)) < Rounding;
        }, iter: 200, threads: 1);

    [Fact]
    public void A_quarter_of_a_turn_gives_the_orthogonal_sine_or_vanishes_where_a_frequency_is_its_own_conjugate() =>
        Waves.Sample(w =>
        {
            using var scope = NewDisposeScope();
            if (2 * w.Row % w.Height == 0 && 2 * w.Column % w.Width == 0)
            {
                Assert.Throws<ArgumentException>(() => FourierBasis.Image(w.Height, w.Width, w.Row, w.Column, Math.PI / 2));
                return;
            }

            Tensor cosine = FourierBasis.Image(w.Height, w.Width, w.Row, w.Column);
            Tensor sine = FourierBasis.Image(w.Height, w.Width, w.Row, w.Column, -Math.PI / 2);
            Assert.InRange(Math.Abs((cosine * sine).sum().item<double>()), 0, Rounding);
            Assert.Equal(1, sine.norm().item<double>(), Rounding);
        }, iter: 200, threads: 1);

    [Fact]
    public void The_pixels_are_those_of_the_formula()
    {
        using var image = FourierBasis.Image(4, 6, 1, 2, 0.3);
        var wave = Enumerable.Range(0, 24).Select(p => Math.Cos((2 * Math.PI * ((p / 6 / 4.0) + (2 * (p % 6) / 6.0))) + 0.3)).ToArray();
        var norm = Math.Sqrt(wave.Sum(v => v * v));

        foreach (var (expected, found) in wave.Zip(image.Numbers()))
        {
            Assert.Equal(expected / norm, found, 1e-13);
        }
    }

    [Fact]
    public void It_leaves_no_tensor_behind() =>
        Tensors.RequireNoTensorLeft(() => FourierBasis.Image(8, 6, 1, 2).Dispose(), times: 3);

    [Fact]
    public void Frequencies_count_modulo_the_size()
    {
        using Tensor positive = FourierBasis.Image(8, 6, 7, 2, 0.4), negative = FourierBasis.Image(8, 6, -1, 8, 0.4);
        Tensors.RequireNear(positive, negative, Rounding);
    }
}
