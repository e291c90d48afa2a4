using Overtone.Data.Corruptions;
using Overtone.Models;

namespace Overtone.Attacks;

/// <summary>
/// In ℓ2: a grid of 5×5 patches, each of two pyramids of opposite sign, then a window takes over the norm of a second one and of what the
/// ball leaves, in the direction of its own change plus a new patch. The whole is scaled to ε each time, then cut off at the box.
/// </summary>
internal sealed class SquareSearchL2(float[] clean, InputSize size, double epsilon, RandomNumbers random)
    : SquareSearch(clean, size, epsilon, random)
{
    private const int PatchesAlong = 5, LeastSide = 3;
    private const double Tiny = 1e-12;
    private readonly double[] _change = new double[clean.Length];

    protected override void Begin()
    {
        Array.Clear(_change);
        int side = Math.Max(Shorter / PatchesAlong, 1);
        for (int top = (Height % side) / 2; top + side <= Height; top += side)
        {
            for (int left = (Width % side) / 2; left + side <= Width; left += side)
            {
                double[,] patch = Patch(side);
                for (int channel = 0; channel < Channels; channel++)
                    Set(channel, top, left, patch, Sign());
            }
        }

        Finish();
    }

    protected override void Change(int side)
    {
        side = Math.Max(side, LeastSide);
        side = Math.Min(side % 2 == 0 ? side + 1 : side, Shorter);
        for (int place = 0; place < _change.Length; place++)
            _change[place] = (double)Candidate[place] - Clean[place];
        int top = Position(side, Height), left = Position(side, Width), fromTop = Position(side, Height), fromLeft = Position(side, Width);
        double left2 = Math.Max((Epsilon * Epsilon) - _change.Sum(change => change * change), 0) / Channels;
        double[,] patch = Patch(side);
        for (int channel = 0; channel < Channels; channel++)
        {
            double own = SquareOf(channel, top, left, side, null), other = SquareOf(channel, fromTop, fromLeft, side, (top, left, side));
            double[,] next = Scaled(patch, Sign());
            Each(side, (row, column) => next[row, column] += _change[Place(channel, top + row, left + column)] / (Tiny + Math.Sqrt(own)));
            double norm = Math.Sqrt(next.Cast<double>().Sum(number => number * number));
            Each(side, (row, column) => _change[Place(channel, fromTop + row, fromLeft + column)] = 0);
            Set(channel, top, left, next, Math.Sqrt(left2 + own + other) / (Tiny + norm));
        }

        Finish();
    }

    // Two pyramids of opposite sign side by side or one above the other, of norm 1.
    private double[,] Patch(int side)
    {
        double[,] patch = new double[side, side];
        bool isTurned = Sign() > 0;
        int half = side / 2;
        double[,] first = Pyramid(half, side), second = Pyramid(side - half, side);
        Each(side, (row, column) =>
        {
            double height = row < half ? first[row, column] : -second[row - half, column];
            patch[isTurned ? column : row, isTurned ? row : column] = height;
        });
        double norm = Math.Sqrt(patch.Cast<double>().Sum(number => number * number));
        return Scaled(patch, 1 / (Tiny + norm));
    }

    // Nested rectangles around the centre, each adding 1 / n² to those inside it.
    private static double[,] Pyramid(int rows, int columns)
    {
        double[,] heights = new double[rows, columns];
        int centreRow = rows / 2, centreColumn = columns / 2;
        double square = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int first = Math.Max(Math.Abs(row - centreRow), Math.Abs(column - centreColumn));
                for (int ring = first; ring <= Math.Max(centreRow, centreColumn); ring++)
                    heights[row, column] += 1.0 / ((ring + 1) * (ring + 1));
                square += heights[row, column] * heights[row, column];
            }
        }

        return Scaled(heights, 1 / (Tiny + Math.Sqrt(square)));
    }

    private static double[,] Scaled(double[,] numbers, double scale)
    {
        double[,] scaled = (double[,])numbers.Clone();
        for (int row = 0; row < numbers.GetLength(0); row++)
        {
            for (int column = 0; column < numbers.GetLength(1); column++)
                scaled[row, column] *= scale;
        }

        return scaled;
    }

    private static void Each(int side, Action<int, int> action)
    {
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
                action(row, column);
        }
    }

    private void Set(int channel, int top, int left, double[,] patch, double scale) => Each(
        patch.GetLength(0), (row, column) => _change[Place(channel, top + row, left + column)] = patch[row, column] * scale);

    // The squared norm of a channel's change in a window, without what lies in another.
    private double SquareOf(int channel, int top, int left, int side, (int Top, int Left, int Side)? without)
    {
        double sum = 0;
        Each(side, (row, column) =>
        {
            int y = top + row, x = left + column;
            bool isOut = without is { } other && y >= other.Top && y < other.Top + other.Side && x >= other.Left
                && x < other.Left + other.Side;
            double change = isOut ? 0 : _change[Place(channel, y, x)];
            sum += change * change;
        });
        return sum;
    }

    private void Finish()
    {
        double norm = Math.Sqrt(_change.Sum(change => change * change));
        for (int place = 0; place < _change.Length; place++)
            Candidate[place] = (float)Math.Clamp(Clean[place] + (_change[place] / (Tiny + norm) * Epsilon), 0, 1);
    }
}
