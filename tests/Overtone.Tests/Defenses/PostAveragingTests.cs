using Overtone.Defenses;
using Overtone.Models;
using Overtone.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

public sealed class PostAveragingTests : IDisposable
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
        PostAveraging defense = PostAveraging.Of(3, 2) with { Average = average, IsFrozen = true, Seed = 5 };
        using IClassifier defended = defense.Protect(classifier);
        using RandomDirections points = defense.Points(Networks.Size);
        Tensor images = Networks.Images(4), offsets = points.All();
        Assert.Equal([19L, 60L], offsets.shape);
        // The image, and pairs at a third, two thirds and the whole of the radius.
        Assert.Equal(
            [0, .. Enumerable.Repeat(new[] { 2 / 3.0, 2 / 3.0, 4 / 3.0, 4 / 3.0, 2.0, 2.0 }, 3).SelectMany(lengths => lengths)],
            offsets.norm(1).Numbers().Select(length => Math.Round(length, 5)).Select(length => Math.Round(length * 3) / 3));
        Networks.RequireAverage(defended, classifier, images, offsets, average);
    }

    [Fact]
    public void An_affine_classifier_is_left_as_it_is_by_an_average_of_logits_but_not_of_softmax()
    {
        using var network = Networks.Affine();
        using var classifier = Networks.Classifier(network);
        Tensor images = Networks.Images(5), plain = classifier.Logits(images);
        using IClassifier logits = (PostAveraging.Of(15, 3) with { Average = AveragedOutput.Logits }).Protect(classifier);
        using IClassifier softmax = PostAveraging.Of(15, 3).Protect(classifier);
        Tensors.RequireNear(plain, logits.Logits(images), 3e-6);
        Assert.True(Tensors.Distance(plain.log_softmax(1), softmax.Logits(images)) > 1e-3);
    }

    /// <summary>The classifier's logits are cos(ω·x) and −cos(ω·x): fresh draws for each image are replicates.</summary>
    [Fact]
    public void A_wave_shrinks_by_the_factor_of_the_scheme()
    {
        const double Frequency = 7;
        const int Images = 400;
        Tensor wave = Draw.Normal(3, Networks.Pixels, 1).to_type(ScalarType.Float32);
        wave = wave / wave.norm() * Frequency;
        using var network = new WaveNetwork(wave);
        using var classifier = Networks.Classifier(network);
        PostAveraging defense = PostAveraging.Of(2, 1.5) with { Average = AveragedOutput.Logits };
        using IClassifier defended = defense.Protect(classifier);
        double[] plain = classifier.Logits(Networks.Images(Images)).select(1, 0).Numbers();
        double[] averaged = defended.Logits(Networks.Images(Images)).select(1, 0).Numbers();
        double[] factors = [.. averaged.Zip(plain, (after, before) => after / before)];
        double mean = factors.Average(), error = Math.Sqrt(factors.Average(f => Math.Pow(f - mean, 2)) / Images);
        double expected = defense.Settings[0].ExpectedResponse(Networks.Size, Frequency);
        Assert.InRange(expected, 0.3, 0.9);
        Assert.InRange(error, 1e-4, 0.02);
        Assert.InRange(Math.Abs(mean - expected) / error, 0, 4);
    }

    [Theory]
    [InlineData(AveragedOutput.Softmax, 64)]
    [InlineData(AveragedOutput.Softmax, 5)]
    [InlineData(AveragedOutput.Logits, 64)]
    [InlineData(AveragedOutput.Logits, 5)]
    public void Gradients_are_the_slopes(AveragedOutput average, int batchSize)
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network, batchSize);
        using IClassifier defended = (PostAveraging.Of(2, 1) with { Average = average, IsFrozen = true }).Protect(classifier);
        Networks.RequireSlopes(defended, Networks.Images(7), 2e-4);
    }

    [Fact]
    public void Of_several_settings_each_image_takes_the_one_of_least_entropy_and_its_gradient()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        PostAveraging defense = new()
        {
            Settings = [new PostAverageSetting(1, 0.5), new PostAverageSetting(2, 4), new PostAverageSetting(1, 8)],
            IsFrozen = true,
        };
        Assert.Equal(7 + 13 + 7, defense.PassesPerImage);
        using IClassifier defended = defense.Protect(classifier);
        using RandomDirections points = defense.Points(Networks.Size);
        Tensor images = Networks.Images(40), logits = defended.Logits(images), offsets = points.All().reshape(-1, 3, 4, 5);
        (int First, int Count)[] settings = [(0, 7), (7, 13), (20, 7)];
        int[] taken = new int[settings.Length];
        for (int image = 0; image < 40; image++)
        {
            double[][] averages = [.. settings.Select(setting => classifier
                .Logits(images.narrow(0, image, 1) + offsets.narrow(0, setting.First, setting.Count)).softmax(1).mean([0]).Numbers())];
            double[] entropies = [.. averages.Select(average => -average.Sum(p => p * Math.Log(p)))];
            int best = Array.IndexOf(entropies, entropies.Min());
            taken[best]++;
            Assert.All(averages[best].Zip(logits[image].exp().Numbers()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }

        Assert.True(taken.Count(count => count > 0) > 1);
        Networks.RequireSlopes(defended, images.narrow(0, 0, 5), 2e-4);
    }

    [Fact]
    public void Entropies_are_in_nats()
    {
        Tensor logits = tensor(new[] { 0f, 0, 0, 0, MathF.Log(3), 0, -1000, -1000 }, [2, 4]);
        double[] entropies = PointAverage.Entropies(logits).Numbers();
        Assert.Equal(Math.Log(4), entropies[0], 1e-6);
        Assert.Equal(-((0.75 * Math.Log(0.75)) + (0.25 * Math.Log(0.25))), entropies[1], 1e-6);
    }

    [Fact]
    public void Frozen_points_give_the_same_bits_each_time_and_others_a_draw_a_call_that_the_seed_repeats()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        Tensor images = Networks.Images(6);
        Tensor[] Two(bool isFrozen, long seed)
        {
            using IClassifier defended = (PostAveraging.Of(2, 2) with { IsFrozen = isFrozen, Seed = seed }).Protect(classifier);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batches_of_any_size_give_the_same_answers_and_gradients(bool isFrozen)
    {
        using var network = Networks.Smooth();
        Tensor images = Networks.Images(9), cotangents = Draw.Normal(2, 9, Networks.Classes).to_type(ScalarType.Float32);
        ClassifierGradient Answer(int batchSize)
        {
            using var classifier = Networks.Classifier(network, batchSize);
            using IClassifier defended = (PostAveraging.Of(2, 2) with { IsFrozen = isFrozen }).Protect(classifier);
            return ((IDifferentiableClassifier)defended).InputGradient(images, cotangents);
        }

        ClassifierGradient expected = Answer(1000);
        foreach (int batchSize in new[] { 1, 4, 13, 30 })
        {
            ClassifierGradient found = Answer(batchSize);
            Tensors.RequireNear(expected.Logits, found.Logits, 1e-5);
            Tensors.RequireNear(expected.Gradient, found.Gradient, 1e-5);
        }
    }

    [Fact]
    public void The_model_inside_never_gets_more_than_its_batch()
    {
        int most = 0, asked = 0;
        var stub = new StubClassifier(2, images =>
        {
            most = Math.Max(most, (int)images.shape[0]);
            asked += (int)images.shape[0];
            return zeros(images.shape[0], 2);
        });
        PostAveraging defense = PostAveraging.Of(20, 1);
        using IClassifier defended = defense.Protect(stub);
        defended.Logits(zeros(5, 1, 1, 1));
        Assert.Equal((64, 5 * 121), (most, asked));
        Assert.Equal(121, defense.PassesPerImage);
        Assert.IsNotAssignableFrom<IDifferentiableClassifier>(defended);
        Assert.EndsWith(
            "defended by post-averaging along random directions (K 20, R 1; average of softmax, points drawn at each call, seed 0)",
            defended.Description.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tensor_is_left()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        Tensor images = Networks.Images(3), cotangents = zeros(3, Networks.Classes);
        foreach (bool isFrozen in new[] { true, false })
        {
            Tensors.RequireNoTensorLeft(
                () =>
                {
                    using IClassifier defended = (PostAveraging.Of(2, 1) with { IsFrozen = isFrozen }).Protect(classifier);
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
        string MessageOf(PostAveraging defense) => Assert.Throws<ArgumentException>(() => defense.Protect(classifier)).Message;
        Assert.Equal("Directions of post-averaging: found 0, expected at least 1.", MessageOf(PostAveraging.Of(0, 1)));
        Assert.Equal(
            "Radius of post-averaging: found -1, expected a finite number above 0, in units of pixels in [0, 1].",
            MessageOf(PostAveraging.Of(1, -1)));
        Assert.Contains("found NaN", MessageOf(PostAveraging.Of(1, double.NaN)), StringComparison.Ordinal);
        Assert.Equal("Settings of post-averaging: found none, expected at least one.", MessageOf(new PostAveraging { Settings = [] }));
        var single = new StubClassifier(1, images => images);
        Assert.Contains(
            "found 1, expected at least 2", Assert.Throws<ArgumentException>(() => PostAveraging.Of(1, 1).Protect(single)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PostAveraging.Of(1, 1).Protect(classifier).Logits(zeros(1, 3, 5, 4)));
    }

    [Fact]
    public void A_vote_has_no_gradient_and_says_so()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        using IClassifier defended = (PostAveraging.Of(1, 1) with { Average = AveragedOutput.Vote }).Protect(classifier);
        var error = Assert.Throws<MissingGradientException>(() =>
            ((IDifferentiableClassifier)defended).InputGradient(Networks.Images(1), zeros(1, Networks.Classes)));
        Assert.Contains("found none: a vote is constant almost everywhere, expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_around_a_frozen_defence_but_not_around_a_random_one()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        PostAveraging random = PostAveraging.Of(1, 1), frozen = random with { IsFrozen = true, Seed = 3 };
        using IClassifier around = random.Protect(classifier), fixedInside = frozen.Protect(classifier);
        Assert.Contains(
            "found a defence that draws at each call",
            Assert.Throws<ArgumentException>(() => frozen.Protect(around)).Message, StringComparison.Ordinal);
        using IClassifier twice = frozen.Protect(fixedInside);
        Networks.RequireSlopes(twice, Networks.Images(2), 2e-4);
    }
}
