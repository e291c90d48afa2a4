using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Diagonalises one kernel and takes the discrete Fourier transform of every eigenvector.</summary>
internal static class RbfEigenvectorsMeasurement
{
    public static void Run(RbfEigenvectorsTrial trial, TrialContext context)
    {
        using var scope = NewDisposeScope();
        Tensor points = trial.Seed == 0 ? linspace(0, 1, trial.Points, dtype: float64) : Drawn(trial);
        using KernelEigenbasis basis = KernelEigenbasis.Of(points.unsqueeze(1), trial.Width);
        var modes = new TableBuilder(
            "modes", Column.Number("width"), Column.Integer("seed"), Column.Integer("mode"), Column.Number("eigenvalue"), Column.Integer("known"), Column.Integer("sign_changes"));
        for (int mode = 0; mode < basis.Count; mode++)
        {
            double[] vector = basis.Vector(mode);
            int changes = vector.Zip(vector.Skip(1)).Count(pair => Math.Sign(pair.First) != Math.Sign(pair.Second));
            modes.Add(trial.Width, trial.Seed, mode + 1, basis.Eigenvalues[mode], basis.Eigenvalues[mode] > basis.Resolution ? 1 : 0, changes);
        }

        context.Write(modes.Build());
        if (trial.Seed == 0)
            WriteSpectra(trial, points.data<double>().ToArray(), basis, context);
    }

    private static void WriteSpectra(RbfEigenvectorsTrial trial, double[] points, KernelEigenbasis basis, TrialContext context)
    {
        var vectors = new TableBuilder("vectors", Column.Number("width"), Column.Integer("mode"), Column.Number("x"), Column.Number("value"));
        var spectra = new TableBuilder("spectra", Column.Number("width"), Column.Integer("mode"), Column.Integer("frequency", "cycles per interval"), Column.Number("amplitude"));
        for (int mode = 0; mode < basis.Count; mode++)
        {
            double[] vector = basis.Vector(mode), amplitudes = fft.rfft(tensor(vector)).abs().data<double>().ToArray();
            for (int n = 0; n < points.Length; n++)
                vectors.Add(trial.Width, mode + 1, points[n], vector[n]);
            for (int k = 0; k < amplitudes.Length; k++)
                spectra.Add(trial.Width, mode + 1, k, amplitudes[k]);
        }

        context.Write(vectors.Build());
        context.Write(spectra.Build());
    }

    private static Tensor Drawn(RbfEigenvectorsTrial trial)
    {
        using Generator generator = RandomStreams.Create(trial.Seed, "points");
        return empty(trial.Points, dtype: float64).uniform_(0, 1, generator).sort().Values;
    }
}
