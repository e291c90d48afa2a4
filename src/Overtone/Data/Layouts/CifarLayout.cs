using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>The files of CIFAR-10's binary version: data_batch_1.bin and so on, test_batch.bin, batches.meta.txt.</summary>
internal sealed class CifarLayout : DataLayout
{
    private const string TestFile = "test_batch.bin";

    internal override string Description => "CIFAR-10 binary files (data_batch_1.bin ...)";

    internal override bool Recognises(string path) =>
        Directory.Exists(path) && (Directory.GetFiles(path, "data_batch_*.bin").Length > 0 || File.Exists(Path.Combine(path, TestFile)));

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation)
    {
        var classNames = ClassNames(path);
        var train = CifarReader.Read(TrainFiles(path), name, classNames, cancellation);
        var test = Path.Combine(path, TestFile);
        return Matched(train, File.Exists(test) ? CifarReader.Read([test], name, classNames, cancellation) : null, path);
    }

    internal override DataListing Describe(string path, string name)
    {
        var test = Path.Combine(path, TestFile);
        return new DataListing(
            name,
            path,
            TrainFiles(path).Sum(CifarReader.CountRecords),
            File.Exists(test) ? CifarReader.CountRecords(test) : null,
            CifarReader.Shape,
            ClassNames(path));
    }

    /// <summary>The names in batches.meta.txt, or "0" to "9".</summary>
    internal static IReadOnlyList<string> ClassNames(string path)
    {
        var file = Path.Combine(path, "batches.meta.txt");
        return File.Exists(file) ? CifarReader.ReadClassNames(file) : LabelRules.NumberNames(CifarFormat.Ten.ClassCount);
    }

    private static string[] TrainFiles(string path)
    {
        var count = Directory.GetFiles(path, "data_batch_*.bin").Length;
        return Numbered(path, "data_batch_", ".bin", count);
    }
}
