using Overtone.Data.Layouts;
using Overtone.Data.Planted;
using Overtone.Files;

namespace Overtone.Data;

/// <summary>
/// Opens a data set by what a user calls it: <c>digits</c>, <c>planted</c>, <c>mnist</c>, <c>cifar10</c>, <c>cifar100</c>,
/// <c>tiny-imagenet-10</c>, <c>cifar10-jpeg</c>, or the path of a folder or .npz file.
/// </summary>
/// <remarks>Source: Overtone's own; the folders and layouts it recognises are listed in docs/data.md.</remarks>
public static class DataSource
{
    private const string DigitsName = "digits";

    /// <summary>The names that need no path.</summary>
    public static IReadOnlyList<string> Names { get; } = [DigitsName, PlantedName.Plain, .. KnownData.All.Select(known => known.Name)];

    /// <summary>
    /// The one way in which a set is named in keys: a planted set with the version of its images and the options that differ from their
    /// defaults; any other set, and one whose name cannot be read, as it is.
    /// </summary>
    /// <param name="source">What a user calls the set.</param>
    public static string CanonicalName(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return PlantedName.Canonical(source);
    }

    /// <summary>Opens a set.</summary>
    /// <param name="source">
    /// A name of <see cref="Names"/>, <c>planted</c> also with options (<see cref="PlantedImages.Read"/>); or a path, absolute or relative
    /// to the current folder or to a root, of a folder recognised by its content or of an .npz file.
    /// </param>
    /// <param name="roots">The folders to look in, in order.</param>
    /// <param name="limits">What its files may ask for; <see cref="ReadLimits.Default"/> if not given.</param>
    /// <param name="cancellation">Checked between files.</param>
    /// <returns>The training and test sets.</returns>
    /// <exception cref="DataNotFoundException">There is no such set; the message says where it was sought and how to get it.</exception>
    /// <exception cref="DataFormatException">
    /// An option in its name is wrong, it is incomplete or damaged, or its pictures have different sizes.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DataSplit Open(
        string source,
        IReadOnlyList<string> roots,
        ReadLimits? limits = null,
        CancellationToken cancellation = default)
    {
        var data = OpenOfAnySizes(source, roots, limits, cancellation);
        data.RequireOneSize();
        return data;
    }

    /// <summary>As <see cref="Open"/>, but pictures in files may have different sizes: they must be fitted before they are used.</summary>
    /// <inheritdoc cref="Open" path="/param|/returns"/>
    /// <exception cref="DataNotFoundException">There is no such set; the message says where it was sought and how to get it.</exception>
    /// <exception cref="DataFormatException">The set is incomplete or damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DataSplit OpenOfAnySizes(
        string source,
        IReadOnlyList<string> roots,
        ReadLimits? limits = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentNullException.ThrowIfNull(roots);
        if (source == DigitsName)
        {
            return Digits.Read();
        }

        if (PlantedImages.IsName(source))
        {
            return PlantedImages.Read(source).Create();
        }

        return KnownData.All.FirstOrDefault(known => known.Name == source) is { } known
            ? OpenKnown(known, roots, limits, cancellation)
            : OpenPath(source, roots, limits, cancellation);
    }

    /// <summary>The sets with a name that are there, those inside the library first.</summary>
    /// <param name="roots">The folders to look in, in order.</param>
    /// <param name="onFault">Told of a set that is incomplete or damaged, which is then left out; if null, that is thrown.</param>
    /// <returns>One listing per set found, from its first place.</returns>
    /// <exception cref="DataFormatException">A set is there but incomplete or damaged, and nobody is told.</exception>
    public static IReadOnlyList<DataListing> Available(IReadOnlyList<string> roots, Action<DataFormatException>? onFault = null)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var (train, test) = Digits.Read();
        var planted = new PlantedImages();
        var listings = new List<DataListing>
        {
            new(DigitsName, Path: null, train.Count, test?.Count, train.Shape, train.ClassNames),
            new(PlantedName.Plain, Path: null, planted.Train, planted.Test, planted.Shape, planted.ClassNames),
        };
        foreach (var known in KnownData.All)
        {
            try
            {
                if (known.Find(roots, []) is { } path)
                {
                    listings.Add(known.Layout.Describe(path, known.Name));
                }
            }
            catch (DataFormatException fault) when (onFault is not null)
            {
                onFault(fault);
            }
        }

        return listings;
    }

    private static DataSplit OpenKnown(KnownData known, IReadOnlyList<string> roots, ReadLimits? limits, CancellationToken cancellation)
    {
        var lookedIn = new List<string>();
        return known.Find(roots, lookedIn) is { } path
            ? DataFile.Guard(path, "a data set that can be read", () => known.Layout.Open(path, known.Name, limits, cancellation))
            : throw new DataNotFoundException(known.Name, lookedIn, known.HowToGet);
    }

    private static DataSplit OpenPath(string source, IReadOnlyList<string> roots, ReadLimits? limits, CancellationToken cancellation)
    {
        string[] indices = [Path.GetFullPath(source), .. roots.Select(root => Path.GetFullPath(source, Path.GetFullPath(root))).Distinct()];
        if (Array.Find(indices, index => Directory.Exists(index) || File.Exists(index)) is not { } path)
        {
            throw new DataNotFoundException(
                source, [.. indices.Distinct()], $"Give a folder, an .npz file, or one of: {string.Join(", ", Names)}.");
        }

        var layout = DataLayout.Of(path) ?? throw DataAdvice.Refuse(path);
        var name = Directory.Exists(path)
            ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path))
            : Path.GetFileNameWithoutExtension(path);
        return DataFile.Guard(path, "a data set that can be read", () => layout.Open(path, name, limits, cancellation));
    }
}
