namespace Overtone.Theory.SpectralBias;

/// <summary>
/// A flower in the plane: γ(z) = R(z) (cos 2πz, sin 2πz) with R(z) = 1 + ½ sin 2πLz, once around for z from 0 to 1. With more petals,
/// nearby points of the plane lie further apart along the curve.
/// Source: 1806.08734, section 4 and Fig. 7 to 9.
/// </summary>
/// <param name="Petals">L, not negative; 0 is the unit circle.</param>
public sealed record FlowerCurve(int Petals)
{
    private const double Depth = 0.5;

    /// <summary>The point γ(z).</summary>
    /// <param name="z">How far around, in turns.</param>
    public (double X, double Y) At(double z)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * z);
        double radius = 1 + (Depth * Math.Sin(2 * Math.PI * Petals * z));
        return (radius * cosine, radius * sine);
    }

    /// <summary>|γ′(z)|, the curve's length per turn at a point.</summary>
    /// <param name="z">How far around, in turns.</param>
    public double Speed(double z)
    {
        double radius = 1 + (Depth * Math.Sin(2 * Math.PI * Petals * z)), growth = Depth * Petals * Math.Cos(2 * Math.PI * Petals * z);
        return 2 * Math.PI * Math.Sqrt((radius * radius) + (growth * growth));
    }

    /// <summary>|γ‴(z)|, which tells how soon the speed falls beside its maximum.</summary>
    /// <param name="z">How far around, in turns.</param>
    public double ThirdDerivative(double z)
    {
        // γ is R(z) exp(iωz): Leibniz' rule.
        const double Turn = 2 * Math.PI;
        double own = Turn * Petals;
        (double sine, double cosine) = Math.SinCos(own * z);
        (double r0, double r1, double r2, double r3) = (
            1 + (Depth * sine), Depth * own * cosine, -Depth * own * own * sine, -Depth * own * own * own * cosine);
        (double real, double imaginary) = (r3 - (3 * Turn * Turn * r1), (3 * Turn * r2) - (Turn * Turn * Turn * r0));
        return Math.Sqrt((real * real) + (imaginary * imaginary));
    }

    /// <summary>The largest |γ′(z)|, to six digits.</summary>
    public double HighestSpeed() => Highest(Speed);

    /// <summary>The largest |γ‴(z)|, to six digits.</summary>
    public double HighestThirdDerivative() => Highest(ThirdDerivative);

    // Petals are all alike but for their places, so one of them is enough.
    private double Highest(Func<double, double> function)
    {
        const int Places = 4096;
        double petal = 1.0 / Math.Max(1, Petals);
        return Enumerable.Range(0, Places).Max(n => function(petal * n / Places));
    }
}
