using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>What the networks had come to at the last step, by network and image.</summary>
internal sealed class FinishedFits
{
    private readonly ILookup<(string Network, long Seed), (long Ring, double Error)> _errors;
    private readonly Dictionary<(string Network, long Seed, string Pixels, string Part), double> _psnr;

    public FinishedFits(TableSet tables)
    {
        LastStep = tables["psnr"].Rows.Max(r => r.Integer("step"));
        Row[] psnr = [.. tables["psnr"].Rows.Where(r => r.Integer("step") == LastStep)];
        Seeds = [.. psnr.Select(r => r.Integer("seed")).Distinct()];
        _psnr = psnr.ToDictionary(r => (r.Text("network"), r.Integer("seed"), r.Text("pixels"), r.Text("part")), r => r.Number("psnr"));
        _errors = tables["rings"].Rows.Where(r => r.Integer("step") == LastStep && r.Text("pixels") == StudyText.Kebab(TrainingPixels.All))
            .ToLookup(r => (r.Text("network"), r.Integer("seed")), r => (r.Integer("frequency"), r.Number("error")));
    }

    /// <summary>The images, by their seeds.</summary>
    public IReadOnlyList<long> Seeds { get; }

    /// <summary>The last step.</summary>
    public long LastStep { get; }

    /// <summary>The mean relative error over some rings of frequencies, of a network trained on all pixels.</summary>
    public double Error(CoordinateNetwork network, long seed, Func<long, bool> isIn) => _errors[(network.Name, seed)].Where(ring => isIn(ring.Ring)).Average(ring => ring.Error);

    /// <summary>The peak signal-to-noise ratio on some pixels, in dB.</summary>
    public double Psnr(CoordinateNetwork network, long seed, TrainingPixels pixels, string part) => _psnr[(network.Name, seed, StudyText.Kebab(pixels), part)];
}
