namespace Overtone.Data.Downloads;

/// <summary>One file of a data set on a server.</summary>
/// <param name="Name">Its name below the base address, and on disk.</param>
/// <param name="MaximumLength">Bytes beyond which something is wrong.</param>
/// <param name="Hash">The MD5 it must have, or null if only the content is checked.</param>
internal sealed record DownloadFile(string Name, long MaximumLength, string? Hash = null);

/// <summary>What to fetch for one data set, and how to know that it is the right one.</summary>
/// <param name="Name">The name of the set.</param>
/// <param name="Folder">The folder it gets below a data root.</param>
/// <param name="Addresses">Where the files are; each is tried in turn for all of them.</param>
/// <param name="Files">The files.</param>
/// <param name="ArchiveLimit">If the single file is a .tar.gz holding <paramref name="Folder"/>: bytes it may unpack to. Else null.</param>
/// <param name="Check">Checks the finished folder.</param>
internal sealed record DownloadRecipe(
    string Name,
    string Folder,
    Uri[] Addresses,
    DownloadFile[] Files,
    long? ArchiveLimit,
    Func<string, CancellationToken, IReadOnlyList<DataCheck>> Check)
{
    private const long Mebibyte = 1 << 20;

    internal static IReadOnlyList<DownloadRecipe> All { get; } =
    [
        new(
            "mnist",
            "mnist",
            [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
            [
                new("train-images-idx3-ubyte.gz", 32 * Mebibyte),
                new("train-labels-idx1-ubyte.gz", Mebibyte),
                new("t10k-images-idx3-ubyte.gz", 8 * Mebibyte),
                new("t10k-labels-idx1-ubyte.gz", Mebibyte),
            ],
            ArchiveLimit: null,
            (folder, cancellation) => DataVerification.Check("mnist", folder, cancellation)),
        new(
            "cifar10",
            "cifar-10-batches-bin",
            [new("https://www.cs.toronto.edu/~kriz/")],
            [new("cifar-10-binary.tar.gz", 256 * Mebibyte, "c32a1d4ab5d03f1284b67883e8d87530")], // as the set's own page lists it
            ArchiveLimit: 256 * Mebibyte,
            (folder, cancellation) => DataVerification.Check("cifar10", folder, cancellation)),
    ];
}
