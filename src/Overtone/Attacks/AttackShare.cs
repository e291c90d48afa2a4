namespace Overtone.Attacks;

/// <summary>
/// What one part of an attack did, where it is made of several (<see cref="StandardAttack"/>).
/// Source: Carlini et al. 2019 (report every attack, and the worst case of each image over all of them).
/// </summary>
/// <param name="Name">The part's name.</param>
/// <param name="ForwardPasses">Forward passes for each image; 0 where the part had nothing to break any more.</param>
/// <param name="BackwardPasses">Backward passes for each image.</param>
/// <param name="Broke">Which images it broke: those that all parts before it had left standing.</param>
public sealed record AttackShare(
    string Name, IReadOnlyList<int> ForwardPasses, IReadOnlyList<int> BackwardPasses, IReadOnlyList<bool> Broke);
