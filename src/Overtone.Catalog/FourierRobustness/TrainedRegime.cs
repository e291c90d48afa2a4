namespace Overtone.Catalog.FourierRobustness;

/// <summary>The ways in which 1906.08988 trains networks that it compares.</summary>
internal enum TrainedRegime
{
    /// <summary>On images as they are, or cropped and mirrored.</summary>
    Natural,

    /// <summary>With normal noise.</summary>
    Gaussian,

    /// <summary>On adversarial examples.</summary>
    Adversarial,

    /// <summary>With AutoAugment.</summary>
    AutoAugment,

    /// <summary>Behind a low-pass filter.</summary>
    LowPass,

    /// <summary>Behind a high-pass filter.</summary>
    HighPass,

    /// <summary>With noise that has the spectrum of fog.</summary>
    FogNoise,
}
