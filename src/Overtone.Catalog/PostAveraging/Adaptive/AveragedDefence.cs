namespace Overtone.Catalog.PostAveraging.Adaptive;

/// <summary>What stands around a network.</summary>
internal enum AveragedDefence
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Post-averaging along random directions.</summary>
    PostAveraging,

    /// <summary>Randomised smoothing with as many points, as far away: the relative with a proof.</summary>
    Smoothing,
}
