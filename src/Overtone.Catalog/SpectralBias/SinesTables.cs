using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The tables of a block of networks that fitted sums of sines, from the records of <see cref="SinesMeasurement"/>.</summary>
internal sealed class SinesTables(SinesTrial trial)
{
    private static readonly Column[] Place = [Column.Text("setting"), Column.Integer("seed"), Column.Integer("step", "training steps")];

    private readonly TableBuilder _spectra = new("spectra", [.. Place, Column.Number("frequency", "cycles per unit"), Column.Number("ratio"), Column.Number("error")]);
    private readonly TableBuilder _losses = new("losses", [.. Place, Column.Number("loss"), Column.Number("low_pass_of_error"), Column.Number("low_pass_of_learned")]);
    private readonly TableBuilder _norms = new("norms", [.. Place, Column.Integer("layer"), Column.Number("spectral_norm"), Column.Number("published_norm")]);

    public void Write(IReadOnlyList<long> steps, IReadOnlyList<double[]> records, TrialContext context)
    {
        int each = SinesMeasurement.NumbersPerNetwork(trial);
        for (int n = 0; n < trial.Seeds.Length; n++)
        {
            for (int r = 0; r < steps.Count; r++)
                Add(trial.Seeds[n], steps[r], records[r].AsSpan(n * each, each));
        }

        context.Write(_spectra.Build());
        context.Write(_losses.Build());
        context.Write(_norms.Build());
    }

    private void Add(long seed, long step, ReadOnlySpan<double> values)
    {
        int frequencies = trial.Frequencies.Length;
        for (int k = 0; k < frequencies; k++)
            _spectra.Add(trial.Setting, seed, step, (double)trial.Frequencies[k], values[2 * k], values[(2 * k) + 1]);
        ReadOnlySpan<double> rest = values[(2 * frequencies)..];
        _losses.Add(trial.Setting, seed, step, rest[0], rest[1], rest[2]);
        if (!SinesMeasurement.HasNorms(trial, step))
            return;
        for (int layer = 0; layer < trial.Widths.Length - 1; layer++)
            _norms.Add(trial.Setting, seed, step, layer + 1, rest[3 + (2 * layer)], rest[4 + (2 * layer)]);
    }
}
