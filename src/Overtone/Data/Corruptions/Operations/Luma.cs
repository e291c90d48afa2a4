namespace Overtone.Data.Corruptions.Operations;

/// <summary>The brightness of colours, by the weights of ITU-R BT.601.</summary>
internal static class Luma
{
    internal const float Red = 0.299f;
    internal const float Green = 0.587f;
    internal const float Blue = 0.114f;

    /// <summary>The brightness of every pixel; that of a grey image is the image.</summary>
    internal static ReadOnlySpan<float> Of(CorruptionTask task)
    {
        if (task.Shape.Channels == 1)
        {
            return task.Image;
        }

        var luma = task.Take(task.PlaneLength);
        System.Numerics.Tensors.TensorPrimitives.Multiply(task.Plane(0), Red, luma);
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(task.Plane(1), Green, luma, luma);
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(task.Plane(2), Blue, luma, luma);
        return luma;
    }

    /// <summary>A colour as the channels of an image have it: itself, or its brightness.</summary>
    internal static float InChannel((float Red, float Green, float Blue) colour, int channel, int channels) => channels == 1
        ? Red * colour.Red + Green * colour.Green + Blue * colour.Blue
        : channel switch { 0 => colour.Red, 1 => colour.Green, _ => colour.Blue };
}
