namespace Overtone.Data.Corruptions.Operations;

/// <summary>Feathers of ice: stems that bend a little, with branches at 60 degrees that branch again, shorter towards the tip.</summary>
/// <param name="side">The side of the picture, in pixels.</param>
/// <param name="scale">Pixels per unit of length.</param>
internal sealed class CrystalField(int side, float scale)
{
    private const float BranchAngle = MathF.PI / 3;
    private const float Spacing = 3.2f;
    private const float Shortest = 2.5f;

    /// <summary>How much ice lies on every pixel, row by row.</summary>
    internal float[] Values { get; } = new float[side * side];

    /// <summary>Lets one feather grow from a random place.</summary>
    /// <param name="random">The random numbers.</param>
    /// <param name="length">Its length, in units.</param>
    internal void Grow(RandomNumbers random, float length)
    {
        float x = random.Between(0, side / scale), y = random.Between(0, side / scale);
        Stem(random, x, y, random.Between(0, 2 * MathF.PI), length, random.Between(0.35f, 0.6f), 0);
    }

    private void Stem(RandomNumbers random, float x, float y, float angle, float length, float strength, int depth)
    {
        var bend = random.Between(-0.012f, 0.012f);
        var sinceBranch = 0f;
        for (var at = 0f; at < length; at += 0.5f / scale, sinceBranch += 0.5f / scale)
        {
            angle += bend * 0.5f / scale;
            var (sine, cosine) = MathF.SinCos(angle);
            (x, y) = (x + cosine * 0.5f / scale, y + sine * 0.5f / scale);
            var left = 1 - at / length;
            Deposit(x, y, strength * (0.4f + 0.6f * left), (0.75f - 0.2f * depth) * (0.5f + 0.5f * left));
            if (depth < 2 && sinceBranch > Spacing / (depth + 1) && length * left > Shortest)
            {
                sinceBranch = 0;
                var branch = length * left * random.Between(0.25f, 0.45f);
                Stem(random, x, y, angle + BranchAngle, branch, strength * 0.75f, depth + 1);
                Stem(random, x, y, angle - BranchAngle, branch, strength * 0.75f, depth + 1);
            }
        }
    }

    // A soft dot; overlapping ice grows thicker, but never beyond 1.
    private void Deposit(float x, float y, float strength, float radius)
    {
        float middleX = x * scale, middleY = y * scale, reach = Math.Max(0.7f, radius * scale);
        for (var row = (int)MathF.Floor(middleY - reach); row <= middleY + reach; row++)
        {
            for (var column = (int)MathF.Floor(middleX - reach); column <= middleX + reach; column++)
            {
                if ((uint)row >= (uint)side || (uint)column >= (uint)side)
                {
                    continue;
                }

                float down = row + 0.5f - middleY, across = column + 0.5f - middleX;
                var share = Math.Max(0, 1 - (down * down + across * across) / (reach * reach)) * strength * 0.5f;
                ref var value = ref Values[row * side + column];
                value += (1 - value) * share;
            }
        }
    }
}
