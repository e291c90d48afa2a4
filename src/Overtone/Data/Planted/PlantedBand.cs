namespace Overtone.Data.Planted;

/// <summary>
/// A ring of frequencies into which the class is written: those beyond Radius − Width/2 and up to Radius + Width/2 from zero.
/// Source: Overtone's own.
/// </summary>
/// <param name="Radius">The middle of the ring, in cycles per image.</param>
/// <param name="Width">The width of the ring, in cycles per image, above 0.</param>
/// <param name="Strength">
/// The root of the mean square, over pixels, of what is written, pixels being in [0, 1]; the same in every channel; 0 for nothing.
/// </param>
public sealed record PlantedBand(double Radius, double Width = PlantedBand.DefaultWidth, double Strength = PlantedBand.DefaultStrength)
{
    internal const double DefaultWidth = 2, DefaultStrength = 0.05;

    // That of the masks over frequencies.
    private const double Tolerance = 1e-9;

    /// <summary>The frequencies of the ring lie beyond this distance from zero, in cycles per image.</summary>
    public double Beyond => Radius - (Width / 2);

    /// <summary>The frequencies of the ring lie up to this distance from zero, in cycles per image.</summary>
    public double UpTo => Radius + (Width / 2);

    internal bool Holds(Wave wave) => wave.Radius > Beyond + Tolerance && wave.Radius <= UpTo + Tolerance;
}
