namespace Overtone.Models;

/// <summary>Whether labels can be places of outputs, and names agree.</summary>
internal static class LabelCheck
{
    private const string Name = "classes";

    internal static IEnumerable<PreflightFinding> Of(IClassifier classifier, IReadOnlyList<long> labels, IReadOnlyList<string> labelNames)
    {
        int classes = classifier.ClassCount;
        long[] seen = [.. labels.Distinct().Order()];
        if (seen[0] < 0 || seen[^1] >= classes)
        {
            yield return new(
                Name, PreflightSeverity.Error, $"labels from {seen[0]} to {seen[^1]}, but {classes} outputs",
                $"labels from 0 to {classes - 1}",
                "The model was trained on other classes, or the labels start at 1");
        }
        else if (labelNames.Count > classes)
        {
            yield return new(Name, PreflightSeverity.Error, $"{labelNames.Count} classes in the data, but {classes} outputs",
                "as many outputs as classes", "The model was trained on other data");
        }
        else if (seen.Length < classes)
        {
            yield return new(Name, PreflightSeverity.Information, $"{classes} outputs, {seen.Length} of which occur as labels here");
        }

        if (CompareNames(classifier.ClassNames, labelNames) is { } difference)
            yield return difference;
    }

    private static PreflightFinding? CompareNames(IReadOnlyList<string> ofModel, IReadOnlyList<string> ofData)
    {
        if (ofModel.Count == 0 || ofData.Count == 0)
            return null;
        int[] indices = [.. Enumerable.Range(0, ofData.Count).Where(index => index >= ofModel.Count || ofModel[index] != ofData[index])];
        if (indices.Length == 0)
            return null;
        string found = string.Join(", ", indices.Take(5)
            .Select(index =>
                $"{index} is {ofData[index]} in the data and {(index < ofModel.Count ? ofModel[index] : "nothing")} in the model"))
            + (indices.Length > 5 ? $", and {indices.Length - 5} more" : "");
        return ofData.All(ofModel.Contains)
            ? new(Name, PreflightSeverity.Error, found, "the same names in the same order", "Give the labels in the model's order")
            : new(Name, PreflightSeverity.Warning, found, "the same names",
                "Correct classNames in the model's description, or check that this is the right model");
    }
}
