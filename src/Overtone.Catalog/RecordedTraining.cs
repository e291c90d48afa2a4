using System.Text;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog;

/// <summary>
/// Trains to each of a list of steps and measures there. What has been measured travels in the trial's checkpoint beside weights and
/// optimiser state, so a trial that was killed goes on inside and ends with the same numbers.
/// </summary>
internal static class RecordedTraining
{
    /// <summary>Trains and records.</summary>
    /// <param name="trainer">The trainer, at step 0.</param>
    /// <param name="steps">The steps to record at, rising.</param>
    /// <param name="measure">Measures now, given the step.</param>
    /// <param name="context">The trial's context.</param>
    /// <returns>What was measured at each step.</returns>
    public static IReadOnlyList<double[]> Run(IStepwiseTraining trainer, IReadOnlyList<long> steps, Func<long, double[]> measure, TrialContext context)
    {
        List<double[]> records = Restore(trainer, context);
        while (records.Count < steps.Count)
        {
            long step = steps[records.Count];
            TrainTo(trainer, step, records, steps[^1], context);
            records.Add(measure(step));
        }

        return records;
    }

    /// <summary>Every so many steps, from 0 to <paramref name="last"/> at most.</summary>
    public static long[] EvenSteps(long last, long every) => [.. Enumerable.Range(0, (int)(last / every) + 1).Select(n => n * every)];

    /// <summary>Steps spread evenly on a logarithmic axis from 1 to <paramref name="last"/>, with 0 before them; each once.</summary>
    public static IReadOnlyList<long> LogarithmicSteps(long last, int count) =>
        [.. Enumerable.Range(0, count).Select(n => (long)Math.Round(Math.Pow(last, (double)n / (count - 1)))).Prepend(0).Distinct()];

    /// <summary>The last steps of at most <paramref name="most"/> epochs, evenly spread from the first epoch to the last.</summary>
    public static IReadOnlyList<long> WholeEpochs(int epochs, long stepsPerEpoch, int most)
    {
        int count = Math.Min(epochs, most);
        return [.. Enumerable.Range(0, count).Select(n => stepsPerEpoch * (1 + (long)Math.Round((double)n * (epochs - 1) / Math.Max(1, count - 1))))];
    }

    private static void TrainTo(IStepwiseTraining trainer, long step, List<double[]> records, long last, TrialContext context)
    {
        // Small pieces, so that stopping and checkpoints need not wait for the next record.
        const int Pieces = 200;
        long piece = Math.Max(1, last / Pieces);
        while (trainer.Step < step)
        {
            try
            {
                trainer.TrainTo(Math.Min(step, trainer.Step + piece), context.Cancellation);
            }
            catch (OperationCanceledException)
            {
                Save(trainer, records, context);
                throw;
            }

            context.Report((double)trainer.Step / last, $"step {trainer.Step:N0} of {last:N0}");
            if (context.CheckpointDue)
                Save(trainer, records, context);
        }
    }

    private static void Save(IStepwiseTraining trainer, List<double[]> records, TrialContext context) => context.SaveCheckpoint(stream =>
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(records.Count);
        foreach (double[] record in records)
        {
            writer.Write(record.Length);
            foreach (double value in record)
                writer.Write(value);
        }

        writer.Flush();
        trainer.Save(stream);
    });

    private static List<double[]> Restore(IStepwiseTraining trainer, TrialContext context)
    {
        using Stream? stream = context.OpenCheckpoint();
        if (stream is null)
            return [];
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var records = new List<double[]>();
        for (int remaining = reader.ReadInt32(); remaining > 0; remaining--)
            records.Add([.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadDouble())]);
        trainer.Load(stream);
        return records;
    }
}
