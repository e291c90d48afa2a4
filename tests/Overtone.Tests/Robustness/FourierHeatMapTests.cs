using CsCheck;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

public class FourierHeatMapTests
{
    // Pixels are float32, waves are computed in float64 and rounded once.
    private const double Rounding = 2e-6;

    private static readonly Gen<(InputSize Size, SpatialFrequency Cell, FourierPerturbation Perturbation)> Cases =
        from channels in Gen.Bool.Select(colour => colour ? 3 : 1)
        from height in Gen.Int[2, 9]
        from width in Gen.Int[2, 9]
        from y in Gen.Int[-(height / 2), ((height + 1) / 2) - 1]
        from x in Gen.Int[-(width / 2), ((width + 1) / 2) - 1]
        from norm in Gen.Double[0.1, 5]
        from phase in Gen.Double[-1, 1]
        from sign in Gen.Enum<SignRule>()
        from mode in Gen.Enum<NormMode>()
        select (
            new InputSize(channels, height, width),
            new SpatialFrequency(y, x),
            new FourierPerturbation
            {
                Norm = norm,
                Phase = phase,
                Sign = sign,
                NormMode = mode,
                Seed = 7,
            });

    [Fact]
    public void The_perturbation_is_a_wave_of_the_norm_asked_for_with_one_sign_a_channel() => Cases.Sample(c =>
    {
        using var scope = NewDisposeScope();
        var images = SampleImages.Of(c.Size, 4, 2, seed: 1);
        var map = new FourierHeatMap(new LinearClassifier(c.Size, 2, 1).Classifier(), images, c.Perturbation);
        var difference = (map.Perturbed(c.Cell).to_type(ScalarType.Float64) - images.Pixels.to_type(ScalarType.Float64)).Numbers();
        var wave = NaiveWave(c.Size, c.Cell, c.Perturbation.Phase);
        var norm = c.Perturbation.Norm / (c.Perturbation.NormMode == NormMode.Total ? Math.Sqrt(c.Size.Channels) : 1);
        return difference.Chunk(wave.Length).All(channel =>
        {
            var sign = Math.Sign(channel.Zip(wave, (d, w) => d * w).Sum());
            return (sign > 0 || c.Perturbation.Sign == SignRule.Paper)
                && channel.Zip(wave).All(p => Math.Abs(p.First - (sign * norm * p.Second)) < Rounding);
        });
    }, iter: 150, threads: 1);

    [Fact]
    public void A_frequency_and_its_conjugate_are_one_measurement() => Cases.Sample(c =>
    {
        using var scope = NewDisposeScope();
        var images = SampleImages.Of(c.Size, 3, 2, seed: 2);
        var map = new FourierHeatMap(new LinearClassifier(c.Size, 2, 1).Classifier(), images, c.Perturbation);
        var conjugate = new SpatialFrequency(-c.Cell.Y, -c.Cell.X);
        return Tensors.Distance(map.Perturbed(c.Cell), map.Perturbed(conjugate)) < Rounding;
    }, iter: 50, threads: 1);

    [Theory]
    [InlineData(1, 8, 8)]
    [InlineData(3, 5, 6)]
    public void Every_cell_agrees_with_plain_loops(int channels, int height, int width)
    {
        const int Classes = 3, Count = 20;
        var size = new InputSize(channels, height, width);
        using var scope = NewDisposeScope();
        var network = new LinearClassifier(size, Classes, seed: 3);
        var images = SampleImages.Of(size, Count, Classes, seed: 4);
        var perturbation = new FourierPerturbation { Norm = 2, Seed = 5 };
        var map = new FourierHeatMap(network.Classifier(batchSize: 7), images, perturbation);
        double[] pixels = images.Pixels.Numbers(), signs = PerturbationSigns.Of(SignRule.Paper, 5, 0, Count, channels).Numbers();
        int area = height * width;
        foreach (var cell in new FrequencyPlane(height, width).Classes)
        {
            var wave = NaiveWave(size, cell, 0);
            var found = map.Measure(cell).Answers;
            for (var n = 0; n < Count; n++)
            {
                var logits = Enumerable
                    .Range(0, Classes)
                    .Select(k =>
                        Enumerable
                            .Range(0, channels * area)
                            .Sum(p =>
                                (pixels[(n * channels * area) + p] + (2 * signs[(n * channels) + (p / area)] * wave[p % area]))
                                * network.Weights[(p * Classes) + k]))
                    .ToArray();
                var best = Array.IndexOf(logits, logits.Max());
                Assert.Equal(best, found.Predictions[n]);
                Assert.Equal(best == images.Labels.Span[n] ? 0 : 1, found.IsError[n]);
                Assert.Equal(Math.Log(logits.Sum(Math.Exp)) - logits[(int)images.Labels.Span[n]], found.Loss[n], 1e-4);
            }
        }
    }

    [Fact]
    public void The_logit_shift_of_a_linear_model_is_the_wave_through_its_weights()
    {
        var size = new InputSize(1, 6, 6);
        using var scope = NewDisposeScope();
        var network = new LinearClassifier(size, 2, seed: 3);
        var images = SampleImages.Of(size, 5, 2, seed: 4);
        var classifier = network.Classifier();
        var cell = new SpatialFrequency(2, -1);
        var wave = NaiveWave(size, cell, 0);
        var shift = Math.Sqrt(
            Enumerable.Range(0, 2).Sum(k => Math.Pow(Enumerable.Range(0, 36).Sum(p => 3 * wave[p] * network.Weights[(p * 2) + k]), 2)));
        var found = new FourierHeatMap(classifier, images, new FourierPerturbation { Norm = 3 }).Measure(
            cell, classifier.Logits(images.Pixels));
        Assert.All(found.LogitShift, value => Assert.Equal(shift, value, 1e-4));
    }

