using Overtone.Attacks;
using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Catalog.AttackedModels;

/// <summary>The nearest verified adversarial image of each image; the image itself where there is none.</summary>
/// <param name="images">The images as they are; the points kept belong to the dispose scope in which this is made.</param>
internal sealed class NearestImages(LabelledImages images)
{
    private readonly double[] _distances = [.. Enumerable.Repeat(double.PositiveInfinity, images.Count)];
    private readonly string[] _attacks = [.. Enumerable.Repeat("", images.Count)];
    private readonly bool[] _survives = new bool[images.Count];

    /// <summary>float32 [n, C, H, W].</summary>
    public Tensor Pixels { get; } = images.Pixels.clone();

    public bool IsBroken(int image) => double.IsFinite(_distances[image]);

    /// <summary>The norm of the perturbation.</summary>
    public double DistanceOf(int image) => _distances[image];

    /// <summary>The attack that found it; empty where none did.</summary>
    public string AttackOf(int image) => _attacks[image];

    /// <summary>Whether it is still misclassified once rounded to 8 bits.</summary>
    public bool Survives(int image) => _survives[image];

    /// <summary>Keeps those of an attack's images that are nearer.</summary>
    public void Offer(string attack, Tensor attacked, AttackVerification verified)
    {
        using var scope = NewDisposeScope();
        int[] nearer = [.. Enumerable.Range(0, images.Count).Where(n => verified.IsBroken[n] && verified.Norms[n] < _distances[n])];
        if (nearer.Length == 0)
            return;
        foreach (int n in nearer)
            (_distances[n], _attacks[n], _survives[n]) = (verified.Norms[n], attack, verified.SurvivesRounding[n]);
        Tensor places = tensor(Array.ConvertAll(nearer, n => (long)n), device: Pixels.device);
        Pixels.index_copy_(0, places, attacked.index_select(0, places));
    }
}
