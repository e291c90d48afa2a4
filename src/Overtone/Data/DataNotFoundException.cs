namespace Overtone.Data;

/// <summary>A data set that is nowhere to be found. The message lists where it was looked for and how to get it.</summary>
/// <remarks>Source: Overtone's own.</remarks>
public sealed class DataNotFoundException : Exception
{
    /// <summary>Describes a search in vain.</summary>
    /// <param name="wanted">The name or path that was asked for.</param>
    /// <param name="lookedIn">Every place looked at, in order.</param>
    /// <param name="howToGet">What to do, as a sentence.</param>
    public DataNotFoundException(string wanted, IReadOnlyList<string> lookedIn, string howToGet)
        : base(Compose(wanted, lookedIn, howToGet))
    {
        Wanted = wanted;
        LookedIn = lookedIn;
        HowToGet = howToGet;
    }

    /// <summary>The name or path that was asked for.</summary>
    public string Wanted { get; }

    /// <summary>Every place looked at, in order.</summary>
    public IReadOnlyList<string> LookedIn { get; }

    /// <summary>What to do, as a sentence.</summary>
    public string HowToGet { get; }

    private static string Compose(string wanted, IReadOnlyList<string> lookedIn, string howToGet) =>
        $"No data set \"{wanted}\". Looked in:{Environment.NewLine}"
        + string.Concat(lookedIn.Select(index => $"  {index}{Environment.NewLine}"))
        + howToGet;
}
