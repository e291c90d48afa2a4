namespace Overtone.Bench.Demands;

/// <summary>What one image costs a network at least: multiplications and additions of its convolutions and linear layers.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="First">Of the first layer, forward; nobody asks for the gradient of the images when it is trained.</param>
/// <param name="Others">Of all other layers, forward.</param>
internal sealed record NetworkCost(string Name, double First, double Others)
{
    // Weights by positions of a 3 x 3 window, on images of 32 x 32; two operations each.
    public static IReadOnlyList<NetworkCost> All { get; } =
    [
        new("cnn", Layer(32, 3, 16), Layer(16, 16, 32) + (2 * 2048 * 64) + (2 * 64 * 10)),
        new(
            "resnet-8", Layer(32, 3, 16),
            (2 * Layer(32, 16, 16)) + Layer(16, 16, 32) + Layer(16, 32, 32) + Layer(8, 32, 64) + Layer(8, 64, 64) + (2 * 64 * 10)),
    ];

    /// <summary>Operations of an image forward, and backward for weights and layer inputs.</summary>
    public double TrainingOperations => (2 * First) + (3 * Others);

    private static double Layer(int side, int inputs, int outputs) => 2.0 * side * side * 9 * inputs * outputs;
}
