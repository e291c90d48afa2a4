namespace Overtone.Training;

/// <summary>
/// A training that goes step by step, and whose state can be written and read back: what recording and resuming ask of one.
/// Source: none.
/// </summary>
public interface IStepwiseTraining
{
    /// <summary>How many steps have been taken.</summary>
    long Step { get; }

    /// <summary>Takes steps until <paramref name="step"/> have been taken in all.</summary>
    /// <returns>The loss before the last step; NaN when no step was taken.</returns>
    /// <exception cref="OperationCanceledException">It was stopped between two steps.</exception>
    double TrainTo(long step, CancellationToken cancellation = default);

    /// <summary>Writes parameters, optimiser state and step.</summary>
    void Save(Stream stream);

    /// <summary>Goes back to what <see cref="Save"/> wrote.</summary>
    void Load(Stream stream);
}
