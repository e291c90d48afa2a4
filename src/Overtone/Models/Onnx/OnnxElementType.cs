using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>The number types of ONNX tensors and what libtorch has in their place.</summary>
internal static class OnnxElementType
{
    /// <summary>Text: no number type.</summary>
    public const long Text = 8;

    /// <summary>The number of float32.</summary>
    public const long Float32 = 1;

    /// <summary>
    /// libtorch's type. Unsigned integers of two bytes and more become signed ones that hold them (the largest of 64 bits excepted); halves
    /// are widened to float32, because libtorch has no convolutions of them on the processor.
    /// </summary>
    /// <param name="type">A number of <c>TensorProto.DataType</c>.</param>
    /// <returns>Null for text, complex numbers and types of less than a byte.</returns>
    public static ScalarType? ToScalarType(long type) => type switch
    {
        1 or 10 or 16 => ScalarType.Float32,
        2 => ScalarType.Byte,
        3 => ScalarType.Int8,
        4 or 6 => ScalarType.Int32,
        5 => ScalarType.Int16,
        7 or 12 or 13 => ScalarType.Int64,
        9 => ScalarType.Bool,
        11 => ScalarType.Float64,
        _ => null,
    };

    /// <summary>The number of libtorch's type, as tensors of it are written.</summary>
    /// <param name="type">A floating type of four or eight bytes, an integer type, or truth values.</param>
    public static long Of(ScalarType type) => type switch
    {
        ScalarType.Float32 => Float32,
        ScalarType.Byte => 2,
        ScalarType.Int8 => 3,
        ScalarType.Int16 => 5,
        ScalarType.Int32 => 6,
        ScalarType.Int64 => 7,
        ScalarType.Bool => 9,
        ScalarType.Float64 => 11,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no number type that is written"),
    };

    /// <summary>The type as people call it, for messages.</summary>
    /// <param name="type">A number of <c>TensorProto.DataType</c>.</param>
    public static string Name(long type) => type switch
    {
        1 => "float32",
        2 => "uint8",
        3 => "int8",
        4 => "uint16",
        5 => "int16",
        6 => "int32",
        7 => "int64",
        Text => "text",
        9 => "bool",
        10 => "float16",
        11 => "float64",
        12 => "uint32",
        13 => "uint64",
        14 or 15 => "complex numbers",
        16 => "bfloat16",
        _ => $"number type {type}",
    };

    /// <summary>Bytes of one number as they lie in a file; 0 where <see cref="ToScalarType"/> has none.</summary>
    /// <param name="type">A number of <c>TensorProto.DataType</c>.</param>
    public static int Size(long type) => type switch
    {
        2 or 3 or 9 => 1,
        4 or 5 or 10 or 16 => 2,
        1 or 6 or 12 => 4,
        7 or 11 or 13 => 8,
        _ => 0,
    };
}
