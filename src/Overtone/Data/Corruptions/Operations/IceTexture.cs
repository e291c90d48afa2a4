namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// Pictures of ice, computed: rime as ridged noise that is bent by other noise, and over it feathers, crystals that branch at 60 degrees.
/// </summary>
/// <remarks>Source: the ridges are K. Perlin's noise folded at its zeros (F. K. Musgrave's ridged multifractal); the crystals are Overtone's own.</remarks>
internal static class IceTexture
{
    // The side at 32×32, in pixels: a fifth of a photograph of about a thousand.
    private const int Side = 192;

    private static readonly Ice[] Pictures =
    [
        new(Rime: 0.55f, RimeSize: 26, Feathers: 30, FeatherLength: 60, Cold: 0.5f),
        new(Rime: 0.75f, RimeSize: 14, Feathers: 14, FeatherLength: 40, Cold: 0.8f),
        new(Rime: 0.35f, RimeSize: 40, Feathers: 60, FeatherLength: 45, Cold: 0.9f),
        new(Rime: 0.9f, RimeSize: 18, Feathers: 8, FeatherLength: 70, Cold: 0.3f),
        new(Rime: 0.5f, RimeSize: 60, Feathers: 40, FeatherLength: 80, Cold: 0.65f),
        new(Rime: 0.6f, RimeSize: 32, Feathers: 80, FeatherLength: 28, Cold: 0.4f),
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
        for (var feather = 0; feather < ice.Feathers; feather++)
        {
            crystals.Grow(random, random.Between(0.4f, 1) * ice.FeatherLength);
        }

        var planes = new byte[3 * side * side];
        for (var pixel = 0; pixel < side * side; pixel++)
        {
            float x = pixel % side / scale, y = pixel / side / scale;
            var value = Rime(noise, x, y, ice) + crystals.Values[pixel];
            Paint(planes, pixel, side * side, Math.Clamp(value, 0, 1), ice.Cold);
        }

        return new FrostTexture($"ice {index + 1}", side, side, planes);
    }

    private static float Rime(GradientNoise noise, float x, float y, Ice ice)
    {
        float size = ice.RimeSize, bend = 0.6f * size;
        var bentX = x + bend * noise.At(x / size + 7, y / size);
        var bentY = y + bend * noise.At(x / size, y / size + 13);
        float sum = 0, weight = 0.5f;
        for (var octave = 0; octave < 5; octave++, weight *= 0.6f, size /= 2.1f)
        {
            var ridge = 1 - Math.Abs(2 * noise.At(bentX / size, bentY / size));
            sum += weight * ridge * ridge;
        }

        var patches = 0.55f + 0.9f * noise.At(x / 70, y / 70 + 31);
        return ice.Rime * Math.Max(0, patches) * sum;
    }

    // From the blue of thin ice over darkness to white.
    private static void Paint(byte[] planes, int pixel, int plane, float value, float cold)
    {
        planes[pixel] = (byte)(PixelLimits.Bytes * Between(0.30f - 0.18f * cold, 0.93f, value));
        planes[plane + pixel] = (byte)(PixelLimits.Bytes * Between(0.38f - 0.12f * cold, 0.97f, value));
        planes[2 * plane + pixel] = (byte)(PixelLimits.Bytes * Between(0.50f - 0.04f * cold, 1, value));
    }

    private static float Between(float dark, float light, float share) => dark + (light - dark) * share;

    private sealed record Ice(float Rime, float RimeSize, int Feathers, float FeatherLength, float Cold);
}
