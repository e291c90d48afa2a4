namespace Overtone.Training.Regimes;

/// <summary>
/// A regime was asked for that there isn't, with numbers it cannot take, or for images it cannot change.
/// Source: none.
/// </summary>
/// <param name="found">What was found.</param>
/// <param name="expected">What was expected.</param>
public sealed class RegimeException(string found, string expected) : ArgumentException($"Found {found}; expected {expected}.")
{
    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was expected.</summary>
    public string Expected { get; } = expected;
}
