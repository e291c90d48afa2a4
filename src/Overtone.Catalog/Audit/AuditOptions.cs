using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>
/// The options of <see cref="ModelAudit"/>: here those that open a model and its images; each part adds its own, beside its measurement.
/// </summary>
internal sealed partial record AuditOptions : StudyOptions, IPresets<AuditOptions>
{
    /// <summary>The value of <see cref="Model"/> that stands for the demonstration.</summary>
    public const string Demonstration = "demo";

    internal const string ModelGroup = "Model", ImagesGroup = "Images";

    public static AuditOptions Smoke => AuditParts.Smoke(new() { Images = 48, BatchSize = 32, Epochs = 5 });

    public static AuditOptions Paper => new() { Images = 1000 };

    [Option("Model file, ONNX or TorchScript; 'demo' trains a small convolutional network on the embedded digits", Group = ModelGroup)]
    public string Model { get; init; } = Demonstration;

    [Option("Further model files, measured like the first and compared with it", MayBeEmpty = true, Group = ModelGroup)]
    public string[] CompareWith { get; init; } = [];

    [Option("Passes over the training images with which the demonstration is trained", Minimum = 1, Group = ModelGroup)]
    public int Epochs { get; init; } = 20;

    [Option("JSON file that says how the model wants its images (default: MODEL with the ending .json, if it exists)", Group = ModelGroup)]
    public string InputSpec { get; init; } = "";

    [Option("What black and white become first, for example 0,255; auto: what the side file says, else 0,1", Unset = "auto",
        Group = ModelGroup)]
    public double[]? Range { get; init; }

    [Option("Means subtracted from the channels then, for example 0.485,0.456,0.406; auto: what the side file says, else none",
        Unset = "auto", Group = ModelGroup)]
    public double[]? Mean { get; init; }

    [Option("Deviations by which channels are divided then; auto: what the side file says, else none", Unset = "auto", Group = ModelGroup)]
    public double[]? Std { get; init; }

    [Option("Order of the model's channels; auto: what the side file says, else by their number", Unset = "auto", Group = ModelGroup)]
    public ChannelOrder? Channels { get; init; }

    [Option("Layout of the model's input; auto: what the side file says, else as the model has it", Unset = "auto", Group = ModelGroup)]
    public PixelLayout? Layout { get; init; }

    [Option("How images of another size are made to fit; auto: what the side file says, else none", Unset = "auto", Group = ModelGroup)]
    public ResizeRule? Resize { get; init; }

    [Option("Output that holds the logits, where a model has several (default: from the side file)", Group = ModelGroup)]
    public string Output { get; init; } = "";

    [Option("Numbers the model computes with: float32, or bfloat16 (TorchScript only; the predictions that it changes are counted)",
        Group = ModelGroup)]
    public NumberType Dtype { get; init; } = NumberType.Float32;

    [Option("Most memory that opening and trying the model may take, in GiB; auto is 2 GiB and eight times its files",
        Above = 0, Unset = "auto", Group = ModelGroup)]
    public double? ProbeMemory { get; init; }

    [Option("Most seconds that opening and trying the model may take", Minimum = 1, Group = ModelGroup)]
    public double ProbeSeconds { get; init; } = 120;

    [Option("Labelled images: digits, mnist, cifar10, cifar100, tiny-imagenet-10, or a folder (the test part where there is one)",
        Group = ImagesGroup)]
    public string Data { get; init; } = "digits";

    [Option("Images measured, a balanced sample", Minimum = 1, Unset = "all", Group = ImagesGroup)]
    public int? Images { get; init; } = 500;

    [Option("Images a batch; auto chooses by a short measurement", Minimum = 1, Maximum = 4096, Unset = "auto", Group = ImagesGroup)]
    public int? BatchSize { get; init; }

    /// <summary>Whether the demonstration is audited.</summary>
    internal bool IsDemonstration => Model == Demonstration;
}
