namespace Overtone.Models.Networks;

/// <summary>
/// A way of naming networks.
/// Source: none.
/// </summary>
/// <param name="Pattern">What such a name looks like: <c>wrn-LAYERS-FACTOR</c>.</param>
/// <param name="Example">One of them: <c>wrn-16-4</c>.</param>
/// <param name="Meaning">What network that is, in a few words.</param>
public sealed record NetworkForm(string Pattern, string Example, string Meaning)
{
    /// <summary>Reads as <c>wrn-LAYERS-FACTOR (wrn-16-4)</c>; the pattern alone where it is its own example.</summary>
    public override string ToString() => Pattern == Example ? Pattern : $"{Pattern} ({Example})";
}
