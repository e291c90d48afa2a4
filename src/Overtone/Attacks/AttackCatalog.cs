namespace Overtone.Attacks;

/// <summary>
/// The attacks by gradient that are here. A new one is a record that derives from <see cref="Attack"/>, and its line below.
/// Source: none; each attack names its own.
/// </summary>
public static class AttackCatalog
{
    /// <summary>All families.</summary>
    public static IReadOnlyList<AttackFamily> All { get; } = [AttackFamily.Of<FastGradient>(), AttackFamily.Of<ProjectedGradient>()];
}

/// <summary>
/// A family of attacks, one kind of record.
/// Source: none; each attack names its own.
/// </summary>
/// <param name="Id">Its short name, for example <c>pgd</c>.</param>
/// <param name="Type">The record.</param>
/// <param name="Within">The attacks of it that a report of robustness makes within a budget.</param>
public sealed record AttackFamily(string Id, Type Type, Func<AttackBudget, IEnumerable<Attack>> Within)
{
    /// <summary>The family of a record.</summary>
    public static AttackFamily Of<T>()
        where T : Attack, IAttackFamily<T> => new(T.Id, typeof(T), T.Within);
}

/// <summary>
/// What a record of attacks says of its family.
/// Source: none; each attack names its own.
/// </summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IAttackFamily<TSelf>
    where TSelf : Attack, IAttackFamily<TSelf>
{
    /// <summary>The family's short name.</summary>
    static abstract string Id { get; }

    /// <summary>The attacks of it that a report of robustness makes within a budget.</summary>
    static abstract IEnumerable<TSelf> Within(AttackBudget budget);
}

/// <summary>
/// What a report of robustness lets an attack do.
/// Source: the two threat models of Madry et al. 2018.
/// </summary>
/// <param name="Linf">The perturbations allowed in ℓ∞.</param>
/// <param name="L2">The perturbations allowed in ℓ2.</param>
/// <param name="Steps">Gradient steps of attacks that take several.</param>
/// <param name="Seed">The seed of random starts.</param>
public sealed record AttackBudget(NormBall Linf, NormBall L2, int Steps, long Seed);
