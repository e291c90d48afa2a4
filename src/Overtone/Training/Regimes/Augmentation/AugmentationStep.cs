namespace Overtone.Training.Regimes.Augmentation;

/// <summary>
/// An operation of a policy, with how often and how strongly.
/// Source: 1805.09501, section 3 and Table 6; the ranges of magnitudes as in torchvision's version of the policy.
/// </summary>
/// <param name="Operation">The operation.</param>
/// <param name="Probability">How often it is applied, from 0 to 1.</param>
/// <param name="Magnitude">How strongly, from 0 to 9; without meaning for autocontrast, equalize and invert.</param>
public sealed record AugmentationStep(ImageOperation Operation, double Probability, int Magnitude)
{
    /// <summary>The strongest magnitude.</summary>
    public const int Strongest = 9;

    private const double LargestShear = 0.3, LargestMove = 150.0 / 331, LargestAngle = 30, LargestFactor = 0.9;
    private const int FewestBits = 4;

    /// <summary>Applies the operation to an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="isNegative">Whether operations that have a direction go the other way.</param>
    internal void Apply(in ByteImage image, bool isNegative)
    {
        double share = (double)Magnitude / Strongest, signed = isNegative ? -share : share;
        switch (Operation)
        {
            case ImageOperation.ShearX:
                GeometricOperations.Shear(image, LargestShear * signed, 0);
                break;
            case ImageOperation.ShearY:
                GeometricOperations.Shear(image, 0, LargestShear * signed);
                break;
            case ImageOperation.TranslateX:
                GeometricOperations.Translate(image, (int)(LargestMove * image.Width * signed), 0);
                break;
            case ImageOperation.TranslateY:
                GeometricOperations.Translate(image, 0, (int)(LargestMove * image.Height * signed));
                break;
            case ImageOperation.Rotate:
                GeometricOperations.Rotate(image, LargestAngle * signed);
                break;
            case ImageOperation.AutoContrast:
                HistogramOperations.AutoContrast(image);
                break;
            case ImageOperation.Equalize:
                HistogramOperations.Equalize(image);
                break;
            case ImageOperation.Invert:
                PointOperations.Solarize(image, 0);
                break;
            case ImageOperation.Solarize:
                PointOperations.Solarize(image, 255 * (1 - share));
                break;
            case ImageOperation.Posterize:
                PointOperations.Posterize(image, 8 - (int)Math.Round(Magnitude * FewestBits / (double)Strongest));
                break;
            case ImageOperation.Contrast:
                BlendOperations.Contrast(image, 1 + (LargestFactor * signed));
                break;
            case ImageOperation.Color:
                BlendOperations.Colour(image, 1 + (LargestFactor * signed));
                break;
            case ImageOperation.Brightness:
                BlendOperations.Brightness(image, 1 + (LargestFactor * signed));
                break;
            default:
                BlendOperations.Sharpness(image, 1 + (LargestFactor * signed));
                break;
        }
    }
}
