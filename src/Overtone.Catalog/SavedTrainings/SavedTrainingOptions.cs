using Overtone.Studies;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>How errors are taken apart by frequency.</summary>
public enum SpectrumMethod
{
    /// <summary>Fourier transforms along directions of the input space.</summary>
    Projection,

    /// <summary>A Gaussian filter over the whole input space, which splits errors into low and high.</summary>
    Filtering,
}

/// <summary>What frequencies are counted in.</summary>
public enum FrequencyUnit
{
    /// <summary>As <see cref="Input"/> for inputs of one number, else as <see cref="StandardDeviation"/>.</summary>
    Auto,

    /// <summary>Cycles per standard deviation of the projected inputs.</summary>
    StandardDeviation,

    /// <summary>Cycles per unit of the inputs.</summary>
    Input,
}

/// <summary>The options of <see cref="SavedTrainingStudy"/>.</summary>
public sealed record SavedTrainingOptions : StudyOptions
{
    /// <summary>The value of <see cref="Training"/> that stands for the demonstration.</summary>
    public const string Demonstration = "demo";

    /// <summary>Where the predictions are.</summary>
    [Option("Folder of x.npy, y.npy and predictions named by their step (0000.npy, 0010.npy, ...) or in predictions.npy; or an .npz file of the same; 'demo' trains a small network on the embedded digits")]
    public string Training { get; init; } = Demonstration;

    /// <summary>Epochs of the demonstration.</summary>
    [Option("Passes of the demonstration's network over its images", Minimum = 4)]
    public int Epochs { get; init; } = 100;

    /// <summary>Whether predictions are logits.</summary>
    [Option("Take the softmax of the predictions first: for logits of a classifier")]
    public bool Softmax { get; init; }

    /// <summary>Which output's spectrum is taken.</summary>
    [Option("The output (class index) whose spectrum is taken; -1 for all outputs together", Minimum = -1)]
    public int Output { get; init; } = -1;

    /// <summary>The methods.</summary>
    [Option("Methods: projection (Fourier transforms along directions), filtering (low and high part in the whole input space)")]
    public SpectrumMethod[] Methods { get; init; } = [SpectrumMethod.Projection, SpectrumMethod.Filtering];

    /// <summary>A file of directions.</summary>
    [Option("A .npy file with one direction (features,) or several (directions, features); without it the first principal direction of the inputs")]
    public string Directions { get; init; } = "";

    /// <summary>The frequencies.</summary>
    [Option("The frequencies themselves, all of them watched; without them an even grid from 0 on", Minimum = 0, MayBeEmpty = true)]
    public double[] Frequencies { get; init; } = [];

    /// <summary>How many frequencies the grid has.</summary>
    [Option("Frequencies of the grid", Minimum = 2, Maximum = 10_000)]
    public int GridSize { get; init; } = 121;

    /// <summary>The grid's highest frequency.</summary>
    [Option("The grid's highest frequency; 0 for 1.2 cycles per standard deviation, or 20 periods over inputs of one number", Minimum = 0)]
    public double HighestFrequency { get; init; }

    /// <summary>What frequencies are counted in.</summary>
    [Option("Unit of frequencies: cycles per standard-deviation of the projected inputs, or per unit of the input; auto takes input for inputs of one number")]
    public FrequencyUnit Unit { get; init; } = FrequencyUnit.Auto;

    /// <summary>How many frequencies are watched.</summary>
    [Option("Frequencies watched for the order in which they settle: at least this many, the targets' spectral peaks where there are enough", Minimum = 2)]
    public int Watched { get; init; } = 8;

    /// <summary>The error below which a frequency counts as learned.</summary>
    [Option("Relative error below which a frequency counts as learned", Minimum = 0)]
    public double Threshold { get; init; } = 0.2;

    /// <summary>Variances of the filter.</summary>
    [Option("Variances δ of the filter, in squared units of the inputs; without them four from the nearest neighbours' distance to that of all samples", Minimum = 1e-300, MayBeEmpty = true)]
    public double[] Variances { get; init; } = [];

    /// <summary>How many samples are filtered.</summary>
    [Option("Samples that the filter sees, drawn at random; 0 for all (the time grows with their square)", Minimum = 0)]
    public int FilterSamples { get; init; } = 1000;

    /// <summary>Whether predictions still being written are left out.</summary>
    [Option("Leave out prediction files that are still being written, instead of refusing them")]
    public bool SkipUnfinished { get; init; }
}
