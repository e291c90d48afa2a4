using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

public class FrequencySensitivityTests
{
    [Theory]
    [InlineData(6, 6)]
    [InlineData(5, 4)]
    public void It_is_the_slope_of_the_loss_for_small_norms_averaged_over_phases(int height, int width)
    {
        const double Norm = 1e-3;
        const int Phases = 64;
        var size = new InputSize(2 + 1, height, width);
        using var scope = NewDisposeScope();
        var network = new LinearClassifier(size, 3, seed: 1, scale: 0.3);
        var classifier = network.Classifier();
        var images = SampleImages.Of(size, 2, 3, seed: 2);
        var sensitivity = FrequencySensitivity.Of(classifier, images).Mean;
        var plane = new FrequencyPlane(height, width);
        foreach (var cell in plane.Classes)
        {
            // One image and channel at a time, because magnitudes are averaged, not slopes.
            var slopes = from image in Enumerable.Range(0, 2)
                         from channel in Enumerable.Range(0, 3)
                         from phase in Enumerable.Range(0, plane.IsSelfConjugate(cell) ? 1 : Phases)
                         select Math.Abs(
                             Slope(
                                 network,
                                 images,
                                 image,
                                 channel,
                                 cell,
                                 plane.IsSelfConjugate(cell) ? 0 : 2 * Math.PI * phase / Phases,
                                 Norm));
            var found = sensitivity[(cell.Y + height) % height, (cell.X + width) % width].item<double>();
            Assert.Equal(slopes.Average(), found, 0.01 * found);
        }
    }

    // The central difference of the cross entropy, in float64 by plain loops: float32 has too few digits for differences.
    private static double Slope(
        LinearClassifier network, LabelledImages images, int image, int channel, SpatialFrequency cell, double phase, double norm)
    {
        int height = network.Size.Height, width = network.Size.Width, area = height * width;
        var wave = Enumerable
            .Range(0, area)
            .Select(p =>
                Math.Cos((2 * Math.PI * (((double)cell.Y * (p / width) / height) + ((double)cell.X * (p % width) / width))) + phase))
            .ToArray();
        var length = Math.Sqrt(wave.Sum(v => v * v));
        double[] pixels = images.Pixels[image].Numbers();
        double Loss(double step)
        {
            var logits = Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, pixels.Length).Sum(p =>
                (pixels[p] + (p / area == channel ? step * wave[p % area] / length : 0)) * network.Weights[(p * 3) + k])).ToArray();
            return Math.Log(logits.Sum(Math.Exp)) - logits[(int)images.Labels.Span[image]];
        }

        return (Loss(norm) - Loss(-norm)) / (2 * norm);
    }
}
