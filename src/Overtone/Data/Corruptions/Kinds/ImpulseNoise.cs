namespace Overtone.Data.Corruptions.Kinds;

/// <summary>Salt and pepper: a share of the values, each channel on its own, become 0 or 1 with equal chances.</summary>
internal sealed class ImpulseNoise() : Corruption("impulse_noise")
{
    private static readonly double[] Shares = [0.01, 0.02, 0.03, 0.05, 0.07];

    private protected override void Corrupt(CorruptionTask task)
    {
        task.Image.CopyTo(task.Result);
        var scale = 1 / Math.Log(1 - Shares[task.Level]);

        // From one hit to the next: the gaps between rare independent hits are geometrically distributed.
        for (var index = Gap(task.Random, scale); index < task.Result.Length; index += 1 + Gap(task.Random, scale))
        {
            task.Result[(int)index] = task.Random.Bits() >> 63;
        }
    }

    private static long Gap(RandomNumbers random, double scale) => (long)(Math.Log(1 - random.Unit()) * scale);
}
