namespace Overtone.Data.Corruptions;

/// <summary>Room for one batch that is being made, waits, or is taken out.</summary>
/// <param name="capacity">Images at most.</param>
/// <param name="pixels">Pixels an image.</param>
/// <param name="release">Called when its content has been taken out.</param>
internal sealed class CorruptionBuffer(int capacity, int pixels, Action release)
{
    internal float[] Images { get; } = new float[checked(capacity * pixels)];

    internal float[] Clean { get; } = new float[checked(capacity * pixels)];

    internal bool[] IsChanged { get; } = new bool[capacity];

    /// <summary>Images still to be made.</summary>
    internal int Remaining { get; set; }

    internal void Release() => release();
}
