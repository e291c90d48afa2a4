using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>The options that open a model and its images: those of every study of a user's model.</summary>
internal abstract record ModelOptions : StudyOptions
{
    /// <summary>The value of <see cref="Model"/> that stands for the demonstration.</summary>
    public const string Demonstration = "demo";

    internal const string ModelGroup = "Model", ImagesGroup = "Images";

    [Option("Model file (ONNX or TorchScript); 'demo' trains a small convolutional network on the built-in digits", Group = ModelGroup)]
    public string Model { get; init; } = Demonstration;

    [Option("Training epochs of the demo network", Minimum = 1, Group = ModelGroup)]
    public int Epochs { get; init; } = 20;

    [Option("JSON file that describes the model's input (default: the model's path with the extension .json, if it "
        + "exists)", Group = ModelGroup)]
    public string InputSpec { get; init; } = "";

    [Option("Values that black and white pixels are mapped to, for example 0,255; auto: from the side file, else 0,1", Unset = "auto",
        IsBasic = true, Group = ModelGroup)]
    public double[]? Range { get; init; }

    [Option("Mean of each channel, subtracted after that, for example 0.485,0.456,0.406; auto: from the side file, else none",
        Unset = "auto", IsBasic = true, Group = ModelGroup)]
    public double[]? Mean { get; init; }

    [Option("Standard deviation of each channel, divided by after that; auto: from the side file, else "
        + "none", Unset = "auto", IsBasic = true, Group = ModelGroup)]
    public double[]? Std { get; init; }

    [Option("Channel order of the model's input; auto: from the side file, else RGB or grey, by the number of "
        + "channels", Unset = "auto", Group = ModelGroup)]
    public ChannelOrder? Channels { get; init; }

    [Option("Layout of the model's input; auto: from the side file, else from the model", Unset = "auto", Group = ModelGroup)]
    public PixelLayout? Layout { get; init; }

    [Option("How images of another size are fitted to the model; auto: from the side file, else none", Unset = "auto",
        IsBasic = true, Group = ModelGroup)]
    public ResizeRule? Resize { get; init; }

    [Option("Shorter side in pixels before the centre crop (implies --resize resize-and-crop); auto: from the side file",
        Minimum = 1, Unset = "auto", Group = ModelGroup)]
    public int? ResizeTo { get; init; }

    [Option("Name of the output with the logits, if the model has several (default: from the side file)", Group = ModelGroup)]
    public string Output { get; init; } = "";

    [Option("Memory limit for opening and trying out the model, in GiB; auto: 2 GiB plus eight times the size of its files",
        Above = 0, Unset = "auto", Group = ModelGroup)]
    public double? ProbeMemory { get; init; }

    [Option("Time limit for opening and trying out the model, in seconds", Minimum = 1, Group = ModelGroup)]
    public double ProbeSeconds { get; init; } = 120;

    [Option("Labelled images, required for your own model: digits, planted, mnist, cifar10, cifar100, tiny-imagenet-10, or a folder (its "
        + "test split, if any)", IsBasic = true, Group = ImagesGroup)]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = "digits";

    [Option("Number of images to measure, a class-balanced sample", Minimum = 1, Unset = "all", IsBasic = true, Group = ImagesGroup)]
    public int? Images { get; init; } = 500;

    [Option("Batch size; auto: chosen by a short timing run", Minimum = 1, Maximum = 4096, Unset = "auto", Group = ImagesGroup)]
    public int? BatchSize { get; init; }

    /// <summary>Whether the model is the demonstration's.</summary>
    internal bool IsDemonstration => Model == Demonstration;
}
