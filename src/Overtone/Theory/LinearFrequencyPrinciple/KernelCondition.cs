namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// How well a kernel matrix could be solved.
/// Source: none; the usual report of a Cholesky solver.
/// </summary>
/// <param name="Number">The condition number ‖K‖₁ ‖K⁻¹‖₁ of the matrix that was solved, ridge included.</param>
/// <param name="LargestMiss">The largest distance of the solution from a label; with a ridge, part of it is the ridge's doing.</param>
public sealed record KernelCondition(double Number, double LargestMiss)
{
    // Half the distance from 1 to the next number.
    internal const double RoundOff = 1.1102230246251565e-16;

    /// <summary>How many decimal digits of the dual coefficients are right at least.</summary>
    public double Digits => Math.Max(0, -Math.Log10(Number * RoundOff));
}
