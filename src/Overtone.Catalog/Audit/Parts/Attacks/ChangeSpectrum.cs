using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>The spectrum of one kind of change, as tables: over the plane, over rings, and its shares of high frequencies.</summary>
/// <param name="name">The change's name.</param>
/// <param name="height">Rows of the images.</param>
/// <param name="width">Columns of the images.</param>
internal sealed class ChangeSpectrum(string name, int height, int width) : IDisposable
{
    private readonly DifferenceSpectrum _spectrum = new(height, width);
    private readonly ChangeProfile _profile = new(height, width);

    /// <summary>Adds changes, [n, C, H, W].</summary>
    public void Add(Tensor change)
    {
        if (change.shape[0] == 0)
            return;
        _spectrum.AddChange(change);
        _profile.Add(change);
    }

    /// <summary>Writes the tables of several changes.</summary>
    public static void Write(Recorder to, params IEnumerable<ChangeSpectrum> changes)
    {
        // What changed no image has no spectrum.
        ChangeSpectrum[] measured = [.. changes.Where(change => change._spectrum.Changed > 0)];
        to.Add(measured.SelectMany(change => change.Magnitudes()));
        to.Add(measured.SelectMany(change => change.Rings()));
        to.Add(measured.Select(change => change.Share()));
    }

    public void Dispose() => _spectrum.Dispose();

    private IEnumerable<ChangeMagnitude> Magnitudes()
    {
        using Tensor magnitudes = _spectrum.MeanMagnitude();
        double scale = Math.Sqrt(magnitudes.data<double>().ToArray().Average(m => m * m));
        return PlaneRows.Shown(magnitudes).Select(r => new ChangeMagnitude(
            name, r.Cell.Y, r.Cell.X, Math.Log10(Math.Max(r.Value / Math.Max(scale, double.Epsilon), 1e-12))));
    }

    private IEnumerable<ChangeRing> Rings() => _profile.RelativeEnergy.Select((energy, ring) => new ChangeRing(name, ring, energy));

    private ChangeShare Share() => new(
        name, _spectrum.Changed, _spectrum.Unchanged, _spectrum.MeanNorm, _spectrum.Fraction(HighFrequencyMask.NyquistSquare),
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
