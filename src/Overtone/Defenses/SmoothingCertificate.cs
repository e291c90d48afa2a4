using MathNet.Numerics.Distributions;

namespace Overtone.Defenses;

/// <summary>
/// What is known of a smoothed classifier's vote on one image.
/// Source: Cohen et al. 2019 (1902.02918), CERTIFY: the radius σ Φ⁻¹(p) of their eq. 3 with p_B = 1 − p_A.
/// </summary>
/// <param name="Class">The class that wins the vote; null where the procedure abstains.</param>
/// <param name="Votes">Votes for the suggested class.</param>
/// <param name="Samples">Of so many.</param>
/// <param name="LowerBound">
/// What the class's probability under noise exceeds, with the error allowed at most: Clopper and Pearson's one-sided bound.
/// </param>
/// <param name="Radius">
/// Within this ℓ2 distance (pixels in [0, 1], all channels) the vote is the same; 0 where the procedure abstains.
/// </param>
public sealed record SmoothingCertificate(int? Class, int Votes, int Samples, double LowerBound, double Radius)
{
    /// <summary>The certificate of some votes.</summary>
    internal static SmoothingCertificate Of(int suggested, int votes, int samples, double error, double deviation)
    {
        double bound = BinomialBound.Lower(votes, samples, error);
        return bound > 0.5
            ? new SmoothingCertificate(suggested, votes, samples, bound, deviation * Normal.InvCDF(0, 1, bound))
            : new SmoothingCertificate(null, votes, samples, bound, 0);
    }
}

/// <summary>
/// What a certificate may cost.
/// Source: Cohen et al. 2019, section 4, whose numbers are the default.
/// </summary>
public sealed record CertificateBudget
{
    /// <summary>Samples that suggest a class, at least 1.</summary>
    public int Selection { get; init; } = 100;

    /// <summary>Samples that bound its probability, at least 1.</summary>
    public int Estimate { get; init; } = 100_000;

    /// <summary>The probability, above 0 and below 0.5, that a certificate is wrong.</summary>
    public double Error { get; init; } = 0.001;
}
