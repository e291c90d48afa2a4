using Overtone.Data.Corruptions;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>How the heat map is measured.</summary>
public enum HeatMapMethod
{
    /// <summary>By perturbing images along each frequency.</summary>
    Perturbation,

    /// <summary>As above, and beside it the first-order sensitivity from gradients (TorchScript models and the demonstration).</summary>
    Gradient,
}

/// <summary>The options of <see cref="ModelAudit"/>.</summary>
public sealed record AuditOptions : StudyOptions
{
    /// <summary>The value of <see cref="Model"/> that stands for the demonstration.</summary>
    public const string Demonstration = "demo";

    /// <summary>The model file.</summary>
    [Option("Model file, ONNX or TorchScript; 'demo' trains a small convolutional network on the embedded digits")]
    public string Model { get; init; } = Demonstration;

    /// <summary>Further models, each measured like the first and compared with it.</summary>
    [Option("Further model files, measured like the first and compared with it", MayBeEmpty = true)]
    public string[] CompareWith { get; init; } = [];

    /// <summary>Most memory that opening and trying a model may take.</summary>
    [Option("Most memory that opening and trying the model may take, in GiB; 0 for 2 GiB and eight times its files", Minimum = 0)]
    public double ProbeMemory { get; init; }

    /// <summary>Most seconds that opening and trying a model may take.</summary>
    [Option("Most seconds that opening and trying the model may take", Minimum = 1)]
    public double ProbeSeconds { get; init; } = 120;

    /// <summary>The data set.</summary>
    [Option("Labelled images: digits, mnist, cifar10, tiny-imagenet-10, or a folder (the test part where there is one)")]
    public string Data { get; init; } = "digits";

    /// <summary>Images measured.</summary>
    [Option("Images measured, a balanced sample; 0 for all", Minimum = 0)]
    public int Images { get; init; } = 500;

    /// <summary>The norm of the perturbations.</summary>
    [Option("l2 norm of the heat map's perturbations, pixels in [0, 1]; 0 for 4 at 32 pixels, 15.7 at 224 and 2 for the demonstration", Minimum = 0)]
    public double Norm { get; init; }

    /// <summary>What norms are measured over.</summary>
    [Option("What norms are measured over: each channel or the whole image")]
    public NormMode NormMode { get; init; } = NormMode.PerChannel;

    /// <summary>The phase of the waves.</summary>
    [Option("Phase of the waves at the top left pixel, in radians: a number, or pi/4 and the like")]
    public string Phase { get; init; } = "0";

    /// <summary>The signs of the perturbations.</summary>
    [Option("Sign of the perturbations: paper (random for each image and channel) or none")]
    public SignRule Sign { get; init; } = SignRule.Paper;

    /// <summary>Whether perturbed pixels are cut off at 0 and 1.</summary>
    [Option("Whether perturbed pixels are cut off at 0 and 1, which makes the norm smaller")]
    public bool Clip { get; init; }

    /// <summary>The side of the central square of frequencies.</summary>
    [Option("Side of the central square of frequencies; 0 for the whole plane up to 64 pixels and 63 beyond", Minimum = 0)]
    public int Region { get; init; }

    /// <summary>The distance between measured frequencies.</summary>
    [Option("Distance between measured frequencies, in cycles per image", Minimum = 1)]
    public int Stride { get; init; } = 1;

    /// <summary>What the heat map's picture shows.</summary>
    [Option("What the heat map shows: error, loss, logit-shift (distance from the clean logits), or layer:NAME (distance of an ONNX layer's activations from the clean ones, beside the error)")]
    public string Metric { get; init; } = "error";

    /// <summary>The half-width of the adaptive map's intervals.</summary>
    [Option("Measure each cell only until its 95 % interval is this narrow (plus or minus; twice that between frequencies that are clearly low or high), for example 0.05; 0 for the exact map", Minimum = 0, Maximum = 0.5)]
    public double Precision { get; init; }

    /// <summary>How the heat map is measured.</summary>
    [Option("How the heat map is measured; gradient adds the first-order sensitivity beside it")]
    public HeatMapMethod Method { get; init; } = HeatMapMethod.Perturbation;

    /// <summary>The bandwidths of the sweeps.</summary>
    [Option("Bandwidths of the sweeps, odd numbers in cycles per image; 0 for a range that fits the images", Minimum = 0)]
    public int[] Bandwidths { get; init; } = [0];

    /// <summary>The norm of the band-limited noise.</summary>
    [Option("l2 norm of band-limited noise, pixels in [0, 1]; 0 for twice the heat map's", Minimum = 0)]
    public double NoiseNorm { get; init; }

    /// <summary>The corruptions.</summary>
    [Option("Corruptions of CIFAR-10-C to measure, at five severities each: all, benchmark (the 15 of the mean corruption error), none, or names such as fog,gaussian_noise")]
    public string[] Corruptions { get; init; } = ["all"];

    /// <summary>A folder of images that are corrupted already.</summary>
    [Option("Folder with the same images corrupted, as CIFAR-10-C is published (NAME.npy and labels.npy), measured in place of corruptions made here")]
    public string CorruptedData { get; init; } = "";

