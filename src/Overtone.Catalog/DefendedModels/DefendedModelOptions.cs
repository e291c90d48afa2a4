using Overtone.Catalog.Audit;
using Overtone.Catalog.PostAveraging;
using Overtone.Studies;

namespace Overtone.Catalog.DefendedModels;

/// <summary>A defence that can be written into a file.</summary>
internal enum WrittenDefence
{
    /// <summary>Post-averaging along random directions, drawn once.</summary>
    PostAveraging,
}

/// <summary>What is averaged.</summary>
internal enum WrittenOutput
{
    /// <summary>Probabilities.</summary>
    Softmax,

    /// <summary>Logits.</summary>
    Logits,
}

/// <summary>The options of <see cref="DefendedModelStudy"/>.</summary>
internal sealed record DefendedModelOptions : ModelOptions, IPresets<DefendedModelOptions>
{
    internal const string DefenceGroup = "Defence", AttackGroup = "Attacks that judge it";

    public static DefendedModelOptions Smoke => new()
    {
        Images = 8,
        BatchSize = 16,
        Epochs = 5,
        Epsilon = "0.1",
        Directions = 2,
        Steps = 3,
        Queries = 5,
    };

    public static DefendedModelOptions Quick => new() { Images = 50 };

    public static DefendedModelOptions Thorough => Quick;

    public static DefendedModelOptions Paper => new()
    {
        Images = 1000,
        Steps = 100,
        Queries = 20000,
    };

    [Option("Defence: post-averaging (the mean of the answers at the image and at points around it, along random directions that are "
        + "drawn once)", IsBasic = true, Group = DefenceGroup)]
    public WrittenDefence With { get; init; } = WrittenDefence.PostAveraging;

    [Option("Number K of directions; the mean is over 6K + 1 points, each of which costs as much as an image does without the defence",
        Minimum = 1, IsBasic = true, Group = DefenceGroup)]
    public int Directions { get; init; } = 15;

    [Option("Radius R of the mean, an ℓ2 norm over all pixels in [0, 1]; auto: in the published proportion to ε, 1.36 for 8/255 on 32 by "
        + "32 pixels in colour", Above = 0, Unset = "auto", IsBasic = true, Group = DefenceGroup)]
    public double? Radius { get; init; }

    [Option("What is averaged: softmax (as published) or logits", Group = DefenceGroup)]
    public WrittenOutput Average { get; init; } = WrittenOutput.Softmax;

    [Option("Bound of the attacks in linf, for pixels in [0, 1], as a number or a fraction", IsBasic = true, Group = AttackGroup)]
    public string Epsilon { get; init; } = "8/255";

    [Option("Gradient steps of the attacks", Minimum = 1, IsBasic = true, Group = AttackGroup)]
    public int Steps { get; init; } = 20;

    [Option("The most often an attack by scores asks about an image", Minimum = 1, IsBasic = true, Group = AttackGroup)]
    public int Queries { get; init; } = 100;

    /// <summary>The defence of images of a size.</summary>
    /// <param name="pixels">Pixels of an image, all channels counted.</param>
    /// <param name="epsilon">ε, which says what the usual radius is.</param>
    public ChosenDefence DefenceFor(int pixels, double epsilon) =>
        new(Directions, Radius ?? Math.Round(PublishedRadius.For(epsilon, pixels), 4), Average, Seed);
}
