namespace Overtone.Data;

/// <summary>One thing that was checked about a data set on disk.</summary>
/// <param name="Item">What was checked, for example <c>MD5 of train-images-idx3-ubyte, unpacked</c>.</param>
/// <param name="Expected">What it should be.</param>
/// <param name="Found">What it is.</param>
/// <param name="Basis">Where the expected value comes from.</param>
/// <remarks>Source: Overtone's own; each check names its basis.</remarks>
public sealed record DataCheck(string Item, string Expected, string Found, string Basis)
{
    /// <summary>Whether what was found is what was expected.</summary>
    public bool IsPassed => Found == Expected;

    /// <summary>Reads as <c>failed: ITEM: found X, expected Y</c> or <c>passed: ITEM: X</c>.</summary>
    public override string ToString() => IsPassed ? $"passed: {Item}: {Found}" : $"failed: {Item}: found {Found}, expected {Expected}";
}
