namespace Overtone.Training.Regimes.Augmentation;

/// <summary>Operations that move pixels: each new pixel is the nearest old one, or grey where that lies outside.</summary>
internal static class GeometricOperations
{
    private const int Fraction = 16;

    /// <summary>Shears along rows and columns, around the first corner.</summary>
    public static void Shear(in ByteImage image, double alongRows, double alongColumns) =>
        Move(image, (1, alongRows, 0), (alongColumns, 1, 0));

    /// <summary>Moves to the right and down.</summary>
    public static void Translate(in ByteImage image, int right, int down) => Move(image, (1, 0, -right), (0, 1, -down));

    /// <summary>Turns counterclockwise around the centre.</summary>
    public static void Rotate(in ByteImage image, double degrees)
    {
        double angle = -degrees * Math.PI / 180, cosine = Math.Cos(angle), sine = Math.Sin(angle);
        double x = image.Width / 2.0, y = image.Height / 2.0;
        Move(image, (cosine, sine, x - (cosine * x) - (sine * y)), (-sine, cosine, y + (sine * x) - (cosine * y)));
    }

    // Where a new pixel's centre comes from: x' = a x + b y + c, and likewise y'; in 65536ths of a pixel, which decides ties.
    private static void Move(in ByteImage image, (double A, double B, double C) across, (double A, double B, double C) down)
    {
        (int height, int width) = (image.Height, image.Width);
        image.Pixels.CopyTo(image.Room);
        image.Pixels.Fill(ByteImage.Outside);
        Span<byte> red = image.Plane(0), green = image.Plane(1), blue = image.Plane(2);
        ReadOnlySpan<byte> oldRed = image.RoomPlane(0), oldGreen = image.RoomPlane(1), oldBlue = image.RoomPlane(2);
        int firstX = Fixed(across.C + ((across.A + across.B) / 2)), firstY = Fixed(down.C + ((down.A + down.B) / 2));
        (int xByColumn, int xByRow, int yByColumn, int yByRow) = (Fixed(across.A), Fixed(across.B), Fixed(down.A), Fixed(down.B));
        for (int row = 0; row < height; row++)
        {
            (int x, int y) = (firstX, firstY);
            for (int to = row * width; to < (row + 1) * width; to++)
            {
                (int fromColumn, int fromRow) = (x >> Fraction, y >> Fraction);
                if ((uint)fromColumn < (uint)width && (uint)fromRow < (uint)height)
                {
                    int from = (fromRow * width) + fromColumn;
                    (red[to], green[to], blue[to]) = (oldRed[from], oldGreen[from], oldBlue[from]);
                }

                (x, y) = (x + xByColumn, y + yByColumn);
            }

            (firstX, firstY) = (firstX + xByRow, firstY + yByRow);
        }
    }

    private static int Fixed(double pixels) => (int)Math.Floor((pixels * (1 << Fraction)) + 0.5);
}
