using System.Collections.Concurrent;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions;

/// <summary>
/// The pictures of ice that frost takes its cuts from.
/// Source: 1903.12261, section 4 (photographs of ice crystals, at a fifth of their size); the procedural ice is Overtone's own.
/// </summary>
public sealed class FrostTextures
{
    private readonly Func<int, float, FrostTexture> _make;
    private readonly ConcurrentDictionary<(int Index, float Scale), Lazy<FrostTexture>> _made = [];

    private FrostTextures(string name, int count, Func<int, float, FrostTexture> make) => (Name, Count, _make) = (name, count, make);

    /// <summary>
    /// Six pictures computed from noise and branching crystals. They are not the photographs of CIFAR-10-C, which may not be passed on, and
    /// results with them are not comparable number by number with published ones.
    /// </summary>
    public static FrostTextures Procedural { get; } = new("procedural ice", IceTexture.Count, IceTexture.Make);

    /// <summary>What they are, for captions.</summary>
    public string Name { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>
    /// Pictures of one's own: the pictures of a folder in the order of their names, shrunk to a fifth of their size times
    /// min(height, width) / 32 of the images to be corrupted; after that they must be larger than those.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">The folder has no picture, or one is damaged.</exception>
    public static FrostTextures FromFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] files = [.. FilesOf(folder)];
        var shapes = Array.ConvertAll(files, file => ImageFile.ReadShape(file));
        return new FrostTextures($"pictures in {folder}", files.Length, (index, scale) => Read(files[index], shapes[index], scale));
    }

    /// <summary>The pictures of a folder, by name.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">The folder has no picture.</exception>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        string[] files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(ImageFile.HasName).Order(StringComparer.Ordinal)]
            : [];
        return files.Length > 0 ? files : throw new DataFormatException(folder, "pictures of ice", "none", $"{ImageFile.Formats} files");
    }

    /// <summary>A picture at the scale of the images; made when first asked for, and kept.</summary>
    /// <exception cref="DataFormatException">The picture is damaged.</exception>
    internal FrostTexture Get(int index, float scale) =>
        _made.GetOrAdd((index, scale), static (key, make) => new Lazy<FrostTexture>(() => make(key.Index, key.Scale)), _make).Value;

    private static FrostTexture Read(string file, ImageShape shape, float scale)
    {
        const float PublishedShrinking = 5;
        shape = shape with { Channels = 3 };
        var planes = new byte[shape.PixelCount];
        ImageFile.ReadPlanes(file, shape, planes);
        var small = new ImageShape(3, Size(shape.Height), Size(shape.Width));
        return new FrostTexture(file, small.Height, small.Width, TriangleResize.Resize(planes, shape, small));

        int Size(int side) => Math.Max(1, (int)MathF.Round(side * scale / PublishedShrinking));
    }
}
