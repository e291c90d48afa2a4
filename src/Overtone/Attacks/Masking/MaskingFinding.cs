namespace Overtone.Attacks.Masking;

/// <summary>
/// What a check found.
/// Source: none.
/// </summary>
/// <param name="Id">The check.</param>
/// <param name="IsSuspect">Whether it failed: what attacks find is then no sign of how hard the model is to break.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">The most that it may be.</param>
/// <param name="Statement">One sentence.</param>
public sealed record MaskingFinding(string Id, bool IsSuspect, double Value, double Limit, string Statement)
{
    /// <summary>
    /// Images that went through the model for this check, one by one, judging included: those that go with a gradient among them, those of
    /// an attack that an earlier check has run not.
    /// </summary>
    public long ForwardPasses { get; init; }

    /// <summary>Those of which gradients were taken as well.</summary>
    public long BackwardPasses { get; init; }
}
