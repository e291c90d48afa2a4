using System.Globalization;
using System.Security.Cryptography;
using Overtone.Data.Layouts;

namespace Overtone.Data;

/// <summary>Checks that a published data set on disk is the published one, from its unpacked content.</summary>
/// <remarks>
/// MNIST by the MD5 of its four unpacked files, which do not depend on how the files were compressed; CIFAR-10 by its record and class
/// counts, since no checksums of its unpacked files are published (its archive is checked when Overtone downloads it).
/// Source: the MD5 lists of public MNIST loaders; A. Krizhevsky, "The CIFAR-10 dataset".
/// </remarks>
public static class DataVerification
{
    private const string MnistBasis = "MD5 of the unpacked original files, as public loaders list them";
    private const string CifarBasis = "the set's own description";
    private const string Nothing = "no file";

    private static readonly (string File, string Hash)[] MnistFiles =
    [
        ("train-images", "6bbc9ace898e44ae57da46a324031adb"),
        ("train-labels", "a25bea736e30d166cdddb491f175f624"),
        ("t10k-images", "2646ac647ad5339dbf082846283269ea"),
        ("t10k-labels", "27ae3e4e09519cfbb04c329615203637"),
    ];

    /// <summary>The sets that can be checked.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mnist", "cifar10"];

    /// <summary>Checks a set. A missing or damaged file is a failed check, not an exception.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="folder">The folder that holds its files.</param>
    /// <param name="cancellation">Checked between files.</param>
    /// <returns>Every check, passed or failed.</returns>
    /// <exception cref="ArgumentException">Nothing is known about a set of this name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<DataCheck> Check(string name, string folder, CancellationToken cancellation = default) => name switch
    {
        "mnist" => [.. MnistFiles.Select(file => CheckMnistFile(folder, file.File, file.Hash, cancellation))],
        "cifar10" => CheckCifar10(folder, cancellation),
        _ => throw new ArgumentException($"There are no checks for \"{name}\", only for {string.Join(" and ", Names)}.", nameof(name)),
    };

    private static DataCheck CheckMnistFile(string folder, string file, string hash, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = Directory.Exists(folder) ? IdxLayout.Find(folder, file) : null;
        return new DataCheck($"MD5 of {file}..., unpacked", hash, path is null ? Nothing : Describe(() => HashOf(path)), MnistBasis);
    }

    private static string HashOf(string path)
    {
        using var stream = DataFile.OpenUnpacked(path);
        try
        {
            return Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, stream));
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException(path, "compression", $"\"{error.Message}\"", "intact gzip", error);
        }
    }

    private static List<DataCheck> CheckCifar10(string folder, CancellationToken cancellation)
    {
        var checks = new List<DataCheck>();
        string[] training = [.. Enumerable.Range(1, 5).Select(number => $"data_batch_{number}.bin")];
        foreach (var file in training.Append("test_batch.bin"))
        {
            var path = Path.Combine(folder, file);
            var found = File.Exists(path) ? Describe(() => Number(CifarReader.CountRecords(path))) : Nothing;
            checks.Add(new DataCheck($"records of {file}", Number(10_000), found, CifarBasis));
        }

        cancellation.ThrowIfCancellationRequested();
        checks.Add(CheckClasses("training images per class", folder, training, 5_000, cancellation));
        checks.Add(CheckClasses("test images per class", folder, ["test_batch.bin"], 1_000, cancellation));
        return checks;
    }

    private static DataCheck CheckClasses(string item, string folder, string[] files, int each, CancellationToken cancellation)
    {
        var found = Describe(() =>
        {
            var data = CifarReader.Read([.. files.Select(file => Path.Combine(folder, file))], item, cancellation: cancellation);
            return Counts(data.Labels.ToArray().CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        });
        return new DataCheck(item, Counts(Enumerable.Repeat(each, 10)), found, CifarBasis);
    }

    private static string Describe(Func<string> measure)
    {
        try
        {
            return measure();
        }
        catch (DataFormatException fault)
        {
            return fault.Message;
        }
    }

    private static string Counts(IEnumerable<int> counts) => string.Join(" ", counts);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
