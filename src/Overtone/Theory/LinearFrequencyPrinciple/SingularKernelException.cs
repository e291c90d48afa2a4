namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// A kernel matrix is singular to working precision, so the samples don't determine the prediction. Nothing is inverted in its place.
/// Source: none.
/// </summary>
public sealed class SingularKernelException : Exception
{
    /// <summary>Describes the matrix.</summary>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="condition">The condition number; infinite when the matrix has no Cholesky factor.</param>
    /// <param name="nearest">The smallest distance of two points.</param>
    public SingularKernelException(int samples, double condition, double nearest)
        : base($"The kernel of {samples} samples is singular to working precision: found condition "
            + $"{(double.IsInfinity(condition) ? "beyond any bound" : $"{condition:0.#E+0}")}, expected below "
            + $"{1 / KernelCondition.RoundOff:0.#E+0}. The nearest two points are {nearest:G3} apart; leave one of them out, raise the "
            + "cut-off, or allow a ridge.") =>
        Condition = condition;

    /// <summary>The condition number; infinite when the matrix has no Cholesky factor.</summary>
    public double Condition { get; }
}
