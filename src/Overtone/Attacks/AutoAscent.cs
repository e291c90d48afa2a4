using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>The runs of APGD on a batch: one for each restart and target, each on what it is to go on with.</summary>
internal static class AutoAscent
{
    /// <summary>Perturbs a batch within a set.</summary>
    public static Tensor Perturb(
        AutoProjectedGradient attack, IPerturbationSet set, IDifferentiableClassifier classifier, LabelledImages images,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attack.Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(attack.Restarts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(attack.Targets);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device);
        var best = new BestIterate(images.Pixels);
        int targets = Math.Min(attack.Targets, classifier.ClassCount - 1);
        Tensor? order = targets == 0 ? null : OtherClasses.ByLogit(classifier.Logits(images.Pixels, cancellation), labels);
        var ascent = new CheckpointAscent(set, attack.Steps, attack.StopsWhenBroken);
        for (int target = 0; target < Math.Max(targets, 1); target++)
        {
            for (int restart = 0; restart < attack.Restarts; restart++)
            {
                using var inner = NewDisposeScope();
                Tensor start = Start(attack, set, images, $"apgd-start-{target}-{restart}");
                var loss = new ImageLoss(attack.Loss, labels, order?.select(1, target));
                ascent.Run(classifier, loss, images.Pixels, start, best, cancellation);
            }
        }

        return best.Images.MoveToOuterDisposeScope();
    }

    private static Tensor Start(AutoProjectedGradient attack, IPerturbationSet set, LabelledImages images, string stream) => set.Inside(
        images.Pixels,
        images.Pixels + ImageDraws.Of(
            images, attack.Seed, stream, (generator, _) => set.Ball.DrawOnSurface(generator, images.Pixels.shape.AsSpan(1))));
}
