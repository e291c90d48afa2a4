namespace Overtone.Data;

/// <summary>What every labelled set must fulfil, whatever file it came from.</summary>
internal static class LabelRules
{
    internal static void Require(ReadOnlySpan<int> labels, int classCount, string file)
    {
        if (labels.IsEmpty)
        {
            throw new DataFormatException(file, "images", "none", "at least one");
        }

        for (var index = 0; index < labels.Length; index++)
        {
            if (labels[index] < 0 || labels[index] >= classCount)
            {
                throw new DataFormatException(file, $"label of image {index}", $"{labels[index]}", $"0 to {classCount - 1}");
            }
        }
    }

    internal static void RequireSameCount(int labels, int images, string file)
    {
        if (labels != images)
        {
            throw new DataFormatException(file, "number of labels", $"{labels}", $"{images}, one per image");
        }
    }

    /// <summary>Names for classes that have only numbers: "0", "1", ...</summary>
    internal static string[] NumberNames(int count) => [.. Enumerable.Range(0, count).Select(label => $"{label}")];
}
