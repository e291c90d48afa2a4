using static TorchSharp.torch;

namespace Overtone.Data.Snapshots;

/// <summary>A file of directions through the inputs' space, along which spectra are taken.</summary>
/// <remarks>Source: numpy.save; Overtone's own layout.</remarks>
public static class SavedDirections
{
    /// <summary>Reads the directions and makes the length of each 1.</summary>
    /// <param name="path">A .npy file of one direction, (features,), or several, (directions, features).</param>
    /// <param name="features">The numbers of one input.</param>
    /// <param name="device">Where they are wanted; null for the processor.</param>
    /// <returns>[directions, features], float64.</returns>
    /// <exception cref="DataFormatException">The file is damaged, does not fit the inputs, or a direction is zero.</exception>
    public static Tensor Read(string path, int features, Device? device = null)
    {
        NpyArray array = NpyReader.Read(path);
        array.RequireRank((1, "(features,)"), (2, "(directions, features)"));
        if (array.Shape[^1] != features || array.Count == 0)
            throw new DataFormatException(path, "shape", $"({string.Join(", ", array.Shape)})", $"({features},) or (directions, "
                + $"{features}), as an input has {features} numbers");
        using var scope = NewDisposeScope();
        Tensor directions = tensor(array.ToDoubles(), float64, device).reshape(-1, features);
        Tensor lengths = linalg.norm(directions, 2, dims: [1], keepdim: true);
        return lengths.amin().item<double>() > 0
            ? (directions / lengths).MoveToOuterDisposeScope()
            : throw new DataFormatException(path, "values", "a direction of length 0", "directions with a length");
    }
}
