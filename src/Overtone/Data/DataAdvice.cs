using Overtone.Data.Layouts;

namespace Overtone.Data;

/// <summary>What to tell someone whose images lie in a form that Overtone does not read.</summary>
internal static class DataAdvice
{
    private const string Arrays = "an .npz file with x and y. In Python: import numpy as np; ";

    // Below a folder of a data set as hubs pass it on, parquet files lie a folder or two deep.
    private const int ParquetDepth = 2;

    // FILE stands for the file's name.
    private static readonly (string[] Endings, string Found, string Expected)[] Kinds =
    [
        ([".csv"], "a table (CSV)", Arrays + """
            t = np.loadtxt("FILE", delimiter=",", skiprows=1);
            np.savez("data.npz", x=t[:, 1:].reshape(-1, 28, 28).astype("u1"), y=t[:, 0])
              # label first, under a line of names; with your image size
            """),
        ([".mat"], "a MATLAB file", Arrays + """
            import scipy.io; m = scipy.io.loadmat("FILE");
            np.savez("data.npz", x=m["X"], y=m["y"].ravel())   # the names in m
            """),
        ([".h5", ".hdf5"], "an HDF5 file", Arrays + """
            import h5py; f = h5py.File("FILE");
            np.savez("data.npz", x=f["x"][:], y=f["y"][:])   # the names that list(f) shows
            """),
        ([".npy"], "a NumPy array in a file of its own (.npy)", Arrays + """
            np.savez("data.npz", x=np.load("x.npy"), y=np.load("y.npy"))
            """),
        ([".zip"], "a packed archive", "a folder or an .npz file; unpack it first: unzip FILE"),
        ([".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"], "a packed archive", "a folder or an .npz file; unpack it first: tar -xf FILE"),
    ];

    /// <summary>The fault of a file or folder in which no data set is recognised.</summary>
    internal static DataFormatException Refuse(string path)
    {
        // Opening says so where something else stands in for a file.
        if (File.Exists(path))
        {
            DataFile.Open(path).Dispose();
        }

        if (HoldsParquet(path))
        {
            return new(path, "content", "parquet files", "pictures, one folder per class, or an .npz file with images and labels (save "
                + "each row's image as CLASS/NUMBER.png)");
        }

        if (File.Exists(Path.Combine(path, "batches.meta")))
        {
            return new(path, "content", "the class names of CIFAR-10 (batches.meta) without its images", "data_batch_1 to data_batch_5 and "
                + "test_batch beside them; copy the whole folder cifar-10-batches-py");
        }

        var files = FilesOf(path);
        foreach (var (endings, found, expected) in Kinds)
        {
            if (Array.Find(files, HasEnding) is { } file)
            {
                var name = Path.GetFileName(file);
                return new(
                    path, "content", file == path ? found : $"{found}, {name}",
                    expected.ReplaceLineEndings(" ").Replace("FILE", name, StringComparison.Ordinal));
            }

            bool HasEnding(string file) => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        }

        return new(path, "content", "no data set", string.Join("; or ", DataLayout.All.Select(each => each.Description)));
    }

    // Beside pictures or folders a table or an archive is not the data themselves.
    private static string[] FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] files = [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)];
        return Directory.EnumerateDirectories(path).Any() || files.Any(ImageFile.HasName) ? [] : files;
    }

    private static bool HoldsParquet(string path)
    {
        const string pattern = "*.parquet";
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = ParquetDepth };
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, options).Any()
            : Path.GetExtension(path).Equals(pattern[1..], StringComparison.OrdinalIgnoreCase);
    }
}
