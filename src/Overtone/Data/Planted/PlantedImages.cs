namespace Overtone.Data.Planted;

/// <summary>
/// A data set with known answers: colour images with a background like that of photographs, whose power falls as 1/f², into which the class
/// is written in chosen bands of frequencies. What is measured of a network that was trained on it must be what was planted.
/// </summary>
/// <remarks>
/// An image is a function of these options, its part (training or test) and its number alone: a larger set begins with the smaller one,
/// and sets that differ in one band or its strength have the same background and the same other bands. The classes come in turn: image n
/// has label n mod <see cref="Classes"/>.
/// Source: the power law: D. J. Field, "Relations between the statistics of natural images and the response properties of cortical cells",
/// 1987; the axes of colour: D. L. Ruderman et al., "Statistics of cone responses to natural images", 1998; the rest is Overtone's own.
/// </remarks>
public sealed record PlantedImages
{
    /// <summary>The version of the generator: another version makes other images from the same options.</summary>
    public const int Version = 1;

    /// <summary>The side of the square images, in pixels: any number from 8, even or odd.</summary>
    public int Size { get; init; } = 16;

    /// <summary>The number of classes, at least 2.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>The number of training images, at least 1.</summary>
    public int Train { get; init; } = 2_000;

    /// <summary>The number of test images, at least 1.</summary>
    public int Test { get; init; } = 1_000;

    /// <summary>
    /// The bands that hold the class: one or more that do not overlap, each within the Nyquist frequency. If not given, one about half the
    /// Nyquist frequency, size/4.
    /// </summary>
    public IReadOnlyList<PlantedBand> Bands { get => field ?? [new PlantedBand(Size / 4.0)]; init; }

    /// <summary>
    /// How much the bands repeat each other, in [0, 1]: an image has its class in one band, drawn at random, and in each further one with
    /// this probability. With 1 any band suffices; with 0 all are needed. A band without the class holds noise of the same strength and the
    /// same frequencies.
    /// </summary>
    public double Redundancy { get; init; } = 1;

    /// <summary>
    /// A further band, which tells the class in the training images only: in the test images it tells a class drawn at random. Null for
    /// none.
    /// </summary>
    public PlantedBand? Shortcut { get; init; }

    /// <summary>
    /// The background's contrast: the root of the mean square of its brightness, pixels being in [0, 1]. The bands' strengths and this,
    /// squared and added, may come to 0.16² at most, so that hardly a pixel is clipped.
    /// </summary>
    public double Background { get; init; } = 0.12;

    /// <summary>What in a band tells the class.</summary>
    public PlantedPhases Phases { get; init; } = PlantedPhases.Fixed;

    /// <summary>The seed of everything that is drawn.</summary>
    public long Seed { get; init; }

    internal ImageShape Shape => new(3, Size, Size);

    internal string[] ClassNames => LabelRules.NumberNames(Classes);

    /// <summary>Whether a data set's name is one of these sets: <c>planted</c>, or <c>planted:</c> with options.</summary>
    /// <param name="name">A data set's name.</param>
    public static bool IsName(string name) => PlantedName.Is(name);

    /// <summary>Reads a data set's name, such as <c>planted:size=32,bands=4+8:3:0.1,redundancy=0.5</c>.</summary>
    /// <param name="name">
    /// <c>planted</c>, or <c>planted:</c> and options separated by commas, each a property's name in lower case, =, and its value. A band
    /// is its radius, and if they are not 2 and 0.05 its width and its strength, separated by colons; bands are joined by +.
    /// </param>
    /// <exception cref="DataFormatException">An option is unknown or named twice, or has a value that it cannot have.</exception>
    public static PlantedImages Read(string name)
    {
        PlantedImages options = PlantedName.Read(name);
        PlantedRules.Require(options);
        return options;
    }

    /// <summary>Makes the images.</summary>
    /// <returns>Two sets of [N, 3, size, size] without files.</returns>
    /// <exception cref="DataFormatException">An option has a value that it cannot have.</exception>
    public DataSplit Create()
    {
        PlantedRules.Require(this);
        return new DataSplit(Part(isTraining: true), Part(isTraining: false));
    }

    /// <summary>The name that <see cref="Read"/> reads: the generator's version, and all options that differ from their defaults.</summary>
    public override string ToString() => PlantedName.Of(this);

    /// <summary>Whether the other makes the same images.</summary>
    /// <param name="other">Other options.</param>
    public bool Equals(PlantedImages? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private MemoryDataset Part(bool isTraining)
    {
        var generator = new PlantedGenerator(this, isTraining);
        var count = isTraining ? Train : Test;
        var pixels = new byte[count * Shape.PixelCount];
        Parallel.For(0, count, generator.NewWorkspace, (index, _, workspace) =>
        {
            generator.Write(index, workspace, pixels.AsSpan(index * Shape.PixelCount, Shape.PixelCount));
            return workspace;
        }, _ => { });
        var labels = Enumerable.Range(0, count).Select(generator.LabelOf).ToArray();
        return new MemoryDataset(ToString(), Shape, ClassNames, labels, pixels);
    }
}
