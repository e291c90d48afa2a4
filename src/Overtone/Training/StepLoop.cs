namespace Overtone.Training;

/// <summary>The loop around training steps, one for all trainers.</summary>
internal static class StepLoop
{
    private const int StepsPerCollection = 64;

    /// <summary>Takes steps until so many have been taken in all.</summary>
    /// <param name="taken">How many have been taken.</param>
    /// <param name="step">How many there shall be.</param>
    /// <param name="takeStep">Takes one, and tells the loss before it if asked to.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The loss before the last step; NaN when no step was taken.</returns>
    public static double Run(long taken, long step, Func<bool, double> takeStep, CancellationToken cancellation)
    {
        double loss = double.NaN;
        for (long first = taken; taken < step; taken++)
        {
            if ((taken - first) % StepsPerCollection == 0)
                CollectionPoint.Collect();
            cancellation.ThrowIfCancellationRequested();
            loss = takeStep(taken + 1 == step);
        }

        return loss;
    }
}
