using MathNet.Numerics.Integration;
using Overtone.Defenses;
using Overtone.Models;
using Overtone.Tests.Models;
using Overtone.Theory.BallAverage;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

public sealed class BallAveragingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(AveragedOutput.Softmax)]
    [InlineData(AveragedOutput.Logits)]
    [InlineData(AveragedOutput.Vote)]
    public void It_answers_with_the_average_over_its_points(AveragedOutput average)
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        BallAveraging defense = Of(70, 2) with { Average = average, IsFrozen = true, Seed = 5 };
        using IClassifier defended = defense.Protect(classifier);
        using RandomDirections points = defense.Points(Networks.Size);
        Tensor images = Networks.Images(4), offsets = points.All();
        Assert.Equal([140L, 60L], offsets.shape);
        var scheme = new FramedBallAverage(60, 70, 2);
        Assert.All(offsets.norm(1).Numbers().Index(), length => Assert.Equal(scheme.Distances[length.Index / 120], length.Item, 1e-5));
        Networks.RequireAverage(defended, classifier, images, offsets, average);
    }

    [Fact]
    public void An_affine_classifier_is_left_as_it_is_by_an_average_of_logits_but_not_of_softmax()
    {
        using var network = Networks.Affine();
        using var classifier = Networks.Classifier(network);
        Tensor images = Networks.Images(5), plain = classifier.Logits(images);
        using IClassifier logits = (Of(45, 3) with { Average = AveragedOutput.Logits }).Protect(classifier);
        using IClassifier softmax = Of(45, 3).Protect(classifier);
        Tensors.RequireNear(plain, logits.Logits(images), 3e-6);
        Assert.True(Tensors.Distance(plain.log_softmax(1), softmax.Logits(images)) > 1e-3);
    }

    /// <summary>The classifier's logits are cos(ω·x) and −cos(ω·x): fresh draws for each image are replicates.</summary>
    [Theory]
    [InlineData(5, 0.3, 0.9)]
    [InlineData(80, -0.01, 0.01)]
    public void A_wave_shrinks_by_the_factor_of_the_ball_and_leaks_as_far_as_points_are_few(double frequency, double least, double most)
    {
        const int Images = 400;
        Tensor wave = Draw.Normal(3, Networks.Pixels, 1).to_type(ScalarType.Float32);
        wave = wave / wave.norm() * frequency;
        using var network = new WaveNetwork(wave);
        using var classifier = Networks.Classifier(network);
        BallAveraging defense = Of(6, 1.5) with { Average = AveragedOutput.Logits };
        using IClassifier defended = defense.Protect(classifier);
        // One image, so that no factor is of a cosine near zero.
        Tensor images = Networks.Images(1).expand(Images, -1, -1, -1).contiguous();
        double plain = classifier.Logits(images)[0, 0].item<float>();
        Assert.InRange(Math.Abs(plain), 0.1, 1);
        double[] factors = [.. defended.Logits(images).select(1, 0).Numbers().Select(after => after / plain)];
        double mean = factors.Average(), deviation = Math.Sqrt(factors.Average(f => Math.Pow(f - mean, 2)));
        double expected = defense.ExpectedResponse(Networks.Size, frequency);
        Assert.InRange(expected, least, most);
        Assert.Equal(BallResponse.Ball(Networks.Pixels, 1.5 * frequency), expected, 5e-4);
        Assert.InRange(Math.Abs(mean - expected) / (deviation / Math.Sqrt(Images)), 0, 4);
        var scheme = new FramedBallAverage(Networks.Pixels, 6, 1.5);
        Assert.Equal(1, deviation / scheme.Leakage(frequency), 0.15);
        Assert.Equal(scheme.LeakageFloor, defense.LeakageFloor, 1e-12);
    }

    /// <summary>
    /// One rectified unit max(0, w·x − t) with ‖w‖ = 1: its average is an integral over the distances s along w, of density
    /// ∝ (1 − s²/R²)^((n−1)/2), the ball's cross-sections. Fresh draws for each image are replicates.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(-0.15)]
    public void A_kink_is_rounded_by_the_cross_sections_of_the_ball(double margin)
    {
        const int Images = 400;
        const double Radius = 1.5;
        Tensor image = Networks.Images(1), direction = Draw.Normal(4, 1, Networks.Pixels).to_type(ScalarType.Float32);
        direction /= direction.norm();
        using var unit = nn.Linear(Networks.Pixels, 1);
        using var sign = nn.Linear(1, 2, hasBias: false);
        using (no_grad())
        {
            unit.weight!.copy_(direction);
            unit.bias!.fill_(margin - direction.mv(image.flatten()).item<float>());
            sign.weight!.copy_(tensor(new[] { 1f, -1f }, [2, 1]));
        }

        using var network = nn.Sequential(nn.Flatten(), unit, nn.ReLU(), sign);
        using var classifier = Networks.Classifier(network);
        using IClassifier defended = (Of(Networks.Pixels, Radius) with { Average = AveragedOutput.Logits }).Protect(classifier);
        double[] averages = defended.Logits(image.expand(Images, -1, -1, -1).contiguous()).select(1, 0).Numbers();
        double mean = averages.Average(), deviation = Math.Sqrt(averages.Average(v => Math.Pow(v - mean, 2)));
        double Section(double s) => Math.Pow(1 - (s * s / (Radius * Radius)), (Networks.Pixels - 1) / 2.0);
        double expected = GaussLegendreRule.Integrate(s => (margin + s) * Section(s), -margin, Radius, 64)
            / GaussLegendreRule.Integrate(Section, -Radius, Radius, 64);
        Assert.InRange(Math.Abs(mean - expected) / (deviation / Math.Sqrt(Images)), 0, 4);
        // That error is far below what the average changes.
        double changed = expected - Math.Max(0, margin);
        Assert.InRange(4 * deviation / Math.Sqrt(Images), 0, 0.25 * changed);
    }

    [Theory]
    [InlineData(AveragedOutput.Softmax, 64, 3)]
    [InlineData(AveragedOutput.Softmax, 5, 3)]
    [InlineData(AveragedOutput.Logits, 64, 3)]
    [InlineData(AveragedOutput.Logits, 5, 70)]
    public void Gradients_are_the_slopes(AveragedOutput average, int batchSize, int directions)
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network, batchSize);
        using IClassifier defended = (Of(directions, 1) with { Average = average, IsFrozen = true }).Protect(classifier);
        Networks.RequireSlopes(defended, Networks.Images(7), 2e-4);
    }

    [Fact]
    public void Frozen_points_give_the_same_bits_each_time_and_others_a_draw_a_call_that_the_seed_repeats()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        Tensor images = Networks.Images(6);
        Tensor[] Two(bool isFrozen, long seed)
        {
            using IClassifier defended = (Of(4, 2) with { IsFrozen = isFrozen, Seed = seed }).Protect(classifier);
            return [defended.Logits(images), defended.Logits(images)];
        }

        Tensor[] frozen = Two(true, 1), again = Two(true, 1), other = Two(true, 2), drawn = Two(false, 1), repeated = Two(false, 1);
        Tensors.RequireSame(frozen[0], frozen[1]);
        Tensors.RequireSame(frozen[0], again[0]);
        Assert.True(Tensors.Distance(frozen[0], other[0]) > 1e-4);
        Assert.True(Tensors.Distance(drawn[0], drawn[1]) > 1e-4);
        Tensors.RequireSame(drawn[0], repeated[0]);
        Tensors.RequireSame(drawn[1], repeated[1]);
    }

    [Fact]
    public void It_says_what_it_is_and_leaves_no_tensor()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        Tensor images = Networks.Images(3), cotangents = zeros(3, Networks.Classes);
        Assert.Equal(40, Of(20, 1).PassesPerImage);
        foreach (bool isFrozen in new[] { true, false })
        {
            Tensors.RequireNoTensorLeft(
                () =>
                {
                    using IClassifier defended = (Of(2, 1) with { IsFrozen = isFrozen }).Protect(classifier);
                    Assert.EndsWith(
                        "defended by average over the ball (D 2, R 1; average of softmax, points "
                            + (isFrozen ? "frozen by seed 0)" : "drawn at each call, seed 0)"),
                        defended.Description.Settings, StringComparison.Ordinal);
                    defended.Logits(images).Dispose();
                    ((IDifferentiableClassifier)defended).InputGradient(images, cotangents).Dispose();
                },
                times: 3);
        }
    }

    [Fact]
    public void Odd_options_are_refused_with_what_was_found_and_expected()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        string MessageOf(BallAveraging defense) => Assert.Throws<ArgumentException>(() => defense.Protect(classifier)).Message;
        Assert.Equal("Directions of the ball average: found 0, expected at least 1.", MessageOf(Of(0, 1)));
        Assert.Equal(
            "Radius of the ball average: found -1, expected a finite number above 0, in units of pixels in [0, 1].",
            MessageOf(Of(1, -1)));
        Assert.Contains("found NaN", MessageOf(Of(1, double.NaN)), StringComparison.Ordinal);
        var single = new StubClassifier(1, images => images);
        Assert.Contains(
            "found 1, expected at least 2", Assert.Throws<ArgumentException>(() => Of(1, 1).Protect(single)).Message,
            StringComparison.Ordinal);
    }

    private static BallAveraging Of(int directions, double radius) => new() { Directions = directions, Radius = radius };
}
