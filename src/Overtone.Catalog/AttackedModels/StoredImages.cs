using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Catalog.AttackedModels;

/// <summary>Images as .npy files.</summary>
internal static class StoredImages
{
    /// <summary>Writes images.</summary>
    /// <param name="images">float32, of any shape.</param>
    /// <param name="stream">Where to.</param>
    public static void Write(Tensor images, Stream stream)
    {
        using Tensor here = images.cpu().contiguous();
        float[] pixels = images.numel() == 0 ? [] : here.data<float>().ToArray();
        NpyWriter.Write<float>(stream, pixels, Array.ConvertAll(images.shape, side => (int)side));
    }

    /// <summary>Writes whole numbers, one an image.</summary>
    public static void Write(IEnumerable<long> numbers, Stream stream)
    {
        long[] all = [.. numbers];
        NpyWriter.Write<long>(stream, all, all.Length);
    }

    /// <summary>Reads images; they belong to the caller's dispose scope.</summary>
    public static Tensor Read(Stream stream, string name)
    {
        NpyArray array = NpyReader.Read(stream, name);
        return tensor(array.ToSingles(), [.. array.Shape.Select(side => (long)side)]);
    }
}
