using Overtone.Fuzz.Mutation;

namespace Overtone.Fuzz;

/// <summary>One kind of input: valid samples, how they are built, and the readers that they pass through.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Structure">What the samples are made of, for mutations that keep the outside whole.</param>
/// <param name="File">Where a mutant lies in the kind's own folder.</param>
/// <param name="Seeds">Valid samples, and files that were once read wrongly.</param>
/// <param name="Read">Reads the folder with all readers of the kind; the first refusal ends it.</param>
internal sealed record InputKind(string Name, Structure Structure, string File, IReadOnlyList<byte[]> Seeds, Action<string> Read)
{
    /// <summary>Puts what lies beside a mutant into the folder, once.</summary>
    public Action<string> Prepare { get; init; } = _ => { };

    /// <summary>How long reading a mutant may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether refusals quote what native libraries say, which is theirs.</summary>
    public bool QuotesLibraries { get; init; }
}
