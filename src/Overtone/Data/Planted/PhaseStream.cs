using Overtone.Data.Corruptions;

namespace Overtone.Data.Planted;

/// <summary>Random phases: multiples of 2π/4,096, so that cosines and sines come from a table and are the same on every machine.</summary>
internal ref struct PhaseStream(RandomNumbers random)
{
    private const int Bits = 12, Count = 1 << Bits, PerDraw = 64 / Bits;
    private static readonly float[] Cosines = Table(Math.Cos), Sines = Table(Math.Sin);
    private ulong _bits;
    private int _left;

    /// <summary>The next phase's cosine and sine.</summary>
    internal (float Cosine, float Sine) Next()
    {
        var phase = Draw();
        return (Cosines[phase], Sines[phase]);
    }

    /// <summary>1 or −1.</summary>
    internal float NextSign() => Draw() < Count / 2 ? 1 : -1;

    private int Draw()
    {
        if (_left == 0)
        {
            (_bits, _left) = (random.Bits(), PerDraw);
        }

        var phase = (int)(_bits % Count);
        _bits >>= Bits;
        _left--;
        return phase;
    }

    private static float[] Table(Func<double, double> function) =>
        [.. Enumerable.Range(0, Count).Select(phase => (float)function(2 * Math.PI * phase / Count))];
}
