using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// How far a layer's activations move when images are perturbed along single frequencies: the ℓ2 distance from the clean activations, image
/// by image.
/// Source: the code published with 1906.08988, which maps layers this way.
/// </summary>
public static class LayerResponse
{
    /// <summary>Measures some cells. Activations are held for one batch of images at a time.</summary>
    /// <param name="layer">Answers with the layer's activations (<see cref="ClassifierOptions.Layer"/>).</param>
    /// <param name="images">The images, in the model's size.</param>
    /// <param name="perturbation">How they are perturbed.</param>
    /// <param name="cells">The frequencies.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>For each cell the distance of each image.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<double[]> Of(
        IClassifier layer, LabelledImages images, FourierPerturbation perturbation, IReadOnlyList<SpatialFrequency> cells,
        Action<double>? progress = null, CancellationToken cancellation = default)
    {
        var map = new FourierHeatMap(layer, images, perturbation);
        double[][] distances = [.. cells.Select(_ => new double[images.Count])];
        int batch = layer.Description.BatchSize;
        for (int first = 0; first < images.Count; first += batch)
        {
            using var scope = NewDisposeScope();
            Tensor pixels = images.Pixels.narrow(0, first, Math.Min(batch, images.Count - first)),
                clean = layer.Logits(pixels, cancellation);
            for (int cell = 0; cell < cells.Count; cell++)
            {
                using var inner = NewDisposeScope();
                Tensor moved = layer.Logits(map.Perturb(pixels, images.First + first, map.Wave(cells[cell])), cancellation) - clean;
                moved.to_type(ScalarType.Float64).square().sum([1]).sqrt().cpu().data<double>().CopyTo(distances[cell], first);
                progress?.Invoke((first + (batch * (cell + 1.0) / cells.Count)) / (images.Count + batch));
            }
        }

        return distances;
    }
}
