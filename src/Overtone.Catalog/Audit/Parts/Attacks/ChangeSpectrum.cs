using Overtone.Data;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>The spectrum of one kind of change, as tables: over the plane, over rings, and its shares of high frequencies.</summary>
internal sealed class ChangeSpectrum : IDisposable
{
    private readonly string _name;
    private readonly int _height;
    private readonly int _width;
    private readonly DifferenceSpectrum _spectrum;
    private readonly double[] _rings;
    private int _images;

    /// <param name="name">The change's name.</param>
    /// <param name="images">Images of the size.</param>
    public ChangeSpectrum(string name, LabelledImages images)
    {
        (_name, _height, _width) = (name, (int)images.Pixels.shape[2], (int)images.Pixels.shape[3]);
        _spectrum = new DifferenceSpectrum(_height, _width);
        _rings = new double[(Math.Min(_height, _width) / 2) + 1];
    }

    /// <summary>Adds changes, [n, C, H, W].</summary>
    public void Add(Tensor change)
    {
        if (change.shape[0] == 0)
            return;
        using var scope = NewDisposeScope();
        _spectrum.AddChange(change);
        // Each image's energy per frequency, against the mean over all frequencies: white noise is 1 everywhere, whatever its norm.
        Tensor power = RadialProfile.Of(change, removeMean: false).mean([1]);
        Tensor whole = change.to_type(ScalarType.Float64).square().mean([1, 2, 3]);
        Tensor relative = (power / whole.unsqueeze(1)).nan_to_num(0).sum([0]).cpu();
        foreach ((int ring, double sum) in relative.data<double>().ToArray().Index())
            _rings[ring] += sum;
        _images += (int)whole.gt(0).sum().item<long>();
    }

    /// <summary>Writes the tables of this change.</summary>
    public void WriteTo(Recorder to) => Write([this], to);

    /// <summary>Writes the tables of several changes.</summary>
    public static void Write(IReadOnlyList<ChangeSpectrum> changes, Recorder to)
    {
        // What changed no image has no spectrum.
        ChangeSpectrum[] measured = [.. changes.Where(change => change._spectrum.Changed > 0)];
        to.Add(measured.SelectMany(change => change.Magnitudes()));
        to.Add(measured.SelectMany(change => change._rings.Select((sum, ring) =>
            new ChangeRing(change._name, ring, sum / Math.Max(change._images, 1)))));
        to.Add(measured.Select(change => change.Share()));
    }

    public void Dispose() => _spectrum.Dispose();

    private IEnumerable<ChangeMagnitude> Magnitudes()
    {
        using Tensor magnitudes = _spectrum.MeanMagnitude();
        double scale = Math.Sqrt(magnitudes.data<double>().ToArray().Average(m => m * m));
        return PlaneRows.Of(magnitudes, HeatMapScale.RegionFor(_height, _width)).Select(r => new ChangeMagnitude(
            _name, r.Cell.Y, r.Cell.X, Math.Log10(Math.Max(r.Value / Math.Max(scale, double.Epsilon), 1e-12))));
    }

    private ChangeShare Share() => new(
        _name, _spectrum.Changed, _spectrum.Unchanged, _spectrum.MeanNorm, _spectrum.Fraction(HighFrequencyMask.NyquistSquare),
        _spectrum.Fraction(HighFrequencyMask.OutsideSquare), _spectrum.Fraction(HighFrequencyMask.OutsideDisc));
}

/// <summary>The mean magnitude of a change's Fourier transform, against its root mean square over all frequencies.</summary>
[Table("change_spectra")]
internal sealed record ChangeMagnitude(
    string Change, [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Log10Magnitude)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>The energy of a change per frequency on a ring, each image's mean over all frequencies being 1.</summary>
[Table("change_rings")]
internal sealed record ChangeRing(string Change, [Unit(CellRow.Unit)] int Radius, double RelativeEnergy);

/// <summary>A change's norm and its shares of high frequencies.</summary>
[Table("change_shares")]
internal sealed record ChangeShare(
    string Change, int Images, int Unchanged, double L2Norm, double HighFrequencyNyquistSquare, double HighFrequencyOutsideSquare,
    double HighFrequencyOutsideDisc);
