using System.Globalization;
using static TorchSharp.torch;

namespace Overtone.Models.Networks.Naming;

/// <summary>A kind of network and how its sizes are written after its name.</summary>
internal abstract class NetworkFamily
{
    /// <summary>No size in a name is larger.</summary>
    public const int LargestSize = 100_000;

    /// <summary>The first word of its names.</summary>
    public abstract string Prefix { get; }

    /// <summary>How it is named.</summary>
    public abstract NetworkForm Form { get; }

    /// <summary>The fewest pixels that an image may have a side.</summary>
    public virtual int SmallestImage => 1;

    /// <summary>How weights begin where the network's own constructor does not say.</summary>
    protected static Initialisation He { get; } = new(WeightDistribution.Normal, WeightScale.He, 1);

    /// <summary>Reads the sizes.</summary>
    /// <param name="words">What stands between hyphens after the first word.</param>
    /// <returns>All sizes, also those that the name leaves as usual; null where the words are of another form.</returns>
    public abstract IReadOnlyList<int>? ReadSizes(string[] words);

    /// <summary>What is wrong with sizes, as the rest of a sentence; null if nothing.</summary>
    /// <param name="sizes">What <see cref="ReadSizes"/> gave.</param>
    public virtual string? FaultOf(IReadOnlyList<int> sizes) => null;

    /// <summary>The name of the network of such sizes.</summary>
    /// <param name="sizes">What <see cref="ReadSizes"/> gave, without a fault.</param>
    public virtual string Write(IReadOnlyList<int> sizes) => $"{Prefix}-{string.Join('-', sizes)}";

    /// <summary>The network.</summary>
    /// <param name="sizes">What <see cref="ReadSizes"/> gave, without a fault.</param>
    /// <param name="images">The size of an image, large enough.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    public abstract nn.Module<Tensor, Tensor> Create(
        IReadOnlyList<int> sizes, InputSize images, int classes, long seed, Device? device);

    /// <summary>Sizes written plainly, each from 1 to <see cref="LargestSize"/>; null if one is not.</summary>
    protected static int[]? Numbers(string[] words)
    {
        static int Number(string word) =>
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        int[] numbers = [.. words.Select(Number)];
        return numbers.All(number => number is >= 1 and <= LargestSize) ? numbers : null;
    }

    /// <summary>Says which numbers of layers there are, where there are only some.</summary>
    /// <param name="layers">The number asked for.</param>
    /// <param name="more">Layers beside those of the blocks: the numbers that work are 6n + more, for an n of 1 or more.</param>
    /// <returns>Null where the number works.</returns>
    protected static string? FaultOfLayers(int layers, int more)
    {
        int blocks = (layers - more) / 6, below = (6 * blocks) + more;
        if (blocks >= 1 && below == layers)
            return null;
        string nearest = blocks < 1 ? $"the smallest is {6 + more}" : $"the nearest are {below} and {below + 6}";
        return $"has {layers} layers; there are networks of 6n + {more}, and {nearest}";
    }
}
