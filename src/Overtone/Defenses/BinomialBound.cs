using MathNet.Numerics;

namespace Overtone.Defenses;

/// <summary>
/// The lower end of Clopper and Pearson's one-sided interval for a probability: the p at which so many successes, or more, have just the
/// probability of error.
/// </summary>
/// <remarks>
/// By the sum over the tail. The continued fraction of the beta function that the libraries have takes a fixed number of terms, which are
/// not enough for 100,000 trials.
/// </remarks>
internal static class BinomialBound
{
    private const int Halvings = 200;
    private const double Negligible = 1e-18;

    /// <summary>The bound, in [0, 1].</summary>
    /// <param name="successes">From 0 to the number of trials.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="error">Above 0 and below 0.5.</param>
    public static double Lower(int successes, int trials, double error)
    {
        if (successes == 0)
            return 0;
        (double low, double high) = (0, successes == trials ? 1 : (double)successes / trials);
        for (int n = 0; n < Halvings; n++)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                break;
            (low, high) = Tail(successes, trials, middle) <= error ? (middle, high) : (low, middle);
        }

        return low;
    }

    // From the first term on they fall, because p is below the share of successes.
    private static double Tail(int successes, int trials, double p)
    {
        double term = Math.Exp(
            SpecialFunctions.BinomialLn(trials, successes) + (successes * Math.Log(p)) + ((trials - successes) * double.LogP1(-p)));
        double sum = 0;
        for (int n = successes; n <= trials && term > sum * Negligible; n++)
        {
            sum += term;
            term *= (double)(trials - n) / (n + 1) * (p / (1 - p));
        }

        return sum;
    }
}
