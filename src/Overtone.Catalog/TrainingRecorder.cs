using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog;

/// <summary>Lets a trial follow a training of the science.</summary>
public static class TrainingRecorder
{
    /// <summary>Trains to each of a list of steps and measures there; see <see cref="Recorder.Follow"/>.</summary>
    /// <param name="to">The trial's recorder.</param>
    /// <param name="training">The training, at step 0.</param>
    /// <param name="steps">The steps, rising.</param>
    /// <param name="measure">Measures now, given the step, and adds rows.</param>
    /// <exception cref="OperationCanceledException">The run is to stop; a checkpoint has been saved.</exception>
    public static void Train(this Recorder to, IStepwiseTraining training, IReadOnlyList<long> steps, Action<long> measure) =>
        to.Follow(new Followed(training), steps, measure);

    private sealed class Followed(IStepwiseTraining training) : IStepwise
    {
        public long Step => training.Step;

        public void AdvanceTo(long step, CancellationToken cancellation) => training.TrainTo(step, cancellation);

        public void Save(Stream stream) => training.Save(stream);

        public void Load(Stream stream) => training.Load(stream);
    }
}
