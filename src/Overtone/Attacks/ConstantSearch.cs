namespace Overtone.Attacks;

/// <summary>
/// The search for the smallest constant with which the attack of Carlini and Wagner succeeds, image by image: ten times as much until it
/// does, then bisection; the last of ten values or more is the smallest known to succeed.
/// </summary>
/// <param name="count">Images.</param>
/// <param name="first">The first constant.</param>
/// <param name="searches">How many values are tried.</param>
internal sealed class ConstantSearch(int count, double first, int searches)
{
    private const double Unbounded = 1e10, Factor = 10;
    private const int SearchesWithLastAttempt = 10;
    private readonly double[] _low = new double[count], _high = [.. Enumerable.Repeat(Unbounded, count)];
    private readonly double[] _current = [.. Enumerable.Repeat(first, count)];

    /// <summary>The constants of a try.</summary>
    /// <param name="search">The number of the try, from 0.</param>
    public float[] Next(int search)
    {
        if (search == searches - 1 && searches >= SearchesWithLastAttempt)
            _high.CopyTo(_current, 0);
        return Array.ConvertAll(_current, constant => (float)constant);
    }

    /// <summary>Takes which images the constants succeeded for.</summary>
    public void Judge(IReadOnlyList<bool> succeeded)
    {
        for (int image = 0; image < count; image++)
        {
            if (succeeded[image])
                _high[image] = Math.Min(_high[image], _current[image]);
            else
                _low[image] = Math.Max(_low[image], _current[image]);
            bool isBounded = _high[image] < Unbounded;
            _current[image] = isBounded ? (_low[image] + _high[image]) / 2 : _current[image] * Factor;
        }
    }
}
