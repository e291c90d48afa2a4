using System.Numerics;
using CsCheck;
using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class RelativeErrorTests
{
    // Away from zero, where relative errors are not defined.
    private static readonly Gen<Complex> Coefficient = Gen.Select(Gen.Double[1e-6, 2], Gen.Double[-4, 4], Complex.FromPolarCoordinates);

    [Fact]
    public void Magnitudes_never_err_more_than_complex_coefficients() =>
        Gen.Select(Coefficient, Coefficient)
            .Sample(
                (learned, target) =>
                    RelativeError.OfMagnitudes(learned, target) <= (RelativeError.Of(learned, target) * (1 + 1e-12)) + 1e-12,
                iter: 1000,
                threads: 1);

    [Fact]
    public void Magnitudes_do_not_see_a_wrong_phase()
    {
        var turned = Complex.FromPolarCoordinates(0.5, 2);
        Assert.Equal(2, RelativeError.Of(-turned, turned), 1e-12);
        Assert.Equal(0, RelativeError.OfMagnitudes(-turned, turned), 1e-12);
    }

    [Fact]
    public void The_published_offset_is_one_hundred_thousandth() =>
        Assert.Equal(0.5 / 1.00001, RelativeError.OfMagnitudes(1.5, 1), 1e-12);

    [Fact]
    public void Nothing_learned_is_an_error_of_one_and_everything_an_error_of_zero()
    {
        Complex target = new(0.3, -0.4);
        Assert.Equal(1, RelativeError.Of(Complex.Zero, target), 1e-12);
        Assert.Equal(0, RelativeError.Of(target, target));
        Assert.Equal(double.PositiveInfinity, RelativeError.Of(target, Complex.Zero));
        Assert.Equal(double.NaN, RelativeError.Of(Complex.Zero, Complex.Zero));
    }

    [Fact]
    public void Several_outputs_err_by_the_ratio_of_norms() =>
        Gen.Select(Coefficient, Coefficient).Array[1, 6].Sample(pairs =>
        {
            Complex[] learned = [.. pairs.Select(p => p.Item1)], target = [.. pairs.Select(p => p.Item2)];
            var expected = Math.Sqrt(
                pairs.Sum(p => Math.Pow((p.Item1 - p.Item2).Magnitude, 2)) / pairs.Sum(p => Math.Pow(p.Item2.Magnitude, 2)));
            return Math.Abs(RelativeError.Of(learned, target) - expected) <= 1e-12 * (1 + expected);
        }, iter: 200, threads: 1);

    [Fact]
    public void One_output_alone_is_the_plain_error() =>
        Gen.Select(Coefficient, Coefficient).Sample((learned, target) =>
        {
            var plain = RelativeError.Of(learned, target);
            return Math.Abs(RelativeError.Of([learned], [target]) - plain) <= 1e-12 * (1 + plain);
        }, iter: 200, threads: 1);

    [Fact]
    public void Lists_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => RelativeError.Of([Complex.One], [Complex.One, Complex.One]));

    [Fact]
    public void Magnitudes_of_several_outputs_err_by_the_ratio_of_norms_and_of_one_as_alone()
    {
        Complex[] learned = [new(0, 2), 1], target = [1, new(0, 3)];
        Assert.Equal(Math.Sqrt(1 + 4) / (1e-5 + Math.Sqrt(1 + 9)), RelativeError.OfMagnitudes(learned, target), 1e-12);
        Assert.Equal(
            RelativeError.OfMagnitudes(learned[0], target[0]),
            RelativeError.OfMagnitudes(learned.AsSpan(0, 1), target.AsSpan(0, 1)),
            1e-15);
        Assert.Throws<ArgumentException>(() => RelativeError.OfMagnitudes(learned.AsSpan(0, 1), target));
    }
}
