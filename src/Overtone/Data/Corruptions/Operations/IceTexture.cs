namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// Pictures of ice, computed: rime as ridged noise that is bent by other noise, and over it crystals that branch at 60 degrees.
/// </summary>
/// <remarks>Source: the ridges are K. Perlin's noise folded at its zeros (F. K. Musgrave's ridged multifractal); the crystals are
/// Overtone's own.</remarks>
internal static class IceTexture
{
    // The side at 32×32, in pixels: a fifth of a photograph of about a thousand.
    private const int Side = 192;
    private const int Octaves = 6;

    private static readonly Ice[] Pictures =
    [
        new(Rime: 1.2f, RimeSize: 22, Crystals: 40, CrystalLength: 50, Cold: 0.4f),
        new(Rime: 1.4f, RimeSize: 12, Crystals: 16, CrystalLength: 38, Cold: 0.7f),
        new(Rime: 0.9f, RimeSize: 34, Crystals: 70, CrystalLength: 42, Cold: 0.9f),
        new(Rime: 1.6f, RimeSize: 16, Crystals: 10, CrystalLength: 60, Cold: 0.2f),
        new(Rime: 1.1f, RimeSize: 44, Crystals: 44, CrystalLength: 66, Cold: 0.5f),
        new(Rime: 1.2f, RimeSize: 26, Crystals: 80, CrystalLength: 30, Cold: 0.3f),
    ];

    internal static int Count => Pictures.Length;

    /// <summary>Computes a picture.</summary>
    /// <param name="index">Which.</param>
    /// <param name="scale">Its size, in parts of that for images of 32×32.</param>
    internal static FrostTexture Make(int index, float scale)
    {
        var side = Math.Max(8, (int)(Side * scale));
        var ice = Pictures[index];
        var random = new RandomNumbers();
        random.Restart(RandomStreams.SeedOf(0, "ice"), (ulong)index);
        var noise = new GradientNoise(random);
        var crystals = new CrystalField(side, scale);
        for (var crystal = 0; crystal < ice.Crystals; crystal++)
        {
            crystals.Grow(random, random.Between(0.5f, 1) * ice.CrystalLength);
        }

        var planes = new byte[3 * side * side];
        for (var pixel = 0; pixel < side * side; pixel++)
        {
            float x = pixel % side / scale, y = pixel / side / scale;
            var rime = Math.Min(Rime(noise, x, y, ice), 1);
            Paint(planes, pixel, side * side, rime + (1 - rime) * crystals.Values[pixel], ice.Cold);
        }

        return new FrostTexture($"ice {index + 1}", side, side, planes);
    }

    // Needles: ridges of bent noise, sharper than the noise itself, in patches.
    private static float Rime(GradientNoise noise, float x, float y, Ice ice)
    {
        float size = ice.RimeSize, bend = 0.7f * size;
        var bentX = x + bend * noise.At(x / size + 7, y / size);
        var bentY = y + bend * noise.At(x / size, y / size + 13);
        float sum = 0, weight = 0.55f;
        for (var octave = 0; octave < Octaves; octave++, weight *= 0.72f, size /= 2.1f)
        {
            var ridge = 1 - Math.Abs(2.2f * noise.At(bentX / size, bentY / size));
            sum += weight * ridge * ridge * ridge;
        }

        var patches = 0.6f + 1.2f * noise.At(x / 55, y / 55 + 31);
        return ice.Rime * Math.Max(0, patches) * Math.Max(0, sum);
    }

    // From the blue of thin ice over darkness to white.
    private static void Paint(byte[] planes, int pixel, int plane, float value, float cold)
    {
        planes[pixel] = (byte)(PixelLimits.Bytes * Between(0.32f - 0.16f * cold, 0.95f, value));
        planes[plane + pixel] = (byte)(PixelLimits.Bytes * Between(0.37f - 0.14f * cold, 0.98f, value));
        planes[2 * plane + pixel] = (byte)(PixelLimits.Bytes * Between(0.45f - 0.08f * cold, 1, value));
    }

    private static float Between(float dark, float light, float share) => dark + (light - dark) * share;

    private sealed record Ice(float Rime, float RimeSize, int Crystals, float CrystalLength, float Cold);
}
