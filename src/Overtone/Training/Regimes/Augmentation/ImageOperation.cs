namespace Overtone.Training.Regimes.Augmentation;

/// <summary>
/// The operations of AutoAugment's policies for CIFAR-10.
/// Source: 1805.09501, Table 6; what each does to bytes is what the Python Imaging Library does, on which the published program rests.
/// </summary>
public enum ImageOperation
{
    /// <summary>Shears along rows.</summary>
    ShearX,

    /// <summary>Shears along columns.</summary>
    ShearY,

    /// <summary>Moves along rows.</summary>
    TranslateX,

    /// <summary>Moves along columns.</summary>
    TranslateY,

    /// <summary>Turns around the centre.</summary>
    Rotate,

    /// <summary>Stretches each channel to the whole range.</summary>
    AutoContrast,

    /// <summary>Turns each value into its complement.</summary>
    Invert,

    /// <summary>Makes the histogram of each channel flat.</summary>
    Equalize,

    /// <summary>Turns values from a threshold on into their complements.</summary>
    Solarize,

    /// <summary>Keeps the highest bits of each value.</summary>
    Posterize,

    /// <summary>Towards mean grey, or away from it. A corruption of the benchmark, too.</summary>
    Contrast,

    /// <summary>Towards grey of the same brightness, or away from it.</summary>
    Color,

    /// <summary>Towards black, or away from it. A corruption of the benchmark, too.</summary>
    Brightness,

    /// <summary>Towards a smoothed image, or away from it.</summary>
    Sharpness,
}
