namespace Overtone.Catalog;

/// <summary>What papers state for the images of CIFAR-10, 32 pixels a side, on images of other sides.</summary>
internal static class PublishedSize
{
    private const double Side = 32;

    /// <summary>A norm, in proportion to the side.</summary>
    public static double Norm(double published, int side) => published * side / Side;

    /// <summary>An odd bandwidth, in proportion to the side.</summary>
    public static int Bandwidth(int published, int side) => (2 * (int)Math.Floor(published * side / Side / 2)) + 1;
}
