using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Trains a block of networks on labels with noise, and follows them in the kernel's eigenbasis.</summary>
internal sealed class KernelBasisMeasurement(KernelBasisTrial trial, TrialContext context, Device device)
{
    private const int Bins = 40;

    private readonly Column[] _place = [Column.Text("noise"), Column.Integer("seed"), Column.Integer("step", "training steps")];

    public void Run()
    {
        TwoClasses images = TwoClasses.Load(trial.Data, trial.Classes, trial.Images, context.Environment.DataRoots, device);
        using KernelEigenbasis basis = KernelEigenbasis.Of(images.Inputs, trial.KernelWidth > 0 ? trial.KernelWidth : KernelEigenbasis.MedianDistance(images.Inputs));
        var spectrum = new KernelSpectrum(basis);
        double[][] noised = [.. trial.Seeds.Select(seed => images.Labels.Zip(KernelBasisNoise.Of(trial.Noise, trial.Growth, basis, seed), (label, noise) => label + noise).ToArray())];
        Tensor clean = tensor(images.Labels, float32, device).unsqueeze(1);
        Tensor targets = tensor(noised.SelectMany(values => values).ToArray(), [trial.Seeds.Length, basis.Count, 1], float32, device);
        WriteModes(basis, spectrum);
        WriteTargets(images.Labels, noised, spectrum);

        using var networks = new ReluNetworkBlock([(int)images.Inputs.shape[1], .. trial.Hidden, 1], trial.Seeds, device);
        using var trainer = new ReluBlockTrainer(networks, images.Inputs, targets, new ReluBlockOptions(trial.LearningRate));
        long[] steps = RecordedTraining.EvenSteps(trial.Steps, trial.RecordEvery);
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, _ => Measure(networks, images.Inputs, targets, clean, spectrum), context);
        double[][] whole = [.. noised.Select(values => spectrum.Energies(tensor(values, float64)))];
        WriteRecords(steps, records, whole, [.. Binned(new double[basis.Count]).Select(bin => bin.Mode)]);
    }

    // For each network both losses, four energies, and the binned amplitudes.
    private static double[] Measure(ReluNetworkBlock networks, Tensor inputs, Tensor targets, Tensor clean, KernelSpectrum spectrum)
    {
        using var scope = NewDisposeScope();
        Tensor outputs = networks.Evaluate(inputs);
        double[] train = BlockLoss.MeanSquared.OfEach(outputs, targets), validation = BlockLoss.MeanSquared.OfEach(outputs, clean);
        Tensor values = outputs.squeeze(2).to_type(ScalarType.Float64).cpu();
        return [.. Enumerable.Range(0, train.Length).SelectMany(n =>
            (double[])[train[n], validation[n], .. spectrum.Energies(values[n]), .. Binned(spectrum.Amplitudes(values[n])).Select(bin => bin.Amplitude)])];
    }

    private static IEnumerable<(double Mode, double Amplitude)> Binned(double[] amplitudes)
    {
        int bins = Math.Min(Bins, amplitudes.Length);
        for (int bin = 0; bin < bins; bin++)
        {
            (int first, int end) = (bin * amplitudes.Length / bins, (bin + 1) * amplitudes.Length / bins);
            yield return ((first + end + 1) / 2.0, amplitudes[first..end].Average());
        }
    }

    private void WriteModes(KernelEigenbasis basis, KernelSpectrum spectrum)
    {
        // The basis is the same for all noises and seeds: one trial tells of it.
        var modes = new TableBuilder(
            "modes", Column.Text("noise"), Column.Integer("first_seed"), Column.Integer("mode"), Column.Number("eigenvalue"), Column.Number("gap"),
            Column.Integer("subspace"), Column.Integer("unstable"), Column.Number("width"));
        for (int subspace = 0; subspace < spectrum.Subspaces.Count; subspace++)
        {
            (int first, int count) = spectrum.Subspaces[subspace];
            for (int n = first; n < first + count; n++)
            {
                double gap = n + 1 < basis.Count ? basis.Eigenvalues[n] - basis.Eigenvalues[n + 1] : double.NaN;
                modes.Add(Noise, trial.Seeds[0], n + 1, basis.Eigenvalues[n], gap, subspace + 1, spectrum.Unstable, basis.Width);
            }
        }

        context.Write(modes.Build());
    }

    private void WriteTargets(double[] clean, double[][] noised, KernelSpectrum spectrum)
    {
        var targets = new TableBuilder("targets", Column.Text("noise"), Column.Integer("seed"), Column.Text("function"), Column.Number("mode"), Column.Number("amplitude"));
        for (int n = 0; n < trial.Seeds.Length; n++)
        {
            foreach ((string function, double[] values) in new[] { ("clean labels", clean), ("noised labels", noised[n]) })
            {
                foreach ((double mode, double amplitude) in Binned(spectrum.Amplitudes(tensor(values, float64))))
                    targets.Add(Noise, trial.Seeds[n], function, mode, amplitude);
            }
        }

        context.Write(targets.Build());
    }

    private void WriteRecords(long[] steps, IReadOnlyList<double[]> records, double[][] whole, double[] modes)
    {
        var curves = new TableBuilder("curves", [.. _place, Column.Number("train_loss"), Column.Number("validation_loss"), Column.Number("low"), Column.Number("high"), Column.Number("random_low"), Column.Number("random_high")]);
        var spectra = new TableBuilder("spectra", [.. _place, Column.Number("mode"), Column.Number("amplitude")]);
        int each = records[0].Length / trial.Seeds.Length;
        for (int n = 0; n < trial.Seeds.Length; n++)
        {
            for (int r = 0; r < steps.Length; r++)
            {
                double[] values = records[r][(n * each)..((n + 1) * each)];
                curves.Add(Noise, trial.Seeds[n], steps[r], values[0], values[1], values[2] / whole[n][0], values[3] / whole[n][1], values[4] / whole[n][2], values[5] / whole[n][3]);
                for (int bin = 0; bin < modes.Length; bin++)
                    spectra.Add(Noise, trial.Seeds[n], steps[r], modes[bin], values[6 + bin]);
            }
        }

        context.Write(curves.Build());
        context.Write(spectra.Build());
    }

    private string Noise => StudyText.Kebab(trial.Noise);
}
