namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// Crystals of ice: stars of feathers, whose stems bend a little and carry branches at about 60 degrees that branch again, shorter towards
/// the tip.
/// </summary>
/// <param name="side">The side of the picture, in pixels.</param>
/// <param name="scale">Pixels per unit of length.</param>
internal sealed class CrystalField(int side, float scale)
{
    private const float BranchAngle = MathF.PI / 3;
    private const float Spacing = 2.4f;
    private const float Shortest = 1.2f;
    private const float Radius = 0.55f;
    private const int Depth = 2;

    // Along a stem, in pixels.
    private const float Step = 0.5f;

    /// <summary>How much ice lies on every pixel, row by row.</summary>
    internal float[] Values { get; } = new float[side * side];

    /// <summary>Lets a star of feathers grow from a random place, some of it beyond the picture.</summary>
    /// <param name="random">The random numbers.</param>
    /// <param name="length">The length of its longest feathers, in units.</param>
    internal void Grow(RandomNumbers random, float length)
    {
        float x = random.Between(-0.1f, 1.1f) * side / scale, y = random.Between(-0.1f, 1.1f) * side / scale;
        int feathers = 2 + random.Below(4);
        var angle = random.Between(0, 2 * MathF.PI);
        for (var feather = 0; feather < feathers; feather++, angle += BranchAngle * (1 + random.Below(2)) + random.Between(-0.2f, 0.2f))
        {
            Stem(random, x, y, angle, random.Between(0.4f, 1) * length, random.Between(0.5f, 1), 0);
        }
    }

    private void Stem(RandomNumbers random, float x, float y, float angle, float length, float strength, int depth)
    {
        float step = Step / scale, bend = random.Between(-0.02f, 0.02f), next = random.Between(0.5f, 1.5f);
        for (var at = 0f; at < length; at += step)
        {
            angle += bend * step;
            var (sine, cosine) = MathF.SinCos(angle);
            (x, y) = (x + cosine * step, y + sine * step);
            var left = 1 - at / length;
            Deposit(x, y, strength * (0.3f + 0.7f * left), Radius * (depth == 0 ? 1 : 0.7f) * (0.4f + 0.6f * left));
            if (depth == Depth || at < next || length * left < Shortest)
            {
                continue;
            }

            next = at + Spacing / (depth + 1) * random.Between(0.6f, 1.6f);
            Branch(1);
            Branch(-1);

            void Branch(int direction) =>
                Stem(
                    random,
                    x,
                    y,
                    angle + direction * (BranchAngle + random.Between(-0.15f, 0.15f)),
                    length * left * random.Between(0.1f, 0.45f),
                    strength * 0.7f,
                    depth + 1);
        }
    }

    // A soft dot, no smaller than a pixel but then fainter; overlapping ice grows thicker, but never beyond 1.
    private void Deposit(float x, float y, float strength, float radius)
    {
        const float Smallest = 0.75f;
        float middleX = x * scale, middleY = y * scale, reach = Math.Max(Smallest, radius * scale);
        strength *= 0.35f * Math.Min(1, radius * scale / Smallest);
        for (var row = (int)MathF.Floor(middleY - reach); row <= middleY + reach; row++)
        {
            for (var column = (int)MathF.Floor(middleX - reach); column <= middleX + reach; column++)
            {
                if ((uint)row >= (uint)side || (uint)column >= (uint)side)
                {
                    continue;
                }

                float down = row + 0.5f - middleY, across = column + 0.5f - middleX;
                var share = Math.Max(0, 1 - (down * down + across * across) / (reach * reach)) * strength;
                ref var value = ref Values[row * side + column];
                value += (1 - value) * share;
            }
        }
    }
}
