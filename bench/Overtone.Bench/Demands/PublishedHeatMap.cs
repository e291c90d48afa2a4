using Overtone.Data;
using Overtone.Robustness;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// The published procedure for a Fourier heat map: every cell of the plane on every batch of 128 images, from a basis that is held whole,
/// on eager libtorch. Written anew from the description of the two published programs.
/// </summary>
internal sealed class PublishedHeatMap : IDisposable
{
    private const int BatchSize = 128;
    private readonly jit.ScriptModule<Tensor, Tensor> _model;
    private readonly LabelledImages _images;
    private readonly Tensor _signs;
    private readonly Tensor _labels;
    private readonly Tensor _basis;
    private readonly double _norm;
    private readonly bool _isClipped;

    public PublishedHeatMap(string file, LabelledImages images, FourierPerturbation perturbation)
    {
        _model = jit.load<Tensor, Tensor>(file);
        _model.eval();
        (_images, _norm, _isClipped) = (images, perturbation.Norm, perturbation.Clip);
        int height = (int)images.Pixels.shape[2], width = (int)images.Pixels.shape[3];
        using var scope = NewDisposeScope();
        _signs = PerturbationSigns
            .Of(perturbation.Sign, perturbation.Seed, 0, images.Count, (int)images.Pixels.shape[1])
            .DetachFromDisposeScope();
        _labels = tensor(images.Labels.ToArray()).DetachFromDisposeScope();
        IEnumerable<Tensor> waves =
            from row in FrequencyGrid.Signed(height)
            from column in FrequencyGrid.Signed(width)
            select FourierBasis.Image(height, width, row, column).to(ScalarType.Float32);
        _basis = stack([.. waves]).DetachFromDisposeScope();
    }

    /// <summary>The number of cells, each of which is measured.</summary>
    public int CellCount => (int)_basis.shape[0];

    /// <summary>Measures one cell.</summary>
    /// <returns>How many images were classified wrongly.</returns>
    public int Measure(SpatialFrequency cell)
    {
        using var outer = NewDisposeScope();
        using var inference = inference_mode();
        int height = (int)_images.Pixels.shape[2], width = (int)_images.Pixels.shape[3], wrong = 0;
        Tensor wave = _basis[((cell.Y + height) % height * width) + ((cell.X + width) % width)];
        for (int first = 0; first < _images.Count; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(BatchSize, _images.Count - first);
            Tensor perturbed = _images.Pixels.narrow(0, first, count) + (_signs.narrow(0, first, count) * (wave * _norm));
            if (_isClipped)
                perturbed = perturbed.clamp(0, 1);
            Tensor predictions = _model.call(perturbed).argmax(1);
            wrong += (int)predictions.ne(_labels.narrow(0, first, count)).sum().item<long>();
        }

        return wrong;
    }

    public void Dispose()
    {
        _model.Dispose();
        _signs.Dispose();
        _labels.Dispose();
        _basis.Dispose();
    }
}
