using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// The first-order sensitivity of the loss to every frequency at once: one backward pass gives the gradient by the pixels, and its Fourier
/// transform the derivative along every Fourier basis image of any phase. This is the heat map's limit for small norms.
/// Source: 1906.08988's heat map, linearised; the two derivatives along a cosine and a sine combine to 2|F|²/(HW), F being the transform.
/// </summary>
public static class FrequencySensitivity
{
    /// <summary>The mean over images, channels and phases of |∂loss/∂(norm along the wave)|.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">The images.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>The means, which the caller disposes.</returns>
    /// <remarks>
    /// Of a wave cos(a + φ) with uniform phase φ, the derivative is A·cos(φ − φ₀) with A = √(2/(HW))·|F|; its mean magnitude is 2A/π. At
    /// frequencies that are their own conjugate there is one phase only, and the magnitude is |F|/√(HW).
    /// </remarks>
    /// <exception cref="MissingGradientException">The classifier's outputs are not a differentiable function of the pixels.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SensitivityPlane Of(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        int height = (int)images.Pixels.shape[2], width = (int)images.Pixels.shape[3], batch = classifier.Description.BatchSize;
        Tensor sum = zeros(height, width, dtype: float64);
        int usable = 0, finite = 0;
        for (int first = 0; first < images.Count; first += batch)
        {
            using var inner = NewDisposeScope();
            int count = Math.Min(batch, images.Count - first);
            using ClassifierGradient gradient = classifier.CrossEntropyGradient(
                images.Pixels.narrow(0, first, count), images.Labels.Slice(first, count).ToArray(), cancellation);
            Tensor values = gradient.Gradient.cpu().to_type(ScalarType.Float64), isFinite = values.isfinite().flatten(1).all(1);
            usable += gradient.Usable().Count(isUsable => isUsable);
            finite += (int)isFinite.sum().item<long>();
            sum.add_(fft.fft2(values[isFinite]).abs().mean([1]).sum([0]));
        }

        Tensor mean = sum / Math.Max(finite, 1) * Scale(height, width);
        return new SensitivityPlane(mean.MoveToOuterDisposeScope(), images.Count, usable);
    }

    private static Tensor Scale(int height, int width)
    {
        double pixels = (double)height * width;
        var plane = new FrequencyPlane(height, width);
        var scale = new double[height, width];
        foreach (SpatialFrequency cell in plane.Cells)
            scale[(cell.Y + height) % height, (cell.X + width) % width] = plane.IsSelfConjugate(cell)
                ? 1 / Math.Sqrt(pixels)
                : 2 / Math.PI * Math.Sqrt(2 / pixels);
        return tensor(scale, dtype: float64);
    }
}
