using Overtone.Studies;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>The options of <see cref="FourierFeaturesStudy"/>.</summary>
public sealed record FourierFeaturesOptions : StudyOptions
{
    /// <summary>The data set.</summary>
    [Option("Images: digits, mnist, cifar10, tiny-imagenet-10, or a folder; small ones are enlarged by repeating pixels")]
    public string Data { get; init; } = "digits";

    /// <summary>The side of the image that is fitted.</summary>
    [Option("Side of the grey image that is fitted, in pixels", Minimum = 16)]
    public int Size { get; init; } = 40;

    /// <summary>The standard deviations of random frequencies.</summary>
    [Option("Standard deviations σ of the random frequencies, in shares of the image's Nyquist frequency, from too small to too large (at least four)", Minimum = 1e-6)]
    public double[] Deviations { get; init; } = [0.01, 0.04, 0.15, 0.5, 2];

    /// <summary>How many random frequencies there are.</summary>
    [Option("Random frequencies, a sine and a cosine each", Minimum = 1)]
    public int Features { get; init; } = 64;

    /// <summary>Hidden widths.</summary>
    [Option("Hidden widths; each part of the multi-scale network has them divided by the square root of the number of scales, which gives it as many weights", Minimum = 1)]
    public int[] Widths { get; init; } = [96, 96];

    /// <summary>How many scales there are.</summary>
    [Option("Scales 1, 2, 4, ... of the multi-scale network", Minimum = 1, Maximum = 12)]
    public int Scales { get; init; } = 6;

    /// <summary>ω₀ of the sine network.</summary>
    [Option("Frequency of the sine network's layers", Minimum = 1e-6)]
    public double SineFrequency { get; init; } = 30;

    /// <summary>The learning rate.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>The learning rate of sines.</summary>
    [Option("Learning rate of Adam for the sine network", Minimum = 1e-12)]
    public double SineLearningRate { get; init; } = 5e-4;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each on all training pixels", Minimum = 10)]
    public long Steps { get; init; } = 300;

    /// <summary>Images, each with networks of its own.</summary>
    [Option("Images, each with networks and a half of the pixels of its own", Minimum = 1)]
    public int Replicates { get; init; } = 6;
}

/// <summary>What a trial of <see cref="FourierFeaturesStudy"/> reads: one network on one image.</summary>
public sealed record FourierFeaturesTrial : TrialParameters
{
    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>The image's side.</summary>
    public required int Size { get; init; }

    /// <summary>The network.</summary>
    public required CoordinateNetwork Network { get; init; }

    /// <summary>What it is trained on.</summary>
    public required TrainingPixels Pixels { get; init; }

    /// <summary>How many random frequencies there are.</summary>
    public required int Features { get; init; }

    /// <summary>Hidden widths.</summary>
    public required int[] Widths { get; init; }

    /// <summary>How many scales there are.</summary>
    public required int Scales { get; init; }

    /// <summary>ω₀ of the sine network.</summary>
    public required double SineFrequency { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Whether the fitted image is kept.</summary>
    public required bool KeepImage { get; init; }

    /// <summary>The replicate's seed: image, half of the pixels and weights follow from it.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Network.Name}, {StudyText.Kebab(Pixels)}, seed {Seed}";
}
