using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Layers;

/// <summary>How rough a kernel is: one of the model's first convolution, or a random one.</summary>
[Table("kernel_smoothness")]
internal sealed record KernelRoughness(
    string Kernels, int Kernel, int Channel, [Unit("pixels")] long Size, double TotalVariation, double HighFrequencyRatio)
{
    /// <summary>Whose kernels.</summary>
    public const string Model = "the model's", Random = "random";
}

/// <summary>A pixel of a kernel's picture, in grey.</summary>
[Table("kernel_pictures")]
internal readonly record struct GreyKernelPixel(string Kernel, int Row, int Column, double Grey);

/// <summary>A pixel of a kernel's picture, of three input channels.</summary>
[Table("kernel_pictures")]
internal readonly record struct ColourKernelPixel(string Kernel, int Row, int Column, double Red, double Green, double Blue);

/// <summary>The amplitude of a layer's feature maps at a frequency; layers count from 1.</summary>
[Table("layer_spectra")]
internal sealed record LayerAmplitude(
    string Layer, int Depth, long Channels, long Height, long Width, [Unit("of the layer's Nyquist frequency")] double Frequency,
    double LogAmplitude);

/// <summary>A layer without a spectrum, and why.</summary>
[Table("layer_omissions")]
internal sealed record LayerOmission(string Layer, string Reason);
