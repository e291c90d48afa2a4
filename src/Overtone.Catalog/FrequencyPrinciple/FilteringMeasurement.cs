using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>Measures the trials of <see cref="FrequencyPrincipleFiltering"/>.</summary>
internal static class FilteringMeasurement
{
    /// <summary>The columns that say which training a row belongs to.</summary>
    private static readonly Column[] Place =
    [
        Column.Text("setting"), Column.Integer("seed"), Column.Number("epoch", "epochs"), Column.Number("variance", "squared pixel units"),
    ];

    private const int MostRecords = 40;
    private const int Quantiles = 101;

    /// <summary>The name of a network with its optimiser in the tables.</summary>
    public static string SettingOf(ImageNetwork network) => $"{network.Name}, {StudyText.Kebab(network.Optimiser)}";

    public static void MeasureScale(DataScaleTrial trial, TrialContext context, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, context.Environment.DataRoots, trial.Images, device);
        double[] distances = NearestNeighbours.SquaredDistances(problem.Images.flatten(1));
        var table = new TableBuilder("neighbours", Column.Number("quantile"), Column.Number("squared_distance", "squared pixel units"));
        for (int q = 0; q < Quantiles; q++)
            table.Add((double)q / (Quantiles - 1), distances[(int)Math.Round((distances.Length - 1) * (double)q / (Quantiles - 1))]);
        context.Write(table.Build());
    }

    public static void MeasureTraining(FilteringTrainingTrial trial, TrialContext context, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, context.Environment.DataRoots, trial.Images, device);
        using var network = trial.Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = trial.Network.CreateTrainer(network, problem, trial.Seed);
        Func<Tensor, Tensor> function = trial.Network.Function(network);
        IReadOnlyList<long> steps = [0, .. RecordedTraining.WholeEpochs(trial.Epochs, trainer.StepsPerEpoch, MostRecords)];
        IReadOnlyList<double[]> outputs = RecordedTraining.Run(trainer, steps, _ => OutputsOf(function, problem), context);

        // The filter is linear and the same at every step: the labels and all recorded outputs pass it together.
        long count = problem.Images.shape[0], classes = problem.ClassCount;
        Tensor labels = problem.OneHot.to_type(ScalarType.Float64);
        Tensor columns = cat([labels, .. outputs.Select(values => tensor(values, float64, device).reshape(count, classes))], dim: 1);
        Tensor low = GaussianFilter.LowFrequencyPart(
            problem.Images.flatten(1), columns, trial.Variances, new FilterProgress(context), context.Cancellation);
        Write(trial, steps, trainer.StepsPerEpoch, labels, columns, low, context);
    }

    private static void Write(
        FilteringTrainingTrial trial, IReadOnlyList<long> steps, long stepsPerEpoch, Tensor labels, Tensor columns, Tensor low, TrialContext context)
    {
        long classes = labels.shape[1];
        var errors = new TableBuilder("errors", [.. Place, Column.Text("part"), Column.Number("error")]);
        var energies = new TableBuilder("energy", Place[0], Place[1], Place[3], Column.Number("low_share"), Column.Number("high_share"));
        for (int v = 0; v < trial.Variances.Length; v++)
        {
            using var scope = NewDisposeScope();
            Tensor labelsLow = low[v].narrow(1, 0, classes), labelsHigh = labels - labelsLow;
            double total = Energy(labels);
            energies.Add(SettingOf(trial.Network), trial.Seed, trial.Variances[v], Energy(labelsLow) / total, Energy(labelsHigh) / total);
            for (int r = 0; r < steps.Count; r++)
            {
                Tensor outputs = columns.narrow(1, (r + 1) * classes, classes), outputsLow = low[v].narrow(1, (r + 1) * classes, classes);
                double epoch = (double)steps[r] / stepsPerEpoch;
                errors.Add(SettingOf(trial.Network), trial.Seed, epoch, trial.Variances[v], "low",
                    Math.Sqrt(Energy(labelsLow - outputsLow) / Energy(labelsLow)));
                errors.Add(SettingOf(trial.Network), trial.Seed, epoch, trial.Variances[v], "high",
                    Math.Sqrt(Energy(labelsHigh - (outputs - outputsLow)) / Energy(labelsHigh)));
            }
        }

        context.Write(errors.Build());
        context.Write(energies.Build());
    }

    private static double[] OutputsOf(Func<Tensor, Tensor> function, ImageProblem problem)
    {
        const int Batch = 2048;
        using var noGradient = no_grad();
        var values = new List<double>();
        for (long start = 0; start < problem.Images.shape[0]; start += Batch)
        {
            using var scope = NewDisposeScope();
            long count = Math.Min(Batch, problem.Images.shape[0] - start);
            values.AddRange(function(problem.Images.narrow(0, start, count)).to_type(ScalarType.Float64).cpu().data<double>().ToArray());
        }

        return [.. values];
    }

    private static double Energy(Tensor values) => values.square().sum().item<double>();

    private sealed class FilterProgress(TrialContext context) : IProgress<double>
    {
        public void Report(double value) => context.Report(1, $"filtering, {value:P0}");
    }
}
