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
        double[] shift = Shift(logits, cleanLogits);
        double channelNorm = _perturbation.Clip ? norm / _images.Count : _perturbation.NormOfChannel((int)_images.Pixels.shape[1]);
        return new HeatMapCell(_plane.Canonical(cell), ClassifierAnswers.Of(logits, _images.Labels.Span), shift, channelNorm);

        Tensor Change(Tensor clean, int first)
        {
            Tensor perturbed = Perturb(clean, first, wave);
            if (_perturbation.Clip)
                norm += ChannelNorms(perturbed, clean).sum().item<double>();
            return perturbed;
        }
    }

    /// <summary>Measures all images, each along a frequency of its own, so that batches are full whatever the frequencies.</summary>
    /// <param name="cells">The frequency of each image; their conjugates give the same.</param>
    /// <param name="cleanLogits">float32 [n, K], the logits of the images as they are; null to leave out the logit shift.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <exception cref="ArgumentException">There is not one frequency for each image.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PerturbedAnswers MeasureEach(
        IReadOnlyList<SpatialFrequency> cells, Tensor? cleanLogits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != _images.Count)
            throw new ArgumentException($"There are {cells.Count} frequencies for {_images.Count} images.", nameof(cells));
        using var scope = NewDisposeScope();
        SpatialFrequency[] different = [.. cells.Select(_plane.Canonical).Distinct()];
        var places = different.Index().ToDictionary(one => one.Item, one => (long)one.Index);
        Tensor waves = stack([.. different.Select(Wave)]).unsqueeze(1);
        Tensor waveOf = tensor([.. cells.Select(cell => places[_plane.Canonical(cell)])], device: waves.device);
        int channels = (int)_images.Pixels.shape[1];
        var norms = new List<double>();
        Tensor logits = ChangedImages.Logits(_classifier, _images, Change, cancellation);
        return new PerturbedAnswers(
            ClassifierAnswers.Of(logits, _images.Labels.Span),
            Shift(logits, cleanLogits),
            _perturbation.Clip ? norms : [.. Enumerable.Repeat(_perturbation.NormOfChannel(channels), _images.Count)]);

        Tensor Change(Tensor clean, int first)
        {
            (int place, int count) = (first - _images.First, (int)clean.shape[0]);
            int[] numbers = [.. Enumerable.Range(place, count).Select(_images.NumberOf)];
            Tensor signs = PerturbationSigns.Of(_perturbation.Sign, _perturbation.Seed, numbers, channels);
            Tensor perturbed = Perturbed(clean, signs, waves.index_select(0, waveOf.narrow(0, place, count)));
            if (_perturbation.Clip)
                norms.AddRange(ChannelNorms(perturbed, clean).data<double>());
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
        return Perturbed(clean, signs, wave);
    }

    private Tensor Perturbed(Tensor clean, Tensor signs, Tensor wave)
    {
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

    // Of each image, the mean over its channels.
    private static Tensor ChannelNorms(Tensor perturbed, Tensor clean) =>
        (perturbed - clean).to_type(ScalarType.Float64).square().sum([2, 3]).sqrt().mean([1]);

    private static double[] Shift(Tensor logits, Tensor? clean) => clean is null
        ? []
        : (logits - clean).to_type(ScalarType.Float64).square().sum([1]).sqrt().data<double>().ToArray();
}
