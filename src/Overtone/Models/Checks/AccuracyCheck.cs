namespace Overtone.Models;

/// <summary>How many images are classified correctly, and whether the classes are only in another order.</summary>
internal static class AccuracyCheck
{
    private const string Name = "accuracy";
    private const int ImagesPerLabel = 5;

    internal static PreflightReport Add(
        PreflightReport report, List<PreflightFinding> findings, LogitTable logits, IReadOnlyList<long> labels, IReadOnlyList<string> names)
    {
        int[] predictions = [.. Enumerable.Range(0, logits.Rows).Select(logits.Prediction)];
        int right = Enumerable.Range(0, logits.Rows).Count(row => predictions[row] == labels[row]);
        WilsonInterval interval = WilsonInterval.Of(right, logits.Rows);
        string found = $"{right} of {logits.Rows} images, {100.0 * right / logits.Rows:0.0} % (95 % interval {interval})";
        findings.Add(interval.Low > 1.0 / logits.Columns
            ? new(Name, PreflightSeverity.Information, found)
            : new(
                Name, PreflightSeverity.Warning, found, $"more than guessing, {100.0 / logits.Columns:0.0} %",
                (names.Count > 0 && names.Count != logits.Columns
                    ? $"The model has {logits.Columns} outputs and the data have {names.Count} classes: check first that it was trained on "
                        + "these classes. "
                    : "")
                    + "Check the range, mean, std, channel order and layout in the model's description, and the order of the classes"));
        if (ReorderedClasses(labels, predictions, names, interval) is { } reordered)
            findings.Add(reordered);
        return report with { Accuracy = (double)right / logits.Rows, AccuracyInterval = interval };
    }

    private static PreflightFinding? ReorderedClasses(IReadOnlyList<long> labels, int[] predictions, IReadOnlyList<string> names,
        WilsonInterval accuracy)
    {
        // Each label with the class it is mostly answered as.
        Dictionary<long, int> usual = Enumerable.Range(0, predictions.Length)
            .GroupBy(row => labels[row], row => predictions[row])
            .ToDictionary(group => group.Key, group => group.CountBy(prediction => prediction).OrderBy(pair => pair.Key)
                .MaxBy(pair => pair.Value).Key);
        bool isOrder = usual.Count > 1 && usual.Values.Distinct().Count() == usual.Count
            && predictions.Length >= ImagesPerLabel * usual.Count;
        int matching = Enumerable.Range(0, predictions.Length).Count(row => predictions[row] == usual[labels[row]]);
        WilsonInterval reordered = WilsonInterval.Of(matching, predictions.Length);
        if (!isOrder || usual.All(pair => pair.Key == pair.Value) || reordered.Low <= accuracy.High)
            return null;
        string[] pairs = [.. usual.Where(pair => pair.Key != pair.Value).OrderBy(pair => pair.Key)
            .Select(pair => $"{Label(pair.Key, names)} as {pair.Value}")];
        return new(
            "class order", accuracy.High < reordered.Low / 2 ? PreflightSeverity.Error : PreflightSeverity.Warning,
            $"most images of a label get the same other class: {string.Join(", ", pairs)}",
            "labels in the order of the model's outputs",
            $"With the classes reordered, {100.0 * matching / predictions.Length:0.0} % would be correct. Give the labels in the "
                + "model's order");
    }

    private static string Label(long label, IReadOnlyList<string> names) =>
        label < names.Count ? $"{label} ({names[(int)label]})" : $"{label}";
}
