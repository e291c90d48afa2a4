using Overtone.Studies;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>
/// How errors are taken apart by frequency: by Fourier transforms along directions, or by a Gaussian filter over the whole input space.
/// </summary>
internal enum SpectrumMethod
{
    Projection,
    Filtering,
}

/// <summary>
/// What frequencies are counted in: cycles per standard deviation of the projected inputs, or per unit of the inputs; auto takes the second
/// for inputs of one number.
/// </summary>
internal enum FrequencyUnit
{
    Auto,
    StandardDeviation,
    Input,
}

internal sealed record SpectrumOptions : StudyOptions, IPresets<SpectrumOptions>
{
    /// <summary>The value of <see cref="Training"/> that stands for the demonstration.</summary>
    public const string Demonstration = "demo";

    public static SpectrumOptions Smoke => new() { Epochs = 8, FilterSamples = 200, GridSize = 30 };

    public static SpectrumOptions Paper => new() { Epochs = 400 };

    [Option(
        "Folder with x.npy, y.npy and predictions named by step (0000.npy, 0010.npy, ...) or in predictions.npy; or an .npz file "
        + "with the same arrays; 'demo' trains a small network on the built-in digits")]
    public string Training { get; init; } = Demonstration;

    [Option("Training epochs of the demo network", Minimum = 4)]
    public int Epochs { get; init; } = 100;

    [Option("Take the softmax of the predictions first (for a classifier's logits)")]
    public bool Softmax { get; init; }

    [Option("Output (class index) to take the spectrum of; all: all outputs together", Minimum = 0, Unset = "all")]
    public int? Output { get; init; }

    [Option(
        "Methods: projection (Fourier transforms along directions), filtering (low and high parts in the whole input space)")]
    public SpectrumMethod[] Methods { get; init; } = [SpectrumMethod.Projection, SpectrumMethod.Filtering];

    [Option(
        "A .npy file with one direction (features,) or several (directions, features); default: the first principal direction of the "
        + "inputs")]
    public string Directions { get; init; } = "";

    [Option(
        "Frequencies to use, all of them watched; default: an even grid starting at 0", Minimum = 0, MayBeEmpty = true)]
    public double[] Frequencies { get; init; } = [];

    [Option("Frequencies of the grid", Minimum = 2, Maximum = 10_000)]
    public int GridSize { get; init; } = 121;

    [Option(
        "Highest frequency of the grid; auto: 1.2 cycles per standard deviation, or 20 periods for one-dimensional inputs",
        Above = 0, Unset = "auto")]
    public double? HighestFrequency { get; init; }

    [Option(
        "Unit of frequencies: cycles per standard deviation of the projected inputs, or per unit of the input; auto: input for "
        + "one-dimensional inputs")]
    public FrequencyUnit Unit { get; init; } = FrequencyUnit.Auto;

    [Option(
        "Number of frequencies whose settling order is watched, at least; the targets' spectral peaks if there are enough",
        Minimum = 2)]
    public int Watched { get; init; } = 8;

    [Option("Relative error below which a frequency counts as learned", Minimum = 0)]
    public double Threshold { get; init; } = 0.2;

    [Option(
        "Variances δ of the filter, in squared units of the inputs; default: four, from the nearest neighbours' distance to that of "
        + "all samples",
        Above = 0, MayBeEmpty = true)]
    public double[] Variances { get; init; } = [];

    [Option("Number of samples for the filter, drawn at random (time grows with its square)", Minimum = 1, Unset = "all")]
    public int? FilterSamples { get; init; } = 1000;

    [Option("Skip prediction files that are still being written instead of failing")]
    public bool SkipUnfinished { get; init; }
}
