namespace Overtone.Hosting;

/// <summary>Something that grows while a command follows it, for example a folder that a training saves to.</summary>
internal interface IFollowed
{
    /// <summary>Whether something already changed since <see cref="Wait"/> last returned.</summary>
    bool HasMore { get; }

    /// <summary>Waits until there is more than at the last call; at the first, until there is enough for a run.</summary>
    /// <param name="tell">Told in one sentence what is waited for, where that may need someone's hand.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    void Wait(Action<string> tell, CancellationToken cancellation);
}
