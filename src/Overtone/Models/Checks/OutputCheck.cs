namespace Overtone.Models;

/// <summary>Whether outputs are numbers, of which kind, and whether they tell images apart.</summary>
internal static class OutputCheck
{
    private const string Name = "outputs";
    private const string Probabilities = "probabilities (every row sums to 1): loss and confidence are computed from their logarithm";
    private const double SumTolerance = 1e-3;
    private const int ImagesToJudge = 10;

    internal static IEnumerable<PreflightFinding> Of(LogitTable logits, bool isDifferentiable, IReadOnlyList<long> labels)
    {
        int broken = Enumerable.Range(0, logits.Rows)
            .Count(row => logits.Row(row).ContainsAnyExceptInRange(float.MinValue, float.MaxValue));
        if (broken > 0)
        {
            yield return new(
                Name, PreflightSeverity.Error, $"NaN or infinity for {broken} of {logits.Rows} images", "finite numbers",
                "The weights are damaged, or the inputs are far from the training data: check range, mean and std");
            yield break;
        }

        yield return !AreProbabilities(logits)
            ? new(Name, PreflightSeverity.Information, $"logits (numbers from {logits.Values.Min():0.###} to {logits.Values.Max():0.###})")
            : isDifferentiable
                ? new(Name, PreflightSeverity.Warning, Probabilities, "logits",
                    "Gradients of a saturated softmax vanish; export the model without its softmax")
                : new(Name, PreflightSeverity.Information, Probabilities);

        int[] predictions = [.. Enumerable.Range(0, logits.Rows).Select(logits.Prediction).Distinct()];
        if (predictions.Length == 1 && logits.Rows >= ImagesToJudge && labels.Distinct().Count() > 1)
        {
            yield return new(
                Name, PreflightSeverity.Warning, $"class {predictions[0]} for all {logits.Rows} images",
                "several classes, as in the labels",
                "Usually the input is not what the model was trained on: check the range, mean, std and channel order in its "
                    + "description");
        }
    }

    internal static bool AreProbabilities(LogitTable logits)
    {
        for (int row = 0; row < logits.Rows; row++)
        {
            double sum = 0;
            foreach (float value in logits.Row(row))
            {
                if (!(value >= 0))
                    return false;
                sum += value;
            }

            if (!(Math.Abs(sum - 1) <= SumTolerance))
                return false;
        }

        return true;
    }
}