    /// <summary>Whether the published program's quirks are kept.</summary>
    [Option("Whether corruptions keep the published program's quirks (faithful) or not (corrected)")]
    public CorruptionMode CorruptionMode { get; init; } = CorruptionMode.Faithful;

    /// <summary>Pictures of ice for frost.</summary>
    [Option("Folder with pictures of ice for the corruption frost (default: ice made by a procedure; the published photographs may not be passed on)")]
    public string Frost { get; init; } = "";

    /// <summary>The attacks.</summary>
    [Option("Attacks: auto (all that the model allows), none, or names: fgsm and pgd need a TorchScript model, fourier works on any")]
    public string[] Attacks { get; init; } = ["auto"];

    /// <summary>Images attacked.</summary>
    [Option("Images attacked by gradient, the first of the sample; 0 for all", Minimum = 0)]
    public int AttackImages { get; init; } = 200;

    /// <summary>The radius of the attacks in ℓ∞.</summary>
    [Option("Largest change of a pixel by attacks in l-infinity, pixels being in [0, 1]; 8/255 = 0.0314", Minimum = 0, Maximum = 1)]
    public double EpsilonLinf { get; init; } = 0.0314;

    /// <summary>The radius of the attacks in ℓ2.</summary>
    [Option("l2 norm of attacks over the whole image; 0 for what 0.5 is on CIFAR-10, by the number of pixels", Minimum = 0)]
    public double EpsilonL2 { get; init; }

    /// <summary>The layers whose feature maps are transformed.</summary>
    [Option("Layers whose feature maps' spectra are shown: auto (convolutions and transformer blocks of an ONNX model, the demonstration's convolutions), none, or names of inner tensors")]
    public string[] Layers { get; init; } = ["auto"];

    /// <summary>What is averaged in the layers' spectra.</summary>
    [Option("Whether layers' spectra are means of logarithms over channels and images, or logarithms of means")]
    public AmplitudeAverage LayerAverage { get; init; } = AmplitudeAverage.MeanOfLog;

    /// <summary>Where the layers' spectra are read.</summary>
    [Option("Whether layers' spectra are read along the diagonal or on rings")]
    public SpectrumPath LayerPath { get; init; } = SpectrumPath.Diagonal;

    /// <summary>The window of the layers' spectra.</summary>
    [Option("Window of the layers' spectra")]
    public SpectrumWindow LayerWindow { get; init; } = SpectrumWindow.None;

    /// <summary>What the layers' spectra are shifted by.</summary>
    [Option("Whether each layer's log amplitude is shown against that at its zero frequency, or as it is")]
    public AmplitudeShift LayerShift { get; init; } = AmplitudeShift.ZeroFrequency;

    /// <summary>The logarithm of the layers' spectra.</summary>
    [Option("Logarithm of the layers' spectra: natural, or decimal (base 10)")]
    public AmplitudeLogarithm LayerLog { get; init; } = AmplitudeLogarithm.Natural;

    /// <summary>The layer that the others are shown against.</summary>
    [Option("Layer whose spectrum is subtracted from the others', or 'input' for that of the images (default: none)")]
    public string LayerReference { get; init; } = "";

    /// <summary>The output that holds the logits.</summary>
    [Option("Output that holds the logits, where a model has several (default: from the side file)")]
    public string Output { get; init; } = "";

    /// <summary>The side file.</summary>
    [Option("JSON file that says how the model wants its images (default: MODEL with the ending .json, if it exists)")]
    public string InputSpec { get; init; } = "";

    /// <summary>The range of pixels.</summary>
    [Option("What black and white become first, for example 0,255 (default: from the side file, else 0,1)")]
    public string Range { get; init; } = "";

    /// <summary>Means subtracted from the channels.</summary>
    [Option("Means subtracted from the channels then, for example 0.485,0.456,0.406 (default: from the side file, else none)")]
    public string Mean { get; init; } = "";

    /// <summary>Deviations the channels are divided by.</summary>
    [Option("Deviations by which channels are divided then (default: from the side file, else none)")]
    public string Std { get; init; } = "";

    /// <summary>The order of channels.</summary>
    [Option("Order of the model's channels: rgb, bgr or grey (default: from the side file, else by their number)")]
    public string Channels { get; init; } = "";

    /// <summary>The layout of a batch.</summary>
    [Option("Layout of the model's input: nchw or nhwc (default: from the side file, else from the model)")]
    public string Layout { get; init; } = "";

    /// <summary>How images of another size are made to fit.</summary>
    [Option("How images of another size are made to fit: none, resize or resize-and-crop (default: from the side file, else none)")]
    public string Resize { get; init; } = "";

    /// <summary>What the model computes with.</summary>
    [Option("Numbers the model computes with: float32, or bfloat16 (TorchScript only; the predictions that it changes are counted)")]
    public NumberType Dtype { get; init; } = NumberType.Float32;

    /// <summary>Images a batch.</summary>
    [Option("Images a batch; 0 to choose by a short measurement", Minimum = 0, Maximum = 4096)]
    public int BatchSize { get; init; }
}
