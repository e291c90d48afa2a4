namespace Overtone.Data;

/// <summary>The element types of .npy files that Overtone reads, all little-endian.</summary>
/// <remarks>Source: numpy.lib.format, "Format Version 1.0"; the codes are numpy's array protocol type strings.</remarks>
public enum NpyElementType
{
    /// <summary>Truth values, <c>|b1</c>.</summary>
    Boolean,

    /// <summary>Unsigned 8-bit integers, <c>|u1</c>.</summary>
    UInt8,

    /// <summary>Signed 8-bit integers, <c>|i1</c>.</summary>
    Int8,

    /// <summary>Unsigned 16-bit integers, <c>&lt;u2</c>.</summary>
    UInt16,

    /// <summary>Signed 16-bit integers, <c>&lt;i2</c>.</summary>
    Int16,

    /// <summary>Unsigned 32-bit integers, <c>&lt;u4</c>.</summary>
    UInt32,

    /// <summary>Signed 32-bit integers, <c>&lt;i4</c>.</summary>
    Int32,

    /// <summary>Unsigned 64-bit integers, <c>&lt;u8</c>.</summary>
    UInt64,

    /// <summary>Signed 64-bit integers, <c>&lt;i8</c>.</summary>
    Int64,

    /// <summary>Half precision, <c>&lt;f2</c>.</summary>
    Float16,

    /// <summary>Single precision, <c>&lt;f4</c>.</summary>
    Float32,

    /// <summary>Double precision, <c>&lt;f8</c>.</summary>
    Float64,
}
