using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// One step of Adam on a part of every row of a tensor of parameters. On the processor it is a single pass over parameters, gradient and
/// both means: as eight operations of libtorch, each over megabytes that no core's cache holds, it would cost a quarter of a whole training
/// step.
/// Source: Kingma and Ba 2015 (1412.6980), Algorithm 1, the corrections of both means moved into the step and into ε, so that they cost
/// nothing an element.
/// </summary>
internal static class AdamUpdate
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    /// <summary>Takes a step.</summary>
    /// <param name="parameters">[rows, parameters], float32, contiguous, as the others; changed.</param>
    /// <param name="gradient">The gradient of the part that is to change: [rows, ...].</param>
    /// <param name="mean">The running mean of gradients, [rows, parameters]; changed.</param>
    /// <param name="square">The running mean of their squares, likewise.</param>
    /// <param name="start">Where the part begins in a row.</param>
    /// <param name="step">Which step it is, from 1.</param>
    /// <param name="learningRate">The learning rate.</param>
    public static void Apply(Tensor parameters, Tensor gradient, Tensor mean, Tensor square, long start, long step, double learningRate)
    {
        double ofRoot = Math.Sqrt(1 - Math.Pow(SecondDecay, step));
        double rate = learningRate * ofRoot / (1 - Math.Pow(FirstDecay, step)), epsilon = Epsilon * ofRoot;
        (long rows, long length) = (parameters.shape[0], parameters.shape[1]);
        int count = (int)(gradient.numel() / rows);
        if (parameters.device_type != DeviceType.CPU)
        {
            using var scope = NewDisposeScope();
            ByOperations(
                parameters.narrow(1, start, count), gradient.view(rows, count), mean.narrow(1, start, count),
                square.narrow(1, start, count), rate, epsilon);
            return;
        }

        for (long row = 0; row < rows; row++)
        {
            int at = (int)((row * length) + start);
            InOnePass(
                Part(parameters, at, count), Part(gradient, (int)row * count, count), Part(mean, at, count), Part(square, at, count),
                (float)rate, (float)epsilon);
        }
    }

    /// <summary>The step as operations on whole tensors, on any device.</summary>
    internal static void ByOperations(Tensor parameters, Tensor gradient, Tensor mean, Tensor square, double rate, double epsilon)
    {
        using var scope = NewDisposeScope();
        mean.mul_(FirstDecay).add_(gradient, 1 - FirstDecay);
        square.mul_(SecondDecay).addcmul_(gradient, gradient, 1 - SecondDecay);
        parameters.addcdiv_(mean, square.sqrt().add_(epsilon), -rate);
    }

    private static void InOnePass(
        Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> mean, Span<float> square, float rate, float epsilon)
    {
        const float First = (float)FirstDecay, Second = (float)SecondDecay,
            OfGradient = (float)(1 - FirstDecay), OfSquare = (float)(1 - SecondDecay);
        Span<Vector<float>> p = MemoryMarshal.Cast<float, Vector<float>>(parameters),
            m = MemoryMarshal.Cast<float, Vector<float>>(mean), v = MemoryMarshal.Cast<float, Vector<float>>(square);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var offset = new Vector<float>(epsilon);
        for (int i = 0; i < p.Length; i++)
        {
            m[i] = (First * m[i]) + (OfGradient * g[i]);
            v[i] = (Second * v[i]) + (OfSquare * g[i] * g[i]);
            p[i] -= rate * m[i] / (Vector.SquareRoot(v[i]) + offset);
        }

        for (int i = p.Length * Vector<float>.Count; i < parameters.Length; i++)
        {
            mean[i] = (First * mean[i]) + (OfGradient * gradient[i]);
            square[i] = (Second * square[i]) + (OfSquare * gradient[i] * gradient[i]);
            parameters[i] -= rate * mean[i] / (MathF.Sqrt(square[i]) + epsilon);
        }
    }

    private static Span<float> Part(Tensor tensor, int start, int count) =>
        MemoryMarshal.Cast<byte, float>(tensor.bytes).Slice(start, count);
}
