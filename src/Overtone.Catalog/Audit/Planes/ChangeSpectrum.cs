using Overtone.Catalog.Audit.Corruptions;
using Overtone.Data;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Planes;

/// <summary>The spectrum of one kind of change, as tables: over the plane, over rings, and its shares of high frequencies.</summary>
internal sealed class ChangeSpectrum : IDisposable
{
    /// <summary>The table over the plane of frequencies.</summary>
    public const string Plane = "change_spectra";

    /// <summary>The table over rings of equal distance from zero frequency.</summary>
    public const string Rings = "change_rings";

    /// <summary>The table of shares.</summary>
    public const string Shares = "change_shares";

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
        Tensor power = RadialProfile.Of(change, removeMean: false).mean([1]), whole = change.to_type(ScalarType.Float64).square().mean([1, 2, 3]);
        Tensor relative = (power / whole.unsqueeze(1)).nan_to_num(0).sum([0]).cpu();
        foreach ((int ring, double sum) in relative.data<double>().ToArray().Index())
            _rings[ring] += sum;
        _images += (int)whole.gt(0).sum().item<long>();
    }

    /// <summary>Writes the tables of this change.</summary>
    public void WriteTo(TrialContext context) => Write([this], context);

    /// <summary>Writes the tables of several changes.</summary>
    public static void Write(IReadOnlyList<ChangeSpectrum> changes, TrialContext context)
    {
        var plane = new TableBuilder(Plane, Column.Text("change"), FrequencyColumns.Y, FrequencyColumns.X, Column.Number("log10_magnitude"));
        var rings = new TableBuilder(Rings, Column.Text("change"), Column.Integer("radius", "cycles per image"), Column.Number("relative_energy"));
        var shares = new TableBuilder(
            Shares, [Column.Text("change"), Column.Integer("images"), Column.Integer("unchanged"), Column.Number("l2_norm"), .. Enum.GetValues<HighFrequencyMask>().Select(mask => Column.Number(CorruptionMeasurement.ColumnOf(mask)))]);
        // What changed no image has no spectrum.
        foreach (ChangeSpectrum change in changes.Where(change => change._spectrum.Changed > 0))
            change.AddTo(plane, rings, shares);
        context.Write(plane.Build());
        context.Write(rings.Build());
        context.Write(shares.Build());
    }

    public void Dispose() => _spectrum.Dispose();

    private void AddTo(TableBuilder plane, TableBuilder rings, TableBuilder shares)
    {
        using var scope = NewDisposeScope();
        Tensor magnitudes = _spectrum.MeanMagnitude();
        double scale = Math.Sqrt(magnitudes.data<double>().ToArray().Average(m => m * m));
        foreach ((SpatialFrequency cell, double magnitude) in PlaneRows.Of(magnitudes, AuditScale.RegionFor(_height, _width)))
            plane.Add(_name, cell.Y, cell.X, Math.Log10(Math.Max(magnitude / Math.Max(scale, double.Epsilon), 1e-12)));

        for (int ring = 0; ring < _rings.Length; ring++)
            rings.Add(_name, ring, _rings[ring] / Math.Max(_images, 1));
        shares.Add([
            _name, _spectrum.Changed, _spectrum.Unchanged, _spectrum.MeanNorm, .. Enum.GetValues<HighFrequencyMask>().Select(mask => (object)_spectrum.Fraction(mask))]);
    }
}
