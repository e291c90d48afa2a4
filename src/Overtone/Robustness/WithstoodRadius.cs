namespace Overtone.Robustness;

/// <summary>
/// How far from zero frequency a model withstands perturbations: the largest radius up to which the mean error of every ring of a heat
/// map stays near the clean error.
/// Source: 1906.08988, Fig. 3 and 4 (the low-error region in the middle of the heat map), made a number.
/// </summary>
public static class WithstoodRadius
{
    /// <summary>How far above the clean error a ring may lie.</summary>
    public const double Tolerance = 0.15;

    /// <summary>The radius.</summary>
    /// <param name="rings">
    /// The rings' radii, above zero and rising, with their mean errors. Zero frequency is no ring: it shifts brightness and colour.
    /// </param>
    /// <param name="cleanError">The error on unperturbed images.</param>
    /// <returns>The radius of the last ring before the first that is more than <see cref="Tolerance"/> above; 0 if that is the first of
    /// all.</returns>
    public static int Of(IEnumerable<(int Radius, double Error)> rings, double cleanError) =>
        rings.TakeWhile(ring => ring.Error <= cleanError + Tolerance).LastOrDefault().Radius;

    /// <summary>Whether a radius means anything: not where a model that guesses would stay within the tolerance.</summary>
    /// <param name="cleanError">The error on unperturbed images.</param>
    /// <param name="classes">Number of classes, at least 1; guessing errs at 1 − 1 / classes.</param>
    public static bool IsMeaningful(double cleanError, int classes) => cleanError + Tolerance <= 1 - (1.0 / classes);
}
