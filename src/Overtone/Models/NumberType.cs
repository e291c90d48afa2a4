namespace Overtone.Models;

/// <summary>
/// The numbers that a model computes with; its images and its logits are float32 either way.
/// Source: IEEE 754 binary32; bfloat16 as libtorch has it.
/// </summary>
public enum NumberType
{
    /// <summary>24 bits of precision: what models are trained and published in.</summary>
    Float32,

    /// <summary>
    /// The upper half of a float32: the same range, 8 bits of precision. Processors with instructions for it compute a few times faster,
    /// and predictions near a tie change.
    /// </summary>
    Bfloat16,
}
