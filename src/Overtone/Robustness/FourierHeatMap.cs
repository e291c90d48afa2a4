using Overtone.Data;
using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// Measures a classifier on images perturbed along single frequencies. Perturbations are made as they are needed, a batch at a time, from
/// one wave: memory does not grow with the number of cells.
/// Source: 1906.08988, Fig. 3 and 4.
/// </summary>
public sealed class FourierHeatMap
{
    private readonly IClassifier _classifier;
    private readonly LabelledImages _images;
    private readonly FourierPerturbation _perturbation;
    private readonly FrequencyPlane _plane;

    /// <summary>A heat map that measures cells when asked.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">The images, in the classifier's size.</param>
    /// <param name="perturbation">How they are perturbed.</param>
    /// <exception cref="ArgumentException">The norm is not above 0.</exception>
    public FourierHeatMap(IClassifier classifier, LabelledImages images, FourierPerturbation perturbation)
    {
        if (!(perturbation.Norm > 0))
            throw new ArgumentException($"The norm is {perturbation.Norm}; expected a number above zero.", nameof(perturbation));
        (_classifier, _images, _perturbation) = (classifier, images, perturbation);
        _plane = new FrequencyPlane((int)images.Pixels.shape[2], (int)images.Pixels.shape[3]);
    }

    /// <summary>Measures one cell on all images.</summary>
    /// <param name="cell">The frequency; its conjugate gives the same.</param>
    /// <param name="cleanLogits">float32 [n, K], the logits of the images as they are; null to leave out the logit shift.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public HeatMapCell Measure(SpatialFrequency cell, Tensor? cleanLogits = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        Tensor wave = Wave(cell);
        double norm = 0;
        Tensor logits = ChangedImages.Logits(_classifier, _images, Change, cancellation);
        double[] shift = cleanLogits is null
            ? []
            : (logits - cleanLogits).to_type(ScalarType.Float64).square().sum([1]).sqrt().data<double>().ToArray();
        double channelNorm = _perturbation.Clip ? norm / _images.Count : _perturbation.NormOfChannel((int)_images.Pixels.shape[1]);
        return new HeatMapCell(_plane.Canonical(cell), ClassifierAnswers.Of(logits, _images.Labels.Span), shift, channelNorm);

        Tensor Change(Tensor clean, int first)
        {
            Tensor perturbed = Perturb(clean, first, wave);
            if (_perturbation.Clip)
                norm += (perturbed - clean).to_type(ScalarType.Float64).square().sum([2, 3]).sqrt().mean([1]).sum().item<double>();
            return perturbed;
        }
    }

    /// <summary>All images perturbed along one frequency, as the classifier sees them before its own normalisation.</summary>
    /// <param name="cell">The frequency.</param>
    /// <returns>float32 [n, C, H, W].</returns>
    public Tensor Perturbed(SpatialFrequency cell)
    {
        using var scope = NewDisposeScope();
        return Perturb(_images.Pixels, _images.First, Wave(cell)).MoveToOuterDisposeScope();
    }

    // The number of the first image is that within the whole sample.
    internal Tensor Perturb(Tensor clean, int first, Tensor wave)
    {
        Tensor signs = PerturbationSigns.Of(_perturbation.Sign, _perturbation.Seed, first, (int)clean.shape[0], (int)clean.shape[1]);
        Tensor perturbed = clean.addcmul(signs.to(clean.device), wave, 1);
        return _perturbation.Clip ? perturbed.clamp_(0, 1) : perturbed;
    }

    // A wave at its own conjugate has no phase: its sine vanishes on the grid.
    internal Tensor Wave(SpatialFrequency cell)
    {
        SpatialFrequency canonical = _plane.Canonical(cell);
        double phase = _plane.IsSelfConjugate(canonical) ? 0 : _perturbation.Phase;
        double norm = _perturbation.NormOfChannel((int)_images.Pixels.shape[1]);
        return (FourierBasis.Image(_plane.Height, _plane.Width, canonical.Y, canonical.X, phase) * norm)
            .to(ScalarType.Float32)
            .to(_images.Pixels.device);
    }
}
