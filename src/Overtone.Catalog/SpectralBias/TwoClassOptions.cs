using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of studies in which deep ReLU networks learn noisy labels of two classes of images.</summary>
internal abstract record TwoClassOptions : StudyOptions
{
    [Option("Data set with the classes named by --classes: digits, planted, mnist, or a folder")]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = "digits";

    [Option("Names of the two classes: the first is -1, the second +1")]
    public string[] Classes { get; init; } = ["3", "8"];

    [Option("Number of images, in the order of the file", Minimum = 1, Unset = "all")]
    public int? Images { get; init; }

    [Option("Number of affine maps, with a ReLU after each but the last", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Depth { get; init; } = 6;

    [Option("Units in every hidden layer", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Width { get; init; } = 64;

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 5e-4;

    [Option("Training steps, each on all training images", Minimum = 20, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 1500;

    [Option("Steps between two records", Minimum = 1, Reduced = Reduced.WhenMore)]
    public long RecordEvery { get; init; } = 10;

    [Option("Networks trained in each setting, each from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    internal int[] Hidden => [.. Enumerable.Repeat(Width, Depth - 1)];

    /// <summary>The seeds, cut into ensembles that are trained together.</summary>
    /// <exception cref="InvalidOptionException">The data have no such classes.</exception>
    internal IReadOnlyList<long[]> Ensembles(IReadOnlyList<string> roots)
    {
        Dataset data = ImageProblem.Open(Data, roots).Train;
        if (Classes.Length != 2 || Classes[0] == Classes[1] || !Classes.All(data.ClassNames.Contains))
            throw new InvalidOptionException(
                "--classes", string.Join(',', Classes), $"two of {string.Join(", ", data.ClassNames)}, the classes of {data.Name}");
        long samples = Images ?? data.Count * 2 / data.ClassNames.Count;
        PerceptronShape shape = new([data.Shape.PixelCount, .. Hidden, 1], Activation.Relu);
        return SeedEnsembles.Cut(Seed, Replicates, shape, samples);
    }
}

/// <summary>An ensemble of networks that learn noisy labels of two classes of images.</summary>
internal abstract record TwoClassTrial(
    string Data, string[] Classes, int? Images, int[] Hidden, double LearningRate, long Steps, long RecordEvery, long[] Seeds)
    : TrialParameters
{
    internal TwoClasses Load(IReadOnlyList<string> roots, TorchSharp.torch.Device device) =>
        TwoClasses.Of(ImageProblem.Open(Data, roots).Train, Classes[0], Classes[1], Images, device);
}
