using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of studies in which deep ReLU networks learn noisy labels of two classes of images.</summary>
public abstract record TwoClassOptions : StudyOptions
{
    /// <summary>The data set.</summary>
    [Option("Data set with classes named as --classes says: digits, mnist, or a folder")]
    public string Data { get; init; } = "digits";

    /// <summary>The classes whose images are -1 and +1.</summary>
    [Option("Names of the two classes: the first is -1, the second +1")]
    public string[] Classes { get; init; } = ["3", "8"];

    /// <summary>Images of the two classes.</summary>
    [Option("Images, in the order of the file; 0 for all", Minimum = 0)]
    public int Images { get; init; }

    /// <summary>Affine maps.</summary>
    [Option("Affine maps, a ReLU after each but the last", Minimum = 2)]
    public int Depth { get; init; } = 6;

    /// <summary>Units of every hidden layer.</summary>
    [Option("Units of every hidden layer", Minimum = 1)]
    public int Width { get; init; } = 64;

    /// <summary>Adam's learning rate.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each on all training images", Minimum = 20)]
    public long Steps { get; init; } = 1500;

    /// <summary>Steps between two records.</summary>
    [Option("Steps between two records", Minimum = 1)]
    public long RecordEvery { get; init; } = 10;

    /// <summary>Networks trained in each setting.</summary>
    [Option("Networks trained in each setting, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;

    /// <summary>The hidden layers' widths.</summary>
    internal int[] Hidden => [.. Enumerable.Repeat(Width, Depth - 1)];

    /// <summary>The data's training part, in which both classes are.</summary>
    /// <exception cref="InvalidOptionException">The data have no such classes.</exception>
    internal Dataset Open(IReadOnlyList<string> roots)
    {
        Dataset data = ImageProblem.Open(Data, roots).Train;
        _ = TwoClasses.Find(data, Classes);
        return data;
    }

    /// <summary>The seeds, cut into blocks that are trained together.</summary>
    internal IReadOnlyList<long[]> Blocks(Dataset data)
    {
        long samples = Images > 0 ? Images : data.Count * 2 / data.ClassNames.Count;
        return SeedBlocks.Cut(Seed, Replicates, SeedBlocks.SizeFor(new PerceptronShape([data.Shape.PixelCount, .. Hidden, 1], Activation.Relu), samples));
    }
}
