using System.Globalization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Projected gradient descent: many short steps, each put back into the ball and into [0, 1]. Of all points visited, the one with the
/// largest margin is returned for each image, where published implementations return the last.
/// Source: Madry et al. 2018.
/// </summary>
public sealed record ProjectedGradient : Attack
{
    private const double Reach = 2.5;

    /// <summary>Gradient steps from each start, 1 or more.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>The length of a step; null for 2.5 ε / steps, enough to cross the ball.</summary>
    public double? StepSize { get; init; }

    /// <summary>Whether to start at a random point of the ball rather than at the image.</summary>
    public bool IsRandomStart { get; init; } = true;

    /// <summary>How many starts, 1 or more.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>The seed of the starts: each belongs to an image's number, whatever the batches are.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"PGD {Ball.Norm} {Ball.Epsilon:0.####}, {Steps} steps");

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Restarts, 1);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device);
        var best = new BestIterate(images.Pixels);
        for (int restart = 0; restart < Restarts; restart++)
            Descend(classifier, images, labels, Start(images, restart), best, cancellation);
        return best.Images.MoveToOuterDisposeScope();
    }

    private void Descend(
        IDifferentiableClassifier classifier, LabelledImages images, Tensor labels, Tensor start, BestIterate best, CancellationToken cancellation)
    {
        double step = StepSize ?? Reach * Ball.Epsilon / Steps;
        Tensor point = start;
        for (int n = 0; n < Steps; n++)
        {
            using var scope = NewDisposeScope();
            using ClassifierGradient gradient = Gradient(classifier, point, labels, cancellation);
            best.Offer(point, LossCotangents.Margins(gradient.Logits, labels));
            Tensor moved = point + (Ball.SteepestStep(gradient.Gradient) * step);
            Tensor next = Inside(images.Pixels, moved).MoveToOuterDisposeScope();
            point.Dispose();
            point = next;
        }

        using Tensor last = classifier.Logits(point, cancellation), margins = LossCotangents.Margins(last, labels);
        best.Offer(point, margins);
    }

    // The image lies in the box, so cutting off pixels afterwards brings a point nearer to it: the ball is not left again.
    private Tensor Inside(Tensor images, Tensor points) => (images + Ball.Project(points - images)).clamp(0, 1);

    private Tensor Start(LabelledImages images, int restart)
    {
        using var scope = NewDisposeScope();
        if (!IsRandomStart)
            return images.Pixels.clone().MoveToOuterDisposeScope();
        Tensor draws = stack([.. Enumerable.Range(images.First, images.Count).Select(image => Draw(image, restart, images.Pixels.shape.AsSpan(1)))]);
        return Inside(images.Pixels, images.Pixels + draws.to(images.Pixels.device)).MoveToOuterDisposeScope();
    }

    private Tensor Draw(int image, int restart, ReadOnlySpan<long> shape)
    {
        using Generator generator = RandomStreams.Create(Seed, $"attack-start-{restart}", image);
        return Ball.Draw(generator, shape);
    }
}
