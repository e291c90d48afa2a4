using System.Runtime.InteropServices;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>Trains one network on an image problem and follows the watched frequencies.</summary>
internal static class ImageTraining
{
    private const int Records = 60;

    public static void Measure(ImageTrainingTrial trial, TrialContext context, Device device)
    {
        using ImageProblem problem = ImageProblem.Load(trial.Data, context.Environment.DataRoots, trial.Images, device);
        (Tensor coordinates, _) = LabelSpectrum.Coordinates(problem.Images.flatten(1), Direction(trial, context, device));
        using var network = trial.Network.Create(problem.Shape, problem.ClassCount, trial.Seed, device);
        using Trainer trainer = trial.Network.CreateTrainer(network, problem, trial.Seed);
        using var monitor = new FrequencyMonitor(problem.Images, coordinates, LabelSpectrum.OutputsOf(problem.OneHot, trial.Output), trial.Watched);
        Func<Tensor, Tensor> function = trial.Network.Function(network);
        IReadOnlyList<long> steps = RecordedTraining.LogarithmicSteps(trial.Epochs * trainer.StepsPerEpoch, Records);
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, Measure, context);
        Write(trial, steps, records, trainer.StepsPerEpoch, context);

        double[] Measure(long step)
        {
            network.eval();
            long correct = 0, start = 0;
            SpectrumRecord record = monitor.Record(step, images =>
            {
                Tensor outputs = function(images);
                // The monitor passes its probes in order, so accuracy comes with the same forward pass.
                correct += outputs.argmax(1).eq(problem.Labels.narrow(0, start, images.shape[0])).sum().item<long>();
                start += images.shape[0];
                return LabelSpectrum.OutputsOf(outputs, trial.Output);
            });
            return [.. Enumerable.Range(0, trial.Watched.Length).Select(k => record.ErrorOfAllOutputs(k)), (double)correct / start];
        }
    }

    private static void Write(ImageTrainingTrial trial, IReadOnlyList<long> steps, IReadOnlyList<double[]> records, long stepsPerEpoch, TrialContext context)
    {
        Column[] place =
        [
            Column.Text("network"), Column.Integer("seed"), Column.Integer("step", "training steps"), Column.Number("epoch", "epochs"),
        ];
        var errors = new TableBuilder("errors", [.. place, Column.Number("frequency", "cycles per standard deviation"), Column.Number("error")]);
        var accuracies = new TableBuilder("accuracy", [.. place, Column.Number("train_accuracy")]);
        for (int r = 0; r < steps.Count; r++)
        {
            double epoch = (double)steps[r] / stepsPerEpoch;
            for (int k = 0; k < trial.Watched.Length; k++)
                errors.Add(trial.Network.Name, trial.Seed, steps[r], epoch, trial.Watched[k], records[r][k]);
            accuracies.Add(trial.Network.Name, trial.Seed, steps[r], epoch, records[r][^1]);
        }

        context.Write(errors.Build());
        context.Write(accuracies.Build());
    }

    private static Tensor Direction(ImageTrainingTrial trial, TrialContext context, Device device)
    {
        using Stream stream = context.OpenArtefact(trial.Spectrum, LabelSpectrum.DirectionArtefact);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return tensor(MemoryMarshal.Cast<byte, double>(bytes.ToArray()).ToArray(), float64, device);
    }
}
