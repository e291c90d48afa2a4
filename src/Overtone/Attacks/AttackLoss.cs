namespace Overtone.Attacks;

/// <summary>
/// What an untargeted attack raises.
/// Source: cross-entropy as in Goodfellow et al. 2015 and Madry et al. 2018; the margin as in Carlini and Wagner 2017 (κ = 0), without
/// the mistake of some later programs, which take the largest of masked logits; the difference of logits ratio as in Croce and Hein 2020.
/// </summary>
public enum AttackLoss
{
    /// <summary>−ln softmax at the label. Its gradient vanishes where the label's logit stands far above the others.</summary>
    CrossEntropy,

    /// <summary>
    /// The largest other logit minus the label's: above zero exactly where the prediction is wrong. It does not saturate.
    /// </summary>
    Margin,

    /// <summary>
    /// The difference of logits ratio (DLR): the margin divided by the largest logit minus the third largest, so that neither a shift nor a
    /// positive scale of the logits changes it. With fewer than three classes it is the margin.
    /// </summary>
    LogitRatio,
}
