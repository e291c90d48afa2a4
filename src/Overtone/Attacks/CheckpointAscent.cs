using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Steps with momentum whose length is halved, image by image, where it proves too long: what APGD does from a start. After halving an
/// image goes on from the best point it has seen.
/// </summary>
/// <param name="set">Where points may lie.</param>
/// <param name="steps">Gradient steps.</param>
/// <param name="stopsWhenBroken">Whether an image is left alone once it is broken.</param>
internal sealed class CheckpointAscent(IPerturbationSet set, int steps, bool stopsWhenBroken)
{
    private const double Momentum = 0.75, RisingShare = 0.75;

    /// <summary>Told the state after each step and, at a checkpoint, after its halvings; for tests.</summary>
    public Action<int, CheckpointState>? Watched { get; init; }

    /// <summary>Ascends from points, and offers each one visited.</summary>
    public void Run(
        IDifferentiableClassifier classifier, ImageLoss loss, Tensor images, Tensor start, BestIterate best,
        CancellationToken cancellation)
    {
        HashSet<int> checkpoints = [.. CheckpointSchedule.Of(steps)];
        using var scope = NewDisposeScope();
        var state = new CheckpointState(images, start, loss, 2 * set.Ball.Epsilon);
        Ask(classifier, state, best, state.Begin, cancellation);
        int lastCheckpoint = 0;
        for (int step = 1; step <= steps && StillAttacks(state, best); step++)
        {
            Move(state, isFirst: step == 1);
            Ask(classifier, state, best, state.Take, cancellation);
            if (checkpoints.Contains(step))
            {
                state.HalveWhereStuck(RisingShare * (step - lastCheckpoint));
                lastCheckpoint = step;
            }

            Watched?.Invoke(step, state);
        }
    }

    private bool StillAttacks(CheckpointState state, BestIterate best)
    {
        if (stopsWhenBroken)
        {
            using Tensor standing = best.StandingAmong(state.Places);
            if (standing.shape[0] < state.Count)
                state.Keep(standing);
        }

        return state.Count > 0;
    }

    private static void Ask(
        IDifferentiableClassifier classifier, CheckpointState state, BestIterate best, Action<Tensor, Tensor> take,
        CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using ClassifierGradient asked = classifier.Of(state.Places).InputGradient(state.Points, state.Loss.Cotangents, cancellation);
        best.Offer(state.Places, state.Points, LossCotangents.Margins(asked.Logits, state.Loss.Labels));
        take(state.Loss.Values(asked.Logits), asked.Gradient);
    }

    private void Move(CheckpointState state, bool isFirst)
    {
        using var scope = NewDisposeScope();
        double share = isFirst ? 1 : Momentum;
        Tensor step = set.SteepestStep(state.Gradient) * state.Lengths.reshape(-1, 1, 1, 1);
        Tensor ahead = set.Inside(state.Images, state.Points + step), carried = state.Points - state.PointsBefore;
        Tensor moved = set.Inside(state.Images, state.Points + ((ahead - state.Points) * share) + (carried * (1 - share)));
        state.MoveTo(moved);
    }
}
