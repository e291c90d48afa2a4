using MathNet.Numerics.Statistics;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// Whether gradients belong to the outputs: two programs compute them where one gives answers and the other gradients
/// (<see cref="OnnxClassifier"/>), so the logits that come with a gradient are compared with those without.
/// </summary>
/// <param name="Difference">The largest difference, as a share of the spread between images; null when not compared.</param>
/// <param name="Fault">Why the gradients are not to be used; null if they are, or there are none.</param>
/// <param name="Findings">What is worth saying.</param>
internal sealed record GradientCheck(double? Difference, string? Fault, IReadOnlyList<PreflightFinding> Findings)
{
    private const string Name = "gradients", Consequence = "Nothing that needs gradients is measured";

    // Sums in another order differ by 1e-4 of the spread in deep networks; a step of 8-bit quantisation that falls otherwise by 1e-2.
    private const double Alike = 0.05;

    internal static GradientCheck Of(IClassifier classifier, Tensor images, LogitTable logits, int most, CancellationToken cancellation)
    {
        if (classifier is not IDifferentiableClassifier differentiable || !logits.IsFinite)
            return new(null, null, []);
        int count = Math.Min(most, logits.Rows);
        try
        {
            using Tensor few = images.narrow(0, 0, count);
            using ClassifierGradient gradient = differentiable.InputGradient(few, (outputs, _) => outputs.mul(0), cancellation);
            using Tensor onProcessor = gradient.Logits.cpu();
            double largest = logits.Difference(new LogitTable(onProcessor.data<float>().ToArray(), count, logits.Columns));
            return Judge(largest == 0 ? 0 : largest / Spread(logits), count);
        }
        catch (MissingGradientException)
        {
            // Whoever needs gradients will say so.
            return new(null, null, []);
        }
        catch (ModelFormatException fault)
        {
            string reason = $"{fault.Field}: found {fault.Found}";
            return new(null, reason, [new(Name, PreflightSeverity.Warning, reason, fault.Expected, Consequence)]);
        }
    }

    private static GradientCheck Judge(double difference, int count)
    {
        string found = $"the logits of {count} images, as they come with gradients, differ from the model's by "
            + $"{difference:G2} of their spread between images";
        return difference == 0
            ? new(difference, null, [])
            : difference <= Alike
                ? new(difference, null, [new(Name, PreflightSeverity.Information, found)])
                : new(difference, $"gradients of another function ({found})", [new(
                    Name, PreflightSeverity.Warning, found, $"at most {Alike}", Consequence)]);
    }

    // The root of the variance between images, averaged over classes.
    private static double Spread(LogitTable logits) => Math.Sqrt(Enumerable.Range(0, logits.Columns).Average(column =>
        Enumerable.Range(0, logits.Rows).Select(row => (double)logits.Row(row)[column]).PopulationVariance()));
}
