namespace Overtone.Models;

/// <summary>
/// Where the tokens of a transformer come from.
/// Source: Dosovitskiy et al. 2021 (patches by a convolution, a class token beside them); Darcet et al. 2024 (registers).
/// </summary>
/// <param name="Convolution">
/// The name of what the last convolution before them gives: its rows and columns are those of the patches.
/// </param>
/// <param name="Extra">Where tokens stand that are no patches.</param>
public sealed record PatchOrigin(string Convolution, ExtraTokens Extra);

/// <summary>
/// Where tokens stand that are no patches: class tokens and registers.
/// Source: as <see cref="PatchOrigin"/>.
/// </summary>
public enum ExtraTokens
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>Before the patches.</summary>
    Leading,

    /// <summary>After the patches.</summary>
    Trailing,

    /// <summary>On both sides.</summary>
    BothSides,
}
