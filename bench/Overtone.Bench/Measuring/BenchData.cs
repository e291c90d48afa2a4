using Overtone.Data;
using Overtone.Hosting;
using static TorchSharp.torch;

namespace Overtone.Bench.Measuring;

/// <summary>Images to measure on: MNIST where it is found, else noise of the same shape.</summary>
/// <param name="Inputs">[n, 784], float32.</param>
/// <param name="Labels">[n], int64.</param>
/// <param name="Name">What they are.</param>
internal sealed record BenchData(Tensor Inputs, Tensor Labels, string Name) : IDisposable
{
    private const int Pixels = 784;
    private const int Classes = 10;

    public static BenchData Load(int count)
    {
        try
        {
            Dataset mnist = DataSource.Open("mnist", CommonOptions.DefaultDataRoots).Train;
            int[] first = [.. Enumerable.Range(0, Math.Min(count, mnist.Count))];
            using Tensor images = mnist.Images(first);
            long[] labels = [.. first.Select(n => (long)mnist.Labels[n])];
            return new BenchData(images.reshape(-1, Pixels).clone(), tensor(labels), $"{first.Length:N0} MNIST images");
        }
        catch (DataNotFoundException)
        {
            using Generator generator = RandomStreams.Create(0, "images");
            return new BenchData(
                rand([count, Pixels], generator: generator),
                randint(0, Classes, [count], dtype: int64, generator: generator),
                $"{count:N0} images of noise, because MNIST was not found");
        }
    }

    public void Dispose()
    {
        Inputs.Dispose();
        Labels.Dispose();
    }
}
