namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>What stands around a network while its spectra are taken.</summary>
internal enum SpectraDefence
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Post-averaging, one frozen draw of its directions.</summary>
    PostAveraging,

    /// <summary>The mean of several frozen draws of it: more directions.</summary>
    PostAveragingDraws,

    /// <summary>The average over the ball, one frozen draw of about as many points.</summary>
    Ball,

    /// <summary>The mean of several frozen draws of it.</summary>
    BallDraws,

    /// <summary>Gaussian noise at as many points, as far away.</summary>
    Smoothing,

    /// <summary>One random point at distance R in the place of the average: a shift, which keeps every frequency.</summary>
    OnePoint,

    /// <summary>A radial low-pass of the image at half of the Nyquist frequency.</summary>
    LowPass,

    /// <summary>A Gaussian blur of the image that halves the power at half of the Nyquist frequency.</summary>
    Blur,

    /// <summary>JPEG compression of the image.</summary>
    Jpeg,
}

/// <summary>How lines run through image space.</summary>
internal enum LineDirection
{
    /// <summary>In a random direction.</summary>
    Random,

    /// <summary>Along the gradient of the logit of the class that the network sees.</summary>
    Gradient,
}

/// <summary>Which function is looked at.</summary>
internal enum SpectraOutput
{
    /// <summary>The logits; defences average logits.</summary>
    Logits,

    /// <summary>The probabilities; defences average them, as deployed.</summary>
    Probabilities,
}
