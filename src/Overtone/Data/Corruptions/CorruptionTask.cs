namespace Overtone.Data.Corruptions;

/// <summary>One image to be corrupted, with all that is needed for it.</summary>
internal readonly ref struct CorruptionTask
{
    /// <summary>The image in [0, 1], channel by channel.</summary>
    internal required ReadOnlySpan<float> Image { get; init; }

    /// <summary>Where the corrupted image goes; its content is undefined.</summary>
    internal required Span<float> Result { get; init; }

    internal required ImageShape Shape { get; init; }

    /// <summary>The severity, from 0.</summary>
    internal required int Level { get; init; }

    internal required CorruptionWorkspace Workspace { get; init; }

    internal RandomNumbers Random => Workspace.Random;

    internal bool IsFaithful => Workspace.Settings.Mode == CorruptionMode.Faithful;

    /// <summary>What lengths in pixels are multiplied by.</summary>
    internal float Scale => Math.Min(Shape.Height, Shape.Width) / Corruption.PublishedSide;

    /// <summary>Pixels of one channel.</summary>
    internal int PlaneLength => Shape.Height * Shape.Width;

    /// <summary>Memory for this task; its content is undefined.</summary>
    internal Span<float> Take(int length) => Workspace.Take(length);

    /// <summary>One channel of the image.</summary>
    internal ReadOnlySpan<float> Plane(int channel) => Image.Slice(channel * PlaneLength, PlaneLength);

    /// <summary>One channel of the result.</summary>
    internal Span<float> ResultPlane(int channel) => Result.Slice(channel * PlaneLength, PlaneLength);
}