    [Fact]
    public void Clipping_keeps_pixels_in_range_and_reports_the_norm_that_is_left()
    {
        var size = new InputSize(3, 8, 8);
        using var scope = NewDisposeScope();
        var images = SampleImages.Of(size, 10, 2, seed: 6);
        var map = new FourierHeatMap(
            new LinearClassifier(size, 2, 1).Classifier(), images, new FourierPerturbation { Norm = 4, Clip = true });
        var cell = new SpatialFrequency(1, 1);
        var perturbed = map.Perturbed(cell);
        Assert.InRange(perturbed.min().item<float>(), 0, 1);
        Assert.InRange(perturbed.max().item<float>(), 0, 1);
        var norms = (perturbed - images.Pixels).to_type(ScalarType.Float64).square().sum([2, 3]).sqrt().mean().item<double>();
        Assert.InRange(norms, 0.5, 3.9);
        Assert.Equal(norms, map.Measure(cell).EffectiveNorm, 1e-9);
    }

    [Fact]
    public void A_block_of_later_images_is_perturbed_as_in_the_whole_sample()
    {
        var size = new InputSize(3, 6, 6);
        using var scope = NewDisposeScope();
        var images = SampleImages.Of(size, 9, 2, seed: 8);
        var classifier = new LinearClassifier(size, 2, 1).Classifier();
        var later = new LabelledImages(images.Pixels.narrow(0, 4, 5), images.Labels[4..], First: 4);
        var perturbation = new FourierPerturbation { Norm = 1, Seed = 3 };
        var cell = new SpatialFrequency(2, 1);
        Tensors.RequireSame(
            new FourierHeatMap(classifier, images, perturbation).Perturbed(cell).narrow(0, 4, 5),
            new FourierHeatMap(classifier, later, perturbation).Perturbed(cell));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Images_with_a_frequency_each_get_the_answers_of_their_cells(bool clip)
    {
        var size = new InputSize(3, 6, 7);
        using var scope = NewDisposeScope();
        var images = SampleImages.Of(size, 12, 3, seed: 8);
        var classifier = new LinearClassifier(size, 3, 1).Classifier(batchSize: 5);
        var perturbation = new FourierPerturbation { Norm = 2, Seed = 3, Phase = 0.4, Clip = clip };
        var clean = classifier.Logits(images.Pixels);
        int[] positions = [7, 2, 2, 11, 0, 5, 7, 9];
        SpatialFrequency[] cells = [new(1, 2), new(0, 0), new(-1, 1), new(2, -3), new(1, -1), new(-1, -2), new(-3, 0), new(1, 2)];
        var each = new FourierHeatMap(classifier, images.Some(positions), perturbation).MeasureEach(
            cells, clean.index_select(0, tensor(Array.ConvertAll(positions, n => (long)n))));
        var map = new FourierHeatMap(classifier, images, perturbation);
        for (var n = 0; n < cells.Length; n++)
        {
            var all = map.Measure(cells[n], clean);
            Assert.Equal(all.Answers.Predictions[positions[n]], each.Answers.Predictions[n]);
            Assert.Equal(all.Answers.Loss[positions[n]], each.Answers.Loss[n], 1e-5);
            Assert.Equal(all.LogitShift[positions[n]], each.LogitShift[n], 1e-5);
            if (!clip)
                Assert.Equal(all.EffectiveNorm, each.EffectiveNorm[n]);
            else
                Assert.InRange(each.EffectiveNorm[n], 0.1, 2);
        }

        Assert.Throws<ArgumentException>(() => map.MeasureEach(cells));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_norm_that_is_not_above_zero_is_refused(double norm)
    {
        var size = new InputSize(1, 4, 4);
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() =>
            new FourierHeatMap(
                new LinearClassifier(size, 2, 1).Classifier(), SampleImages.Of(size, 2, 2, 1), new FourierPerturbation { Norm = norm }));
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        var size = new InputSize(1, 6, 6);
        using var scope = NewDisposeScope();
        var map = new FourierHeatMap(
            new LinearClassifier(size, 2, 1).Classifier(),
            SampleImages.Of(size, 7, 2, 1),
            new FourierPerturbation { Norm = 1, Clip = true });
        Tensors.RequireNoTensorLeft(() => map.Measure(new SpatialFrequency(1, 2)), 3);
    }

    // The definition, pixel by pixel, at the member with the larger vertical (then horizontal) frequency.
    private static double[] NaiveWave(InputSize size, SpatialFrequency cell, double phase)
    {
        int Wrap(int k, int n) => k >= n - (n / 2) ? k - n : k;
        var conjugate = new SpatialFrequency(Wrap(-cell.Y, size.Height), Wrap(-cell.X, size.Width));
        if (conjugate == cell)
            phase = 0;
        else if (conjugate.Y > cell.Y || (conjugate.Y == cell.Y && conjugate.X > cell.X))
            cell = conjugate;
        var wave = Enumerable
            .Range(0, size.Height * size.Width)
            .Select(p =>
                Math.Cos(
                    (2 * Math.PI * (((double)cell.Y * (p / size.Width) / size.Height) + ((double)cell.X * (p % size.Width) / size.Width)))
                        + phase))
            .ToArray();
        var norm = Math.Sqrt(wave.Sum(v => v * v));
        return [.. wave.Select(v => v / norm)];
    }
}
