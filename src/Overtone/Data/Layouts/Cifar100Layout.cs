using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>The files of CIFAR-100's binary version: train.bin, test.bin, fine_label_names.txt. The fine labels count.</summary>
internal sealed class Cifar100Layout : DataLayout
{
    private const string TrainFile = "train.bin", TestFile = "test.bin", NamesFile = "fine_label_names.txt";

    internal override string Description => $"CIFAR-100 binary files ({TrainFile} ...)";

    internal override bool Recognises(string path) => Directory.Exists(path) && File.Exists(Path.Combine(path, TrainFile));

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation)
    {
        var classNames = ClassNames(path);
        var test = Path.Combine(path, TestFile);
        return Matched(Read(Path.Combine(path, TrainFile)), File.Exists(test) ? Read(test) : null, path);

        Dataset Read(string file) => CifarReader.Read(CifarFormat.Hundred, [file], name, classNames, cancellation);
    }

    internal override DataListing Describe(string path, string name)
    {
        var test = Path.Combine(path, TestFile);
        return new DataListing(
            name,
            path,
            CifarReader.CountRecords(CifarFormat.Hundred, Path.Combine(path, TrainFile)),
            File.Exists(test) ? CifarReader.CountRecords(CifarFormat.Hundred, test) : null,
            CifarReader.Shape,
            ClassNames(path));
    }

    private static IReadOnlyList<string> ClassNames(string path)
    {
        var file = Path.Combine(path, NamesFile);
        return File.Exists(file)
            ? CifarReader.ReadClassNames(CifarFormat.Hundred, file)
            : LabelRules.NumberNames(CifarFormat.Hundred.ClassCount);
    }
}
