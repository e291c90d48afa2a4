using Overtone.Catalog.TrainedNetworks;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>The spectra of one network behind every defence.</summary>
internal sealed record SpectraTrial(
    AveragedNetwork Network, string Data, int Images, double Epsilon, int Directions, double Radius, LineSampling Lines,
    HeatMapSampling Map, long Seed) : AveragingTrial(Network, Data, Images, Epsilon, Seed)
{
    // The points of several images at once: most time would go into small batches.
    private const int BatchSize = 256;

    public override string Label => $"spectra of {Network}";

    public override OpenNetwork Open(Recorder to, Device device) =>
        new(Network.Key, TestImages(to.Environment), to, device, BatchSize);
}

/// <summary>Which lines are looked at.</summary>
/// <param name="Count">Lines of each kind of direction, each through another test image.</param>
/// <param name="HalfLength">Half their length, in units of R.</param>
/// <param name="Samples">Samples of each.</param>
/// <param name="Draws">Draws of each random defence.</param>
internal sealed record LineSampling(int Count, double HalfLength, int Samples, int Draws);

/// <summary>How heat maps are taken.</summary>
/// <param name="Images">Of how many test images.</param>
/// <param name="Stride">Distance of the frequencies, in cycles per image.</param>
/// <param name="Norm">ℓ2 norm of the wave in each channel; null for the published one.</param>
internal sealed record HeatMapSampling(int Images, int Stride, double? Norm);
