using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>Whether pixels lie in [0, 1], and use it.</summary>
/// <param name="Smallest">The smallest pixel; NaN if any is.</param>
/// <param name="Largest">The largest pixel; NaN if any is.</param>
/// <param name="Findings">What is worth saying.</param>
internal sealed record PixelCheck(double Smallest, double Largest, IReadOnlyList<PreflightFinding> Findings)
{
    private const string Name = "pixels";
    private const string Unit = "[0, 1]";

    // Resizing and arithmetic in float32 may leave the interval by so much.
    private const double Rounding = 1e-5;

    internal static PixelCheck Of(Tensor images)
    {
        using var scope = NewDisposeScope();
        (Tensor min, Tensor max) = aminmax(images.flatten());
        double smallest = min.cpu().item<float>(), largest = max.cpu().item<float>();
        return new PixelCheck(smallest, largest, [Judge(smallest, largest)]);
    }

    private static PreflightFinding Judge(double smallest, double largest)
    {
        string found = $"values from {smallest:0.####} to {largest:0.####}";
        if (!double.IsFinite(smallest) || !double.IsFinite(largest))
            return new(Name, PreflightSeverity.Error, found, $"finite numbers in {Unit}", "Look for damaged images");
        if (smallest < -Rounding)
            return new(Name, PreflightSeverity.Error, found, Unit,
                "These images are already normalised; use the original images, and put mean and std into the model's description");
        if (largest > 1 + Rounding)
            return new(Name, PreflightSeverity.Error, found, Unit, largest <= 255 + Rounding ? "Divide by 255"
                : "Scale the images so that black is 0 and white is 1");
        if (largest <= (1 + Rounding) / 255)
            return new(Name, PreflightSeverity.Warning, found, "images that use [0, 1]", "They seem to have been divided by 255 "
                + "twice, or they are black");
        return smallest == largest
            ? new(Name, PreflightSeverity.Warning, found, "images that are not all the same grey", "Check how the images were loaded")
            : new(Name, PreflightSeverity.Information, found);
    }
}
