namespace Overtone.Data.Planted;

/// <summary>
/// What in a band tells the class.
/// Source: Overtone's own.
/// </summary>
public enum PlantedPhases
{
    /// <summary>
    /// The phases: a class has one pattern in a band, made of all its waves, and every image of the class holds that pattern in the same
    /// place. All classes have the same power spectrum.
    /// </summary>
    Fixed,

    /// <summary>
    /// The orientation: a class has a sector of the ring to itself, and its waves have other phases in every image. Only the power spectrum
    /// tells the class: the mean images of all classes are the same.
    /// </summary>
    Random,
}
