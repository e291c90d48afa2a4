using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>
/// The files of CIFAR's Python version: data_batch_1 and so on, test_batch and batches.meta of CIFAR-10; train, test and meta of CIFAR-100.
/// </summary>
internal sealed class CifarPickleLayout : DataLayout
{
    private const string HundredTrain = "train", HundredTest = "test", HundredNames = "meta";
    private const string TenTrain = "data_batch_", TenTest = "test_batch", TenNames = "batches.meta";

    internal override string Description => "CIFAR's Python files (data_batch_1 ...; or train, meta)";

    internal override bool Recognises(string path) =>
        Directory.Exists(path) && (File.Exists(Path.Combine(path, $"{TenTrain}1")) || IsHundred(path));

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation)
    {
        var classNames = ClassNames(path);
        var train = CifarPickleReader.Read(TrainFiles(path), name, classNames, cancellation);
        return Matched(train, TestFile(path) is { } test ? CifarPickleReader.Read([test], name, classNames, cancellation) : null, path);
    }

    internal override DataListing Describe(string path, string name) => new(
        name,
        path,
        TrainFiles(path).Sum(CifarPickleReader.Count),
        TestFile(path) is { } test ? CifarPickleReader.Count(test) : null,
        CifarReader.Shape,
        ClassNames(path));

    private static bool IsHundred(string path) =>
        File.Exists(Path.Combine(path, HundredTrain)) && File.Exists(Path.Combine(path, HundredNames));

    private static IReadOnlyList<string> ClassNames(string path)
    {
        var file = Path.Combine(path, IsHundred(path) ? HundredNames : TenNames);
        return File.Exists(file) ? CifarPickleReader.ReadClassNames(file) : LabelRules.NumberNames(CifarFormat.Ten.ClassCount);
    }

    private static string? TestFile(string path)
    {
        var file = Path.Combine(path, IsHundred(path) ? HundredTest : TenTest);
        return File.Exists(file) ? file : null;
    }

    private static string[] TrainFiles(string path)
    {
        if (IsHundred(path))
        {
            return [Path.Combine(path, HundredTrain)];
        }

        var count = Directory.GetFiles(path, $"{TenTrain}*")
            .Count(file => Path.GetFileName(file)[TenTrain.Length..].All(char.IsAsciiDigit));
        return Numbered(path, TenTrain, "", count);
    }
}
