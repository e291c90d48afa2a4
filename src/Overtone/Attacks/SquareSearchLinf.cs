using Overtone.Data.Corruptions;
using Overtone.Models;

namespace Overtone.Attacks;

/// <summary>In ℓ∞: vertical stripes of ±ε, then squares moved by ±2ε and cut off at ±ε, each channel by a sign of its own.</summary>
internal sealed class SquareSearchLinf(float[] clean, InputSize size, double epsilon, RandomNumbers random)
    : SquareSearch(clean, size, epsilon, random)
{
    protected override void Begin()
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int column = 0; column < Width; column++)
            {
                float change = (float)(Sign() * Epsilon);
                for (int row = 0; row < Height; row++)
                    Put(Place(channel, row, column), change);
            }
        }
    }

    protected override void Change(int side)
    {
        side = Math.Clamp(side, 1, Shorter);
        int top = Position(side, Height), left = Position(side, Width);
        for (int channel = 0; channel < Channels; channel++)
        {
            float change = (float)(Sign() * 2 * Epsilon);
            for (int row = top; row < top + side; row++)
            {
                for (int column = left; column < left + side; column++)
                    Put(Place(channel, row, column), change);
            }
        }
    }

    private void Put(int place, float change)
    {
        float limit = (float)Epsilon, moved = Math.Clamp(Candidate[place] + change, Clean[place] - limit, Clean[place] + limit);
        Candidate[place] = Math.Clamp(moved, 0, 1);
    }
}
