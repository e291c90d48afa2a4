namespace Overtone.Data.Corruptions.Operations;

/// <summary>Smooth random waves about one unit long, between about −0.7 and 0.7.</summary>
/// <remarks>Source: K. Perlin, "Improving noise", 2002.</remarks>
internal sealed class GradientNoise
{
    private const int Size = 256;
    private readonly (float X, float Y)[] _gradients = new (float, float)[Size];
    private readonly byte[] _order = new byte[Size];

    internal GradientNoise(RandomNumbers random)
    {
        for (var index = 0; index < Size; index++)
        {
            var (sine, cosine) = MathF.SinCos(random.Between(0, 2 * MathF.PI));
            _gradients[index] = (cosine, sine);
            var other = random.Below(index + 1);
            _order[index] = _order[other];
            _order[other] = (byte)index;
        }
    }

    internal float At(float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float across = x - left, down = y - top, smoothAcross = Smooth(across);
        var upper = Between(Corner(left, top, across, down), Corner(left + 1, top, across - 1, down), smoothAcross);
        var lower = Between(Corner(left, top + 1, across, down - 1), Corner(left + 1, top + 1, across - 1, down - 1), smoothAcross);
        return Between(upper, lower, Smooth(down));
    }

    private float Corner(int x, int y, float across, float down)
    {
        var gradient = _gradients[_order[(_order[x & (Size - 1)] + y) & (Size - 1)]];
        return gradient.X * across + gradient.Y * down;
    }

    private static float Smooth(float t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static float Between(float first, float second, float share) => first + (second - first) * share;
}
