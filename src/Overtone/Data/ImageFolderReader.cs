using Overtone.Files;

namespace Overtone.Data;

/// <summary>
/// Reads a folder that holds one folder of pictures per class: PNG, JPEG, WebP, BMP or GIF. Classes and files are taken in ordinal
/// order of their names; all images must have one size.
/// </summary>
/// <remarks>
/// The content decides the format, not the name. If every image is grey there is one channel, else three. Transparency, colour
/// profiles and EXIF rotation are ignored; 16-bit images are reduced to 8 bits; of moving pictures the first frame is read. Hidden
/// files and files that are no images by their name are passed over.
/// Source: the layout of torchvision's <c>ImageFolder</c>.
/// </remarks>
public static class ImageFolderReader
{
    /// <summary>Sets that need no more memory than this keep what was decoded; 1 GiB.</summary>
    public const long DefaultMemoryLimit = 1L << 30;

    private const string Expected = "a readable folder with one folder of images per class";

    private static readonly string[] Unreadable = [".avif", ".heic", ".pgm", ".ppm", ".tif", ".tiff"];

    /// <summary>Opens a folder of class folders.</summary>
    /// <param name="folder">The folder above the class folders.</param>
    /// <param name="name">The name of the set; by default the folder's.</param>
    /// <param name="memoryLimit">Sets of up to so many bytes of pixels keep in memory what was decoded.</param>
    /// <param name="limits">How large a picture may be; <see cref="ReadLimits.Default"/> if not given.</param>
    /// <param name="cancellation">Checked between images.</param>
    /// <returns>Images [N, 1 or 3, height, width] with <see cref="Dataset.Files"/> naming every image file.</returns>
    /// <exception cref="DataFormatException">
    /// There are fewer than two classes, a class is empty, an image has another size than the first, or a file is no picture
    /// or has a damaged header. Damage to the pixels shows when the image is read.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Dataset Read(
        string folder,
        string? name = null,
        long memoryLimit = DefaultMemoryLimit,
        ReadLimits? limits = null,
        CancellationToken cancellation = default)
    {
        var data = ReadOfAnySizes(folder, name, memoryLimit, limits, cancellation);
        data.RequireOneSize();
        return data;
    }

    /// <summary>As <see cref="Read"/>, but the pictures may have different sizes.</summary>
    internal static Dataset ReadOfAnySizes(
        string folder, string? name, long memoryLimit, ReadLimits? limits, CancellationToken cancellation)
    {
        var listing = List(folder);
        name ??= Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return ImageFiles.Read(name, listing.ClassNames, listing.Files, listing.Labels, [], memoryLimit, limits, cancellation);
    }

    /// <summary>The image files of a folder and their labels, without opening any.</summary>
    internal static (string[] ClassNames, string[] Files, int[] Labels) List(string folder) => DataFile.Guard(folder, Expected, () =>
    {
        var classFolders = ClassFolders(folder);
        if (classFolders.Length < 2)
        {
            throw new DataFormatException(folder, "class folders", $"{classFolders.Length}", "at least 2, one folder of images per class");
        }

        var files = classFolders.Select(ImagesIn).ToArray();
        return (
            classFolders.Select(path => Path.GetFileName(path)).ToArray(),
            files.SelectMany(names => names).ToArray(),
            files.SelectMany((names, label) => Enumerable.Repeat(label, names.Length)).ToArray());
    });

    /// <summary>The folders directly below, without hidden ones, in ordinal order.</summary>
    internal static string[] ClassFolders(string folder) => !Directory.Exists(folder)
        ? throw new DataFormatException(folder, "folder", "none", "a folder")
        : [.. Directory.GetDirectories(folder).Where(IsVisible).Order(StringComparer.Ordinal)];

    /// <summary>Whether a folder has at least one file that is an image by its name.</summary>
    internal static bool HoldsImages(string folder) =>
        Directory.EnumerateFiles(folder).Any(file => IsVisible(file) && (ImageFile.HasName(file) || IsUnreadable(file)));

    /// <summary>The pictures of one class, in ordinal order of their names.</summary>
    internal static string[] ImagesIn(string classFolder)
    {
        string[] files = [.. Directory.GetFiles(classFolder).Where(IsVisible).Order(StringComparer.Ordinal)];
        if (files.FirstOrDefault(IsUnreadable) is { } unreadable)
        {
            throw new DataFormatException(unreadable, "image", Path.GetExtension(unreadable), $"{ImageFile.Formats} (convert it first)");
        }

        string[] images = [.. files.Where(ImageFile.HasName)];
        return images.Length > 0
            ? images
            : throw new DataFormatException(classFolder, "images", "none", $"at least one {ImageFile.Formats} file");
    }

    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');

    private static bool IsUnreadable(string path) => Unreadable.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
