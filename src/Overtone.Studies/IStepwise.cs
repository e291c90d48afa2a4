namespace Overtone.Studies;

/// <summary>
/// Work that goes step by step, and whose state can be saved and gone back to: a training, an iteration. See <see cref="Recorder.Follow"/>.
/// </summary>
public interface IStepwise
{
    /// <summary>How many steps have been taken.</summary>
    long Step { get; }

    /// <summary>Takes steps until <paramref name="step"/> have been taken in all.</summary>
    /// <exception cref="OperationCanceledException">It was stopped between two steps.</exception>
    void AdvanceTo(long step, CancellationToken cancellation);

    /// <summary>Writes the state, the step among it.</summary>
    void Save(Stream stream);

    /// <summary>Goes back to what <see cref="Save"/> wrote.</summary>
    void Load(Stream stream);
}
