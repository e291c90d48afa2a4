namespace Overtone.Data.Corruptions;

/// <summary>
/// One way of spoiling an image, at five severities. A corruption supplies its own mathematics; checks, random numbers, and the
/// limits of the result live here.
/// </summary>
/// <remarks>
/// <para>
/// The parameters are those of CIFAR-10-C, made for images of 32×32. <b>Other sizes</b> follow one rule: lengths in pixels (radii,
/// deviations of blurs, displacements, the size of flakes and ice) are multiplied by min(height, width) / 32; strengths, shares,
/// thresholds, factors and qualities stay as they are. What has the pixel or a block of 8×8 for its unit (noise, JPEG) keeps it.
/// </para>
/// <para>
/// A corruption has no state: it may be used from several threads at once, each with its own <see cref="CorruptionWorkspace"/>.
/// </para>
/// Source: 1903.12261, sections 3 and 4, and the program that made CIFAR-10-C (hendrycks/robustness).
/// </remarks>
public abstract class Corruption
{
    /// <summary>The number of severities.</summary>
    public const int Severities = 5;

    /// <summary>The side for which the parameters are made, in pixels.</summary>
    internal const float PublishedSide = 32;

    private protected Corruption(string name, params string[] quirks)
    {
        Name = name;
        Quirks = quirks;
    }

    /// <summary>The published name, which is also that of the file in CIFAR-10-C: <c>gaussian_noise</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// What is peculiar about the published program here, a sentence each: kept in <see cref="CorruptionMode.Faithful"/>, mended in
    /// <see cref="CorruptionMode.Corrected"/>. What holds for all (results cut down to whole bytes) is not repeated.
    /// </summary>
    public IReadOnlyList<string> Quirks { get; }

    /// <summary>Whether it is one of the 15 of the benchmark, rather than of the four extras kept for validation.</summary>
    public virtual bool IsBenchmark => true;

    /// <summary>Whether it makes sense in colour only.</summary>
    public virtual bool NeedsColour => false;

    /// <summary>Whether it depends on the seed.</summary>
    public virtual bool IsRandom => true;

    /// <summary>Corrupts one image.</summary>
    /// <param name="image">The image in [0, 1], channel by channel and row by row.</param>
    /// <param name="shape">Its shape, of one or three channels.</param>
    /// <param name="severity">From 1, the mildest, to 5.</param>
    /// <param name="index">The image's number in its set: its random numbers depend on it.</param>
    /// <param name="result">Room for the corrupted image in [0, 1]; not the memory of <paramref name="image"/>.</param>
    /// <param name="workspace">The calling thread's own.</param>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The severity is not from 1 to 5, or the number is negative.</exception>
    /// <exception cref="ArgumentException">The corruption cannot be applied to such images, or a span has the wrong length.</exception>
    public bool Apply(
        ReadOnlySpan<float> image, ImageShape shape, int severity, int index, Span<float> result, CorruptionWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(severity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, Severities);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        RequireShape(shape);
        if (image.Length != shape.PixelCount || result.Length != image.Length)
        {
            throw new ArgumentException($"{Name}: found {image.Length} pixels and room for {result.Length}, expected {shape.PixelCount} "
                + $"for {shape}.");
        }

        Corrupt(workspace.Begin(this, image, shape, severity, index, result));
        var isFaithful = workspace.Settings.Mode == CorruptionMode.Faithful;
        return PixelLimits.Apply(image, result, isFaithful);
    }

    /// <summary>Requires that the corruption can be applied to images of a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <exception cref="ArgumentException">It cannot; the message says what was found and what is expected.</exception>
    public void RequireShape(ImageShape shape)
    {
        if (shape.Channels is not (1 or 3) || shape.Height < 1 || shape.Width < 1)
        {
            throw new ArgumentException(
                $"{Name}: found images of {shape}, expected 1 or 3 channels and at least one pixel.", nameof(shape));
        }

        if (NeedsColour && shape.Channels != 3)
        {
            throw new ArgumentException($"{Name}: found grey images ({shape}), expected colour: leave this corruption out.", nameof(shape));
        }
    }

    /// <summary>Reads as the name.</summary>
    public override string ToString() => Name;

    /// <summary>The mathematics: fills the task's result, which is then limited to [0, 1].</summary>
    private protected abstract void Corrupt(CorruptionTask task);
}
