namespace Overtone.Catalog.Tests.FourierRobustness;

/// <summary>Made-up shares at high frequencies of what corruptions change, much like those of CIFAR-10.</summary>
internal static class CorruptionShares
{
    internal static IReadOnlyDictionary<string, double> All { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["gaussian_noise"] = 0.7,
        ["shot_noise"] = 0.7,
        ["impulse_noise"] = 0.7,
        ["defocus_blur"] = 0.5,
        ["glass_blur"] = 0.47,
        ["motion_blur"] = 0.26,
        ["zoom_blur"] = 0.27,
        ["snow"] = 0.1,
        ["frost"] = 0.02,
        ["fog"] = 0.04,
        ["brightness"] = 0.01,
        ["contrast"] = 0.08,
        ["elastic_transform"] = 0.27,
        ["pixelate"] = 0.42,
        ["jpeg_compression"] = 0.51,
    };
}
