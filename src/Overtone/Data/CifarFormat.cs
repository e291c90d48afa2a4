using System.Globalization;

namespace Overtone.Data;

/// <summary>What the records of a binary version of CIFAR are: labels, of which the last one counts, and then the pixels.</summary>
/// <param name="Classes">The set, for errors.</param>
/// <param name="LabelBytes">Labels of a record, a byte each.</param>
/// <param name="ClassCount">The classes that the last label tells.</param>
internal sealed record CifarFormat(string Classes, int LabelBytes, int ClassCount)
{
    internal static CifarFormat Ten { get; } = new("CIFAR-10", 1, 10);

    /// <summary>The first label is that of twenty coarse classes.</summary>
    internal static CifarFormat Hundred { get; } = new("CIFAR-100", 2, 100);

    internal int RecordLength => LabelBytes + CifarReader.Shape.PixelCount;

    internal string Description => $"{Classes} binary records";

    internal string Multiple => string.Create(
        CultureInfo.InvariantCulture,
        $"a positive multiple of {RecordLength:N0} ({(LabelBytes == 1 ? "label" : "labels")} and 32x32x3 pixels)");
}
