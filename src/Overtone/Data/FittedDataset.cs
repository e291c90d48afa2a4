using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>The images of another set, each made to fit when it is read.</summary>
internal sealed class FittedDataset(Dataset whole, ImageShape shape, Func<Tensor, Tensor> fit)
    : Dataset(whole.Name, shape, whole.ClassNames, whole.Labels.ToArray(), whole.Files)
{
    public override void ReadPixels(int index, Span<float> destination)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var own = whole.ShapeOf(index);
        var image = empty([1, own.Channels, own.Height, own.Width], ScalarType.Float32);
        whole.ReadPixels(index, MemoryMarshal.Cast<byte, float>(image.bytes));
        var fitted = fit(image);
        if (!fitted.shape.SequenceEqual([1, Shape.Channels, Shape.Height, Shape.Width]))
        {
            throw new InvalidOperationException($"An image became [{string.Join(", ", fitted.shape)}] instead of [1, {Shape}].");
        }

        MemoryMarshal.Cast<byte, float>(fitted.contiguous().bytes).CopyTo(destination);
    }

    internal override void Prepare(ReadOnlySpan<int> indices) => whole.Prepare(indices);
}
