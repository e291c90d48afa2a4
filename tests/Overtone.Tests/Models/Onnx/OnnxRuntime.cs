using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Overtone.Tests.Models.Onnx;

/// <summary>What ONNX Runtime computes.</summary>
internal static class OnnxRuntime
{
    /// <summary>All outputs of a file.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="input">Its input: float32 or bytes.</param>
    /// <param name="level">How far the runtime optimises the graph.</param>
    public static Tensor[] Run(
        string file, Tensor input, GraphOptimizationLevel level = GraphOptimizationLevel.ORT_ENABLE_ALL)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = level,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(file, options);
        using OrtValue value = Value(input.contiguous());
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(
            run, [session.InputNames.Single()], [value], session.OutputNames);
        return [.. outputs.Select(Numbers)];
    }

    /// <summary>Lets the runtime write the graph as it optimised it.</summary>
    public static void Optimise(string file, string optimised, GraphOptimizationLevel level)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = level,
            OptimizedModelFilePath = optimised,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(file, options);
    }

    private static OrtValue Value(Tensor input) => input.dtype switch
    {
        ScalarType.Byte => OrtValue.CreateTensorValueFromMemory(input.flatten().data<byte>().ToArray(), input.shape),
        ScalarType.Int8 => OrtValue.CreateTensorValueFromMemory(input.flatten().data<sbyte>().ToArray(), input.shape),
        _ => OrtValue.CreateTensorValueFromMemory(input.flatten().data<float>().ToArray(), input.shape),
    };

    private static Tensor Numbers(OrtValue value)
    {
        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        return info.ElementDataType switch
        {
            TensorElementType.UInt8 => tensor(value.GetTensorDataAsSpan<byte>().ToArray(), info.Shape),
            TensorElementType.Int8 => tensor(value.GetTensorDataAsSpan<sbyte>().ToArray(), info.Shape),
            TensorElementType.Int32 => tensor(value.GetTensorDataAsSpan<int>().ToArray(), info.Shape),
            TensorElementType.Int64 => tensor(value.GetTensorDataAsSpan<long>().ToArray(), info.Shape),
            _ => tensor(value.GetTensorDataAsSpan<float>().ToArray(), info.Shape),
        };
    }
}
