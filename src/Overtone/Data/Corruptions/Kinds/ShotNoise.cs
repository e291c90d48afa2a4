using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>The noise of counted photons: Poisson(x·c) / c for every pixel and channel.</summary>
internal sealed class ShotNoise() : Corruption("shot_noise")
{
    private static readonly float[] Photons = [500, 250, 100, 75, 50];

    private readonly Lazy<PoissonTables>[] _tables = Array.ConvertAll(
        Photons,
        photons => new Lazy<PoissonTables>(() => new PoissonTables(photons)));

    private protected override void Corrupt(CorruptionTask task)
    {
        var tables = _tables[task.Level].Value;
        var photons = Photons[task.Level];
        for (var index = 0; index < task.Image.Length; index++)
        {
            task.Result[index] = tables.Draw(task.Image[index], task.Random) / photons;
        }
    }
}
