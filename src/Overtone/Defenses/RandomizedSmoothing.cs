using System.Text.Json.Serialization;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// Randomised smoothing: the classifier votes on the image with Gaussian noise added to all pixels, unclipped. As a classifier it answers
/// with the shares of the votes, or an average of softmax or logits if that is chosen; what is proven is proven of the vote alone
/// (<see cref="Certify"/>).
/// Source: Cohen et al. 2019 (1902.02918), "Certified adversarial robustness via randomized smoothing".
/// </summary>
public sealed record RandomizedSmoothing : NeighbourhoodDefense
{
    /// <summary>Smoothing by vote, as published.</summary>
    public RandomizedSmoothing() => Average = AveragedOutput.Vote;

    /// <summary>σ of the noise in every pixel and channel, above zero, in units of pixels in [0, 1].</summary>
    public required double Deviation { get; init; }

    /// <summary>Noisy images that an answer is averaged over, at least 1; certificates have samples of their own.</summary>
    public int Samples { get; init; } = 100;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => $"randomised smoothing (σ {Deviation}, {Samples} samples; {Manner})";

    /// <inheritdoc/>
    [JsonIgnore]
    public override int PassesPerImage => Samples;

    /// <summary>What an average of logits leaves of a wave cos(ω·x) of images, in the mean over draws: exp(−σ²‖ω‖²/2).</summary>
    /// <param name="frequency">‖ω‖, in radians per unit of pixels in [0, 1].</param>
    public double ExpectedResponse(double frequency) => Math.Exp(-Math.Pow(Deviation * frequency, 2) / 2);

    /// <summary>
    /// Certifies the vote of images: one sample suggests a class, another, independent one bounds its probability from below, and the
    /// radius follows. The procedure abstains where the bound does not exceed one half. The numbers are a function of the seed and of the
    /// place of an image among all.
    /// </summary>
    /// <param name="classifier">The classifier that is smoothed, without the defence.</param>
    /// <param name="images">float32 [N, C, H, W], pixels in [0, 1].</param>
    /// <param name="budget">How many samples, and at which level of error.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>One certificate an image.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public IReadOnlyList<SmoothingCertificate> Certify(
        IClassifier classifier, Tensor images, CertificateBudget? budget = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        RequireOptions(classifier.InputSize);
        budget ??= new CertificateBudget();
        Require(budget.Selection > 0, "Selection of the certificate", budget.Selection, "at least 1 sample");
        Require(budget.Estimate > 0, "Estimate of the certificate", budget.Estimate, "at least 1 sample");
        Require(budget.Error is > 0 and < 0.5, "Error of the certificate", budget.Error, "a probability above 0 and below 0.5");
        Classifier.RequireImages(images, classifier.InputSize);
        var certificates = new List<SmoothingCertificate>();
        for (int image = 0; image < images.shape[0]; image++)
        {
            using var scope = NewDisposeScope();
            Tensor pixels = images.narrow(0, image, 1);
            int[] selection = Votes(classifier, pixels, $"smoothing selection {image}", budget.Selection, cancellation);
            int suggested = Array.IndexOf(selection, selection.Max());
            int[] votes = Votes(classifier, pixels, $"smoothing estimate {image}", budget.Estimate, cancellation);
            certificates.Add(SmoothingCertificate.Of(suggested, votes[suggested], budget.Estimate, budget.Error, Deviation));
        }

        return certificates;
    }

    private protected override IReadOnlyList<int> PointsOfSettings => [Samples];

    private protected override void RequireOptions(InputSize images)
    {
        Require(
            Deviation > 0 && double.IsFinite(Deviation), "Deviation of randomised smoothing", Deviation,
            "a finite number above 0, in units of pixels in [0, 1]");
        Require(Samples > 0, "Samples of randomised smoothing", Samples, "at least 1");
    }

    private protected override Neighbourhood PointsFor(IClassifier classifier)
    {
        InputSize size = classifier.InputSize;
        return new GaussianPoints(Samples, size.Channels * size.Height * size.Width, Deviation, Seed, IsFrozen);
    }

    private int[] Votes(IClassifier classifier, Tensor pixels, string stream, int samples, CancellationToken cancellation)
    {
        int[] votes = new int[classifier.ClassCount];
        int batch = classifier.Description.BatchSize;
        for (int first = 0; first < samples; first += batch)
        {
            using var scope = NewDisposeScope();
            Tensor noise = RandomStreams.Normal(Seed, stream, first, [Math.Min(batch, samples - first), .. pixels.shape[1..]]);
            Tensor noisy = noise.mul_(Deviation).to(pixels.device).add_(pixels);
            foreach (long vote in classifier.Logits(noisy, cancellation).argmax(1).cpu().data<long>())
                votes[vote]++;
        }

        return votes;
    }
}
