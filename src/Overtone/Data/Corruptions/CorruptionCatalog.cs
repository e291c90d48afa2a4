using Overtone.Data.Corruptions.Kinds;

namespace Overtone.Data.Corruptions;

/// <summary>
/// The 19 corruptions of CIFAR-10-C.
/// Source: 1903.12261, section 4, and the program that made CIFAR-10-C (hendrycks/robustness).
/// </summary>
public static class CorruptionCatalog
{
    /// <summary>All, the 15 of the benchmark first, in the published order.</summary>
    public static IReadOnlyList<Corruption> All { get; } =
    [
        new GaussianNoise(), new ShotNoise(), new ImpulseNoise(),
        new DefocusBlur(), new GlassBlur(), new MotionBlur(), new ZoomBlur(),
        new Snow(), new Frost(), new Fog(), new Brightness(),
        new Contrast(), new ElasticTransform(), new Pixelate(), new JpegCompression(),
        new SpeckleNoise(), new GaussianBlur(), new Spatter(), new Saturate(),
    ];

    /// <summary>The 15 of the benchmark.</summary>
    public static IReadOnlyList<Corruption> Benchmark { get; } = [.. All.Where(corruption => corruption.IsBenchmark)];

    /// <summary>All that can be applied to images of a shape.</summary>
    /// <param name="shape">The shape; of grey images, those that need colour are left out.</param>
    public static IReadOnlyList<Corruption> For(ImageShape shape) =>
        [.. All.Where(corruption => !corruption.NeedsColour || shape.Channels == 3)];

    /// <summary>The corruption of a name.</summary>
    /// <param name="name">The published name, for example <c>gaussian_noise</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message lists all.</exception>
    public static Corruption Named(string name) => All.FirstOrDefault(corruption => corruption.Name == name) ?? throw new ArgumentException(
        $"found corruption \"{name}\", expected one of {string.Join(", ", All.Select(corruption => corruption.Name))}", nameof(name));
}
