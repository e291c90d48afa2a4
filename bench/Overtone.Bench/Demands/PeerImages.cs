using Overtone.Data;

namespace Overtone.Bench.Demands;

/// <summary>Images as files that a peer reads.</summary>
internal static class PeerImages
{
    /// <summary>Writes float32 images [n, C, H, W] and int64 labels [n] as <c>.npy</c>.</summary>
    public static (string Images, string Labels) Write(DirectoryInfo folder, LabelledImages images)
    {
        string pixels = Path.Combine(folder.FullName, "images.npy"), labels = Path.Combine(folder.FullName, "labels.npy");
        int[] shape = [.. images.Pixels.shape.Select(side => (int)side)];
        NpyWriter.Write<float>(pixels, images.Pixels.cpu().contiguous().data<float>().ToArray(), shape);
        NpyWriter.Write<long>(labels, images.Labels.Span, images.Count);
        return (pixels, labels);
    }
}
