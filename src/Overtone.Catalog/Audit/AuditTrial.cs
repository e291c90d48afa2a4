using System.Text.Json.Serialization;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>A model and the images it is audited on: what every trial of an audit reads.</summary>
public sealed record AuditSubject
{
    /// <summary>The model file; the key of the trial that trained it for the demonstration.</summary>
    public required string Model { get; init; }

    /// <summary>Whether <see cref="Model"/> is such a key.</summary>
    public required bool IsDemonstration { get; init; }

    /// <summary>How the model wants its images.</summary>
    public required InputSpec Input { get; init; }

    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>How many images; 0 for all.</summary>
    public required int Images { get; init; }

    /// <summary>The seed of the sample, signs and noise.</summary>
    public required long Seed { get; init; }

    /// <summary>What the model computes with. Left out of the key where it is float32, so that older results stay known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public NumberType Dtype { get; init; }

    /// <summary>Images a batch; before one is chosen, few enough for the memory that large images take.</summary>
    public int BatchSize { get; init; } = 8;
}

/// <summary>One piece of an audit.</summary>
[JsonDerivedType(typeof(DemonstrationTrial), "demonstration")]
[JsonDerivedType(typeof(PreflightTrial), "preflight")]
[JsonDerivedType(typeof(CalibrationTrial), "calibration")]
[JsonDerivedType(typeof(HeatMapTrial), "heat-map")]
[JsonDerivedType(typeof(LayerTrial), "layer")]
[JsonDerivedType(typeof(BandsTrial), "bands")]
[JsonDerivedType(typeof(NoiseTrial), "noise")]
[JsonDerivedType(typeof(SpectrumTrial), "spectrum")]
[JsonDerivedType(typeof(GradientTrial), "gradient")]
[JsonDerivedType(typeof(DtypeTrial), "dtype")]
[JsonDerivedType(typeof(PicturesTrial), "pictures")]
[JsonDerivedType(typeof(CorruptionTrial), "corruption")]
[JsonDerivedType(typeof(AttackTrial), "attack")]
[JsonDerivedType(typeof(AttackControlsTrial), "attack-controls")]
[JsonDerivedType(typeof(FourierAttackTrial), "fourier-attack")]
[JsonDerivedType(typeof(LayerSpectraTrial), "layer-spectra")]
[JsonDerivedType(typeof(KernelTrial), "kernels")]
public abstract record AuditTrial : TrialParameters;

/// <summary>Trains the demonstration's network.</summary>
public sealed record DemonstrationTrial : AuditTrial
{
    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => "training the demonstration's network";
}

/// <summary>A trial that looks at the model.</summary>
public abstract record SubjectTrial : AuditTrial
{
    /// <summary>The model and its images.</summary>
    public required AuditSubject Subject { get; init; }
}

/// <summary>Checks the model, and measures it on the images as they are.</summary>
public sealed record PreflightTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "preflight";
}

/// <summary>Chooses a batch size by timing.</summary>
public sealed record CalibrationTrial : SubjectTrial
{
    /// <summary>Batch sizes to choose from.</summary>
    public required int[] BatchSizes { get; init; }

    /// <summary>How many images the heat map will ask the model about, at most.</summary>
    public required long Evaluations { get; init; }

    /// <inheritdoc/>
    public override string Label => "choosing a batch size";
}

/// <summary>Measures some cells of the heat map on some images.</summary>
public sealed record HeatMapTrial : SubjectTrial
{
    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The cells: canonical members of conjugate pairs, as vertical and horizontal frequency.</summary>
    public required int[][] Cells { get; init; }

    /// <summary>The first image.</summary>
    public required int First { get; init; }

    /// <summary>The number of images.</summary>
    public required int Count { get; init; }

    /// <summary>The key of the preflight, whose clean logits are compared with; empty when logit shifts are not asked for.</summary>
    public required string CleanLogits { get; init; }

    /// <inheritdoc/>
    public override string Label => $"heat map, {Cells.Length} cells from ({Cells[0][0]}, {Cells[0][1]}), images {First + 1}-{First + Count}";
}

/// <summary>Measures how far a layer's activations move at some cells of the heat map, on all images.</summary>
public sealed record LayerTrial : SubjectTrial
{
    /// <summary>The name of the tensor in the ONNX graph.</summary>
    public required string Layer { get; init; }

    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The cells, as in <see cref="HeatMapTrial"/>.</summary>
    public required int[][] Cells { get; init; }

    /// <inheritdoc/>
    public override string Label => $"layer {Layer}, {Cells.Length} cells from ({Cells[0][0]}, {Cells[0][1]})";
}

/// <summary>Measures accuracy and confidence on filtered images.</summary>
public sealed record BandsTrial : SubjectTrial
{
    /// <summary>The shape of the filters.</summary>
    public required BandShape Shape { get; init; }

    /// <summary>Their bandwidths.</summary>
    public required int[] Bandwidths { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Shape)} images";
}

/// <summary>Measures errors under band-limited noise.</summary>
public sealed record NoiseTrial : SubjectTrial
{
    /// <summary>The shape of the noise's band.</summary>
    public required BandShape Shape { get; init; }

    /// <summary>Its bandwidths.</summary>
    public required int[] Bandwidths { get; init; }

    /// <summary>Its norm.</summary>
    public required double Norm { get; init; }

    /// <summary>What the norm is measured over.</summary>
    public required NormMode NormMode { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Shape)} noise";
}

/// <summary>Measures the mean spectrum of the images.</summary>
public sealed record SpectrumTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "spectrum of the images";
}

/// <summary>Measures the first-order sensitivity to every frequency.</summary>
public sealed record GradientTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "gradient sensitivity";
}

/// <summary>Compares the predictions of the subject's number type with those of float32, on clean images and at some cells.</summary>
public sealed record DtypeTrial : SubjectTrial
{
    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The cells, as in <see cref="HeatMapTrial"/>.</summary>
    public required int[][] Cells { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Subject.Dtype)} against float32, {Cells.Length} cells";
}

/// <summary>Keeps some images as they are, perturbed and filtered.</summary>
public sealed record PicturesTrial : SubjectTrial
{
    /// <summary>The places of the images in the sample.</summary>
    public required int[] Images { get; init; }

    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>Along which frequencies.</summary>
    public required PictureOfCell[] Cells { get; init; }

    /// <summary>The radius of the low- and high-pass.</summary>
    public required int Radius { get; init; }

    /// <inheritdoc/>
    public override string Label => $"pictures of {Images.Length} images";
}

/// <summary>A frequency along which pictures are perturbed.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Y">Vertical cycles per image height.</param>
/// <param name="X">Horizontal cycles per image width.</param>
public sealed record PictureOfCell(string Name, int Y, int X)
{
    /// <summary>The frequency.</summary>
    [JsonIgnore]
    public SpatialFrequency Frequency => new(Y, X);

    /// <summary>A named frequency.</summary>
    internal static PictureOfCell Of(string name, SpatialFrequency frequency) => new(name, frequency.Y, frequency.X);
}
