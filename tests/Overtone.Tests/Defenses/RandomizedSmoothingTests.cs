using Overtone.Defenses;
using Overtone.Models;
using Overtone.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

public sealed class RandomizedSmoothingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // All of n successes: the n-th root of α. One of n: one minus the n-th root of 1 − α.
    [Theory]
    [InlineData(0, 10, 0.05, 0)]
    [InlineData(10, 10, 0.05, 0.7411344491069477)]
    [InlineData(1, 10, 0.05, 0.005116196891823743)]
    [InlineData(1, 2, 0.1, 0.05131670194948623)]
    [InlineData(100_000, 100_000, 0.001, 0.9999309248330094)]
    public void The_bound_is_the_closed_form_s(int successes, int trials, double error, double expected) =>
        Assert.Equal(expected, BinomialBound.Lower(successes, trials, error), 1e-12);

    [Theory]
    [InlineData(60, 100, 0.001)]
    [InlineData(990, 1000, 0.05)]
    public void At_the_bound_so_many_successes_or_more_have_the_error(int successes, int trials, double error)
    {
        double p = BinomialBound.Lower(successes, trials, error), tail = 0;
        for (int n = successes; n <= trials; n++)
        {
            double choose = 0;
            for (int k = 1; k <= trials - n; k++)
                choose += Math.Log((double)(n + k) / k);
            tail += Math.Exp(choose + (n * Math.Log(p)) + ((trials - n) * Math.Log(1 - p)));
        }

        Assert.Equal(error, tail, error * 1e-9);
    }

    [Fact]
    public void A_radius_is_the_deviation_times_the_normal_quantile_and_half_is_not_enough()
    {
        // Φ(1) = 0.841344746068543: all of n votes bound the probability so, with an error of Φ(1)ⁿ.
        var certificate = SmoothingCertificate.Of(3, 20, 20, Math.Pow(0.841344746068543, 20), deviation: 0.25);
        Assert.Equal((3, 20, 20), (certificate.Class, certificate.Votes, certificate.Samples));
        Assert.Equal(0.841344746068543, certificate.LowerBound, 1e-10);
        Assert.Equal(0.25, certificate.Radius, 1e-9);
        Assert.Equal(
            new SmoothingCertificate(null, 50, 100, BinomialBound.Lower(50, 100, 0.01), 0),
            SmoothingCertificate.Of(3, 50, 100, 0.01, 0.25));
    }

    /// <summary>Of a linear classifier the smoothed vote is the classifier itself, and the true distance is known.</summary>
    [Fact]
    public void A_linear_classifier_s_certificate_approaches_the_distance_to_its_boundary()
    {
        const double Deviation = 0.5, Distance = 0.4;
        using var network = new Halves(Networks.Pixels, Distance);
        using var classifier = Networks.Classifier(network);
        var smoothing = new RandomizedSmoothing { Deviation = Deviation };
        Tensor images = full([2L, 3, 4, 5], 0.5f);
        IReadOnlyList<SmoothingCertificate> certificates = smoothing.Certify(
            classifier, images, new CertificateBudget { Estimate = 4000 });
        foreach (SmoothingCertificate certificate in certificates)
        {
            Assert.Equal(1, certificate.Class);
            Assert.InRange(certificate.Radius, 0.85 * Distance, Distance);
        }

        // Independent images, and the same numbers again.
        Assert.NotEqual(certificates[0].Votes, certificates[1].Votes);
        using var otherBatches = Networks.Classifier(network, batchSize: 7);
        Assert.Equal(certificates, smoothing.Certify(otherBatches, images, new CertificateBudget { Estimate = 4000 }));
    }

    [Fact]
    public void A_coin_is_abstained_from()
    {
        using var network = new Halves(Networks.Pixels, 0);
        using var classifier = Networks.Classifier(network);
        SmoothingCertificate certificate = Assert.Single(new RandomizedSmoothing { Deviation = 0.5 }.Certify(
            classifier, full([1L, 3, 4, 5], 0.5f), new CertificateBudget { Estimate = 1000 }));
        Assert.Null(certificate.Class);
        Assert.Equal(0, certificate.Radius);
    }

    [Fact]
    public void As_a_classifier_it_answers_with_the_shares_of_the_vote()
    {
        using var network = new Halves(Networks.Pixels, 0.4);
        using var classifier = Networks.Classifier(network);
        var smoothing = new RandomizedSmoothing { Deviation = 0.5, Samples = 2000 };
        using IClassifier defended = smoothing.Protect(classifier);
        double share = defended.Logits(full([1L, 3, 4, 5], 0.5f)).exp().Numbers()[1];
        // Φ(0.8), four standard errors.
        Assert.Equal(0.7881, share, 4 * Math.Sqrt(0.7881 * 0.2119 / 2000));
        Assert.Equal(2000, smoothing.PassesPerImage);
        Assert.Throws<MissingGradientException>(() =>
            ((IDifferentiableClassifier)defended).InputGradient(Networks.Images(1), zeros(1, 2)));
    }

    [Fact]
    public void An_average_of_softmax_has_gradients_and_of_logits_the_gaussian_response()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network, batchSize: 16);
        var smoothing = new RandomizedSmoothing { Deviation = 0.1, Samples = 20, IsFrozen = true, Average = AveragedOutput.Softmax };
        Networks.RequireSlopes(smoothing.Protect(classifier), Networks.Images(3), 2e-4);
        Assert.Equal(Math.Exp(-0.5), new RandomizedSmoothing { Deviation = 0.1 }.ExpectedResponse(10), 1e-12);
    }

    [Fact]
    public void Odd_options_are_refused_with_what_was_found_and_expected()
    {
        var stub = new StubClassifier(2, images => zeros(images.shape[0], 2));
        string MessageOf(Action action) => Assert.Throws<ArgumentException>(action).Message;
        Assert.StartsWith(
            "Deviation of randomised smoothing: found 0, expected a finite number above 0",
            MessageOf(() => new RandomizedSmoothing { Deviation = 0 }.Protect(stub)), StringComparison.Ordinal);
        Assert.Equal(
            "Samples of randomised smoothing: found 0, expected at least 1.",
            MessageOf(() => new RandomizedSmoothing { Deviation = 1, Samples = 0 }.Protect(stub)));
        Assert.StartsWith(
            "Error of the certificate: found 0.5, expected",
            MessageOf(() => new RandomizedSmoothing { Deviation = 1 }.Certify(
                stub, zeros(1, 1, 1, 1), new CertificateBudget { Error = 0.5 })),
            StringComparison.Ordinal);
    }

    /// <summary>Class 1 on one side of a plane at a distance from uniform grey.</summary>
    private sealed class Halves(int pixels, double distance) : nn.Module<Tensor, Tensor>(nameof(Halves))
    {
        public override Tensor forward(Tensor input)
        {
            Tensor along = ((input - 0.5).flatten(1).sum([1], keepdim: true) / Math.Sqrt(pixels)) + distance;
            return cat([-along, along], 1);
        }
    }
}
