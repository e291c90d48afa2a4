using Overtone.Data.Corruptions;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Corruptions;

/// <summary>
/// The share of high frequencies in what corruptions change, against the reference values that were computed for this project from the
/// parameters, on 400 of CIFAR-10's test images (a JPEG copy) at severities 1, 3 and 5, without rounding to bytes. Which 400 is not
/// recorded, so the means may differ by their sampling error. The tolerances were fixed before the first comparison.
/// </summary>
public class HighFrequencyFractionTests
{
    private const int Images = 400;
    private const double FractionTolerance = 0.025;
    private const double LengthTolerance = 0.06;

    public static TheoryData<string, double[], double[], double[], double[]> References => new()
    {
        // Corruption; under the box around the Nyquist frequency of bandwidth 27; outside the 5×5 box around zero; beyond radius 8; mean
        // ℓ2.
        { "gaussian_noise", [.705, .705, .705], [.965, .965, .965], [.80, .80, .80], [2.19, 4.32, 5.36] },
        { "shot_noise", [.705, .705, .705], [.965, .965, .965], [.80, .80, .80], [1.70, 3.70, 5.15] },
        { "impulse_noise", [.705, .705, .705], [.965, .965, .965], [.80, .80, .80], [3.1, 5.3, 8.2] },
        { "speckle_noise", [.705, .705, .705], [.965, .965, .965], [.80, .80, .80], [1.70, 3.3, 5.4] },
        { "gaussian_blur", [.57, .51, .46], [.99, .99, .98], [.73, .68, .56], [.39, 1.97, 2.94] },
        { "pixelate", [.51, .43, .39], [1, 1, .99], [.88, .86, .84], [1.29, 1.95, 2.99] },
        { "jpeg_compression", [.50, .51, .53], [.85, .89, .88], [.62, .64, .68], [.56, 1.47, 2.08] },
        { "zoom_blur", [.29, .27, .23], [.83, .80, .74], [.32, .29, .22], [2.97, 4.10, 5.28] },
        { "contrast", [.08, .08, .08], [.37, .37, .37], [.08, .08, .08], [2.8, 6.7, 9.5] },
        { "fog", [.04, .04, .04], [.19, .18, .18], [.04, .04, .04], [2.8, 7.2, 10.1] },
        { "saturate", [.01, .01, .02], [.08, .10, .11], [.01, .02, .02], [3.9, 2.6, 9.2] },
        { "brightness", [.01, .01, .01], [.03, .03, .04], [.01, .01, .01], [2.4, 6.9, 13.1] },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void The_share_and_the_size_of_the_change_are_the_reference_values(
        string name, double[] box, double[] outside, double[] radial, double[] length)
    {
        using var scope = NewDisposeScope();
        var data = CorruptionSamples.Cifar(Images);
        // The reference has the quirk of the zoom's steps, and rounds nothing.
        var settings = new CorruptionSettings { Mode = name == "zoom_blur" ? CorruptionMode.Faithful : CorruptionMode.Corrected };
        Tensor[] masks =
        [
            FrequencyMask.SquareAroundNyquist(32, 32, 13),
            FrequencyMask.SquareHighPass(32, 32, 2),
            FrequencyMask.RadialHighPass(32, 32, 8),
        ];
        var made = new CorruptedImages(data, settings);
        for (var index = 0; index < 3; index++)
        {
            using var batch = made.Batches(
                    new CorruptionLevel(CorruptionCatalog.Named(name), 1 + 2 * index),
                    Images,
                    TestContext.Current.CancellationToken)
                .Single();
            var change = (batch.Images - batch.Clean).to_type(ScalarType.Float64);
            var energy = fft.fft2(change).abs().square().sum([1]);
            var changed = energy.sum([1, 2]) > 0;
            double[] found = [.. masks.Select(mask => ((energy * mask).sum([1, 2]) / energy.sum([1, 2]))[changed].mean().item<double>())];
            var norm = change.square().sum([1, 2, 3]).sqrt().mean().item<double>();
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{name} {1 + 2 * index}: {found[0]:0.000} {found[1]:0.000} {found[2]:0.000}, l2 {norm:0.00}");
            Assert.Equal(box[index], found[0], FractionTolerance);
            Assert.Equal(outside[index], found[1], FractionTolerance);
            Assert.Equal(radial[index], found[2], FractionTolerance);
            Assert.Equal(1, norm / length[index], LengthTolerance);
        }
    }
}
